"""What an object is tied to, both ways: by relationships, by what it refers to, by what refers to it. Never more than one may read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.intel.naming import title_of, type_of, whole_of
from noroshi.intel.queries import Kept, kept_of, objects, related
from noroshi.intel.rows import FIELDS, RELATES
from noroshi.vocabulary import StixType

FIELD_NAMES = {number: name for name, number in FIELDS.items()}
MOST = 200


@dataclass(frozen=True, slots=True)
class Named:
    """An object that the viewer may read, by what it is called."""

    uuid: UUID
    type: StixType
    title: str
    number: int
    kept: Kept
    whole: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Relation:
    """`how` is the sender's word (`uses`) or the property that refers; `other` is None where the other end may not be read."""

    how: str
    is_outward: bool
    other: Named
    by: UUID | None = None
    said: Mapping[str, Any] | None = None


def named(viewer: Viewer, uuids: Iterable[UUID]) -> dict[UUID, Named]:
    """The newest readable version of each; what may not be read is left out."""
    best: dict[UUID, Kept] = {}
    for row in objects(viewer).filter(uuid__in=list(uuids)):
        one = kept_of(row)
        known = best.get(one.uuid)
        if known is None or _order(one) > _order(known):
            best[one.uuid] = one
    return {uuid: _named(one) for uuid, one in best.items()}


def relations_of(viewer: Viewer, of: UUID) -> Sequence[Relation]:
    """The latest said first; the same said twice stands once."""
    rows = related(viewer, of, most=MOST)
    ends = named(viewer, {end for start, _, to, _ in rows for end in (start, to)} - {of})
    says = {
        row.pk: kept_of(row) for row in objects(viewer).filter(pk__in=[row[3] for row in rows if row[1] == RELATES])
    }
    latest = named(viewer, {one.uuid for one in says.values()})
    found: dict[tuple[str, bool, UUID], Relation] = {}
    for start, field, to, number in reversed(rows):
        other, is_outward = (to, True) if start == of else (start, False)
        if other not in ends or (field == RELATES and number not in says):
            continue
        said = latest[says[number].uuid].whole if field == RELATES else None
        if said and said.get("revoked"):
            continue
        how = said["relationship_type"] if said else FIELD_NAMES.get(field, "")
        by = says[number].uuid if field == RELATES else None
        found.setdefault((how, is_outward, other), Relation(how, is_outward, ends[other], by, said))
    return list(found.values())


def _named(one: Kept) -> Named:
    whole = whole_of(one.raw)
    return Named(one.uuid, type_of(whole), title_of(whole), one.number, one, whole)


def _order(one: Kept) -> tuple[float, int]:
    return (one.version.timestamp() if one.version else 0.0, one.number)
