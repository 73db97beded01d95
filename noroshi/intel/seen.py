"""Who has seen it, who has not, and how often: the latest word of each source, as far as the viewer may read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.intel import queries
from noroshi.intel.models import Origin
from noroshi.intel.naming import whole_of
from noroshi.intel.queries import Kept
from noroshi.stix.ours import EXTENSION
from noroshi.vocabulary import SightingAnswer


@dataclass(frozen=True, slots=True)
class Sighted:
    """`count` is none where nobody counted."""

    answer: SightingAnswer
    count: int | None
    at: datetime | None
    origin: Origin | None
    is_own: bool
    uuid: UUID


def sighted(viewer: Viewer, of: UUID) -> list[Sighted]:
    latest: dict[UUID, Kept] = {}
    for one in queries.sightings(viewer, of):
        known = latest.get(one.uuid)
        if known is None or (one.version or known.version, one.number) > (known.version, known.number):
            latest[one.uuid] = one
    origins = queries.origins_named(viewer, {one.origin for one in latest.values()})
    return [_sighted(viewer, one, origins.get(one.origin)) for one in latest.values()]


def _sighted(viewer: Viewer, one: Kept, origin: Origin | None) -> Sighted:
    whole = whole_of(one.raw)
    is_own = origin is not None and origin.desk_id == viewer.desk_id
    return Sighted(_answer(whole), whole.get("count"), one.version, origin, is_own, one.uuid)


def _answer(whole: Mapping[str, Any]) -> SightingAnswer:
    said = whole.get("extensions", {}).get(EXTENSION, {}).get("details", {})
    word = said.get("answer") if isinstance(said, Mapping) else None
    if word in list(SightingAnswer):
        return SightingAnswer.of(str(word))
    if whole.get("revoked"):
        return SightingAnswer.UNKNOWN
    return SightingAnswer.NOT_SEEN if whole.get("count") == 0 else SightingAnswer.SEEN
