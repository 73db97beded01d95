"""What a source's desk, and the desk that took its name out, are shown: who opened the name and why, and who tried to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from noroshi.asking.models import Attempt, Opening
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.given import give
from noroshi.vocabulary import UnmaskingSign


@dataclass(frozen=True, slots=True)
class LookShown:
    """`about` is the edition as this desk knows it. Without a reason it was opened by passing a question on."""

    about: UUID
    desk: Desk
    reason: str
    at: datetime
    is_own: bool


@dataclass(frozen=True, slots=True)
class AttemptShown:
    """`desk` is empty for the source: it learns that somebody tried."""

    about: UUID
    sign: UnmaskingSign
    desk: Desk | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Looks:
    openings: Sequence[LookShown] = ()
    attempts: Sequence[AttemptShown] = ()

    def __bool__(self) -> bool:
        return bool(self.openings or self.attempts)


def looks_at(viewer: Viewer, ids: Collection[UUID] | None = None, *, answer: str = "page", most: int = 100) -> Looks:
    """Of these editions, or of everything that this desk keeps; the latest first."""
    held = Held.by(viewer)
    openings, attempts = Opening.objects.all(), Attempt.objects.all()
    if ids is not None:
        openings, attempts = openings.filter(about__in=list(ids)), attempts.filter(about__public_id__in=list(ids))
    seen = list(held.of_these(openings).select_related("desk__organization").order_by("-at")[:most])
    tried = list(held.of_these(attempts).select_related("desk__organization", "about").order_by("-at")[:most])
    own = viewer.organization_id
    noted = [(one.public_id, one.desk.organization_id) for one in seen]
    noted += [(one.public_id, one.desk.organization_id if one.desk else own) for one in tried]
    if noted:
        give(viewer, answer, noted)
    return Looks(
        [LookShown(one.about, one.desk, one.reason, one.at, one.desk_id == viewer.desk_id) for one in seen],
        [AttemptShown(one.about.public_id, UnmaskingSign.of(one.sign), one.desk, one.at) for one in tried],
    )
