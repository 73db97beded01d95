"""Two persons: what a desk made from reports is issued by somebody who did not write it (手引書 3.1 情報源の保護).

Writers ask for it, a second person issues it or sends it back. A warning may go out by one alone, with a reason that is kept.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from noroshi.advisories.models import ReleaseRule, ReleaseStep
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftLine, draft_row, drafts
from noroshi.editions.models import EditionKind
from noroshi.reports.leaks import writers_of
from noroshi.vocabulary import Importance, ReleaseStage, TwoPersons

MOST_WAITING = 100


@dataclass(frozen=True, slots=True)
class StepShown:
    stage: ReleaseStage
    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ReleaseState:
    """`stage` is that of exactly this version: what is changed afterwards asks anew. `latest` is told whatever was changed since."""

    is_needed: bool
    stage: ReleaseStage | None
    latest: StepShown | None
    may_release: bool
    may_go_alone: bool

    @property
    def is_blocked(self) -> bool:
        return self.is_needed and not self.may_release

    @property
    def is_waiting(self) -> bool:
        return self.stage is ReleaseStage.ASKED


def release_state(viewer: Viewer, draft_id: uuid.UUID) -> ReleaseState:
    return state_of_release(viewer, draft_row(viewer, draft_id))


def state_of_release(viewer: Viewer, row: Draft) -> ReleaseState:
    if row.kind != EditionKind.ADVISORY:
        return ReleaseState(is_needed=False, stage=None, latest=None, may_release=True, may_go_alone=False)
    latest = _latest(viewer, row.public_id)
    return ReleaseState(
        is_needed=needs_two(viewer, row),
        stage=ReleaseStage.of(latest.stage) if latest and latest.version == row.version else None,
        latest=_shown(latest) if latest else None,
        may_release=viewer.seat.person_id not in writers_of(row),
        may_go_alone=row.typed.get("importance") == Importance.WARNING.value,
    )


def needs_two(viewer: Viewer, row: Draft) -> bool:
    rule = rule_here(viewer)
    return rule is TwoPersons.ALWAYS or (rule is TwoPersons.FROM_REPORTS and bool(row.sealed_sources))


def rule_here(viewer: Viewer) -> TwoPersons:
    """The latest that was set at this desk; where nobody set any, what is made from reports needs two."""
    rows = readable_by(viewer, ReleaseRule.objects.filter(desk=viewer.desk_id))
    found = rows.order_by("-pk").values_list("rule", flat=True).first()
    return TwoPersons.of(found) if found else TwoPersons.FROM_REPORTS


def waiting(viewer: Viewer) -> list[DraftLine]:
    """Drafts of the own desk that wait for a second person, as this viewer may read them."""
    lines = drafts(viewer, kinds=(EditionKind.ADVISORY.value,), limit=MOST_WAITING)
    asked = waiting_among(viewer, {line.public_id: line.version for line in lines})
    return [line for line in lines if line.public_id in asked]


def waiting_among(viewer: Viewer, versions: dict[uuid.UUID, int]) -> frozenset[uuid.UUID]:
    """Of these drafts at these versions."""
    stages = _latest_of(viewer, versions)
    return frozenset(
        one for one, (version, stage) in stages.items() if stage == ReleaseStage.ASKED and versions[one] == version
    )


def _latest_of(viewer: Viewer, draft_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[int, str]]:
    if not draft_ids:
        return {}
    rows = readable_by(viewer, ReleaseStep.objects.filter(draft__in=list(draft_ids))).order_by("pk")
    return {draft: (version, stage) for draft, version, stage in rows.values_list("draft", "version", "stage")}


def _latest(viewer: Viewer, draft_id: uuid.UUID) -> ReleaseStep | None:
    rows = readable_by(viewer, ReleaseStep.objects.filter(draft=draft_id)).select_related("by")
    return rows.order_by("-pk").first()


def _shown(row: ReleaseStep) -> StepShown:
    return StepShown(ReleaseStage.of(row.stage), row.by, row.at, row.reason)
