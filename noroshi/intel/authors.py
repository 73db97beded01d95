"""Whose information an object is: the party that its sender names as its author, and the organization whose source it is.

An author is read from an identity like from any other object: what the viewer may not read names nobody. A source names its house
only where its desk says so. Who reported what was passed on without a name stands in neither: it was never written into the object.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import AnyViewer, Viewer
from noroshi.directory.models import Organization
from noroshi.intel.models import Origin
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import Kept, kept_of, objects, origins_named
from noroshi.stix.kinds import StixKind


@dataclass(frozen=True, slots=True)
class Author:
    """`said_by` is the source that gives the name, where it is another than the object's own: everybody can write an identity."""

    uuid: UUID
    name: str
    said_by: str = ""


@dataclass(frozen=True, slots=True)
class Whose:
    """`house` is None where the source does not say it, `is_unread`: an author is given, and it may not be read."""

    author: Author | None = None
    house: Organization | None = None
    is_unread: bool = False


def whose(viewer: AnyViewer, found: Sequence[Kept], origins: Mapping[int, Origin]) -> dict[int, Whose]:
    """By the number of the object."""
    authors = authors_of(viewer, found)
    return {
        one.number: Whose(
            authors.get(one.number),
            house_of(viewer, origins.get(one.origin)),
            is_unread=one.number not in authors and _ref(whole_of(one.raw)) is not None,
        )
        for one in found
    }


def authors_of(viewer: AnyViewer, found: Sequence[Kept]) -> dict[int, Author]:
    """By the number of the object. Of the object's own source first, then the latest of any other that the viewer may read."""
    wanted = {one.number: ref for one in found if (ref := _ref(whole_of(one.raw)))}
    if not wanted:
        return {}
    rows = objects(viewer).filter(uuid__in=set(wanted.values()), kind=int(StixKind.IDENTITY)).order_by("version", "pk")
    told = [(one, name) for row in rows if (name := title_of(whole_of((one := kept_of(row)).raw)))]
    origins = origins_named(viewer, {one.origin for one, _ in told})
    best: dict[int, Author] = {}
    for kept in found:
        same = [pair for pair in told if pair[0].uuid == wanted.get(kept.number)]
        own = [pair for pair in same if pair[0].origin == kept.origin]
        if same:
            one, name = (own or same)[-1]
            best[kept.number] = Author(one.uuid, name, "" if own else _name(origins.get(one.origin)))
    return best


def house_of(viewer: AnyViewer, origin: Origin | None) -> Organization | None:
    """Whose source it is, as far as this viewer is told: one's own always, another's where its desk says so."""
    if origin is None:
        return None
    is_own = isinstance(viewer, Viewer) and origin.desk.organization_id == viewer.organization_id
    return origin.desk.organization if is_own or origin.is_named else None


def _ref(whole: Mapping[str, Any]) -> UUID | None:
    """It was found to be an id when the object came in."""
    given = whole.get("created_by_ref")
    return UUID(given[-36:]) if isinstance(given, str) else None


def _name(origin: Origin | None) -> str:
    return origin.name if origin else ""
