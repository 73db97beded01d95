"""One object as its page tells it: what it says, where from, how it changed, what it is tied to, who has seen it, who may read it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.intel import queries
from noroshi.intel.authors import Whose, whose
from noroshi.intel.colors import Color, color_of
from noroshi.intel.models import Origin
from noroshi.intel.naming import read_of, title_of, type_of, whole_of
from noroshi.intel.queries import Correlation, Kept
from noroshi.intel.relating import Relation, relations_of
from noroshi.ledger.actions import Answer, record
from noroshi.observables import Kind
from noroshi.stix.labelling import labelled
from noroshi.stix.markings import Limit
from noroshi.stix.read import Read
from noroshi.vocabulary import StixType, Tlp
from noroshi.vocabulary.errors import NotFound

SHOWN_VALUES = 50


@dataclass(frozen=True, slots=True)
class ValueSeen:
    """A value, and where else it stands, as far as the viewer may read."""

    kind: Kind
    value: str
    seen: Correlation
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One version from one source."""

    kept: Kept
    origin: Origin | None
    added_at: datetime
    is_own: bool


@dataclass(frozen=True)
class Told:
    """`whole` is the newest readable version, `relations` are both ways, `is_own`: from a source of the viewer's desk."""

    kept: Kept
    read: Read
    whole: dict[str, Any]
    origin: Origin | None
    color: Color
    is_own: bool
    stops: Sequence[Stop]
    values: Sequence[ValueSeen]
    relations: Sequence[Relation]
    whose: Whose

    @property
    def id(self) -> str:
        return str(self.whole["id"])

    @property
    def title(self) -> str:
        return title_of(self.whole)

    @property
    def type(self) -> StixType:
        return type_of(self.whole)

    @property
    def leaving(self) -> bytes:
        """As a file: byte for byte for the desk whose source it is, with the label that it has here for all others."""
        raw = self.kept.raw.encode()
        return raw if self.is_own else labelled(raw, Limit(self.color.tlp, own_organization=self.color.is_own_house))

    def at(self, kept: Kept) -> "Told":
        """As another version of it says."""
        read = read_of(kept.raw)
        assert read is not None  # noqa: S101 - it was valid when it came in
        return replace(self, kept=kept, whole=whole_of(kept.raw), read=read)


def tell(viewer: Viewer, of: UUID, version: str = "") -> Told:
    """The newest, or the version that is named so; what may not be read is not found. That it was read is written down."""
    found = queries.versions(viewer, of)
    kept = next((one for one in found if not version or one.token == version), None)
    if kept is None:
        raise NotFound
    same = [one for one in found if one.kind is kept.kind]
    origins = queries.origins_named(viewer, {one.origin for one in same})
    origin, whole, read = origins.get(kept.origin), whole_of(kept.raw), read_of(kept.raw)
    assert read is not None  # noqa: S101 - it was valid when it came in
    told = Told(
        kept=kept,
        read=read,
        whole=whole,
        origin=origin,
        color=color_of(viewer, kept, origin) if origin else Color(Tlp.RED),
        is_own=_is_own(viewer, origin),
        stops=_stops(viewer, same, origins),
        values=_values(viewer, read),
        relations=relations_of(viewer, of),
        whose=whose(viewer, [kept], origins)[kept.number],
    )
    provider = origin.desk.organization_id if origin else viewer.organization_id
    record(deed="read_object", answer=Answer.PAGE, actor=viewer.actor, objects=[(of, provider)])
    return told


def _is_own(viewer: Viewer, origin: Origin | None) -> bool:
    return origin is not None and origin.desk_id == viewer.desk_id


def _stops(viewer: Viewer, found: Sequence[Kept], origins: dict[int, Origin]) -> list[Stop]:
    times = dict(zip((one.number for one in found), queries.added_at([one.number for one in found]), strict=True))
    return [
        Stop(one, origins.get(one.origin), times[one.number], _is_own(viewer, origins.get(one.origin))) for one in found
    ]


def _values(viewer: Viewer, read: Read) -> list[ValueSeen]:
    seen = [(kind, value, queries.correlation(viewer, kind, value)) for kind, value in read.values[:SHOWN_VALUES]]
    named = queries.origins_named(viewer, {number for *_, one in seen for number in one.origins})
    return [
        ValueSeen(kind, value, one, tuple(sorted((named[n] for n in one.origins if n in named), key=lambda o: o.name)))
        for kind, value, one in seen
    ]
