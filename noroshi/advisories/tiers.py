"""Tiers of an organization: what an advisory asks of each, and what each has answered (改善具体化 2.3; C-175)."""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from noroshi.advisories.models import TierAnswer
from noroshi.advisories.reached import Reached
from noroshi.audiences.actions import definition_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.editions.models import Edition
from noroshi.vocabulary import ActionTaken, AddresseeTier
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class TierSaid:
    """The newest of one tier at one desk; without an action it has read it. People are named to their own desk only."""

    tier: AddresseeTier
    desk: Desk
    action: ActionTaken | None
    at: datetime
    by: Person | None


@dataclass(frozen=True, slots=True)
class TierCount:
    """Of one tier: how many desks have read it, and what they have done."""

    tier: AddresseeTier
    desks: int
    actions: Mapping[ActionTaken, int]


def own_tiers(viewer: Viewer, edition_id: uuid.UUID) -> dict[AddresseeTier, TierSaid]:
    """What each tier of the own desk has said."""
    rows = TierAnswer.objects.filter(edition__public_id=edition_id, desk=viewer.desk_id)
    shown = readable_by(viewer, rows).select_related("desk", "by").order_by("pk")
    return {AddresseeTier.of(row.tier): _said(viewer, row) for row in shown}


def tiers_heard(viewer: Viewer, edition_id: uuid.UUID) -> list[TierCount]:
    """Of all whom this desk hears and may name; members of confidential groups are not counted."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    definition = definition_of(edition.audience_id) if edition else None
    if edition is None or definition is None:
        raise NotFound
    rows = readable_by(viewer, TierAnswer.objects.filter(edition=edition).exclude(desk=viewer.desk_id)).order_by("pk")
    newest = rows.values("desk_id", "tier").annotate(latest=Max("pk")).order_by("desk_id", "tier")
    found = readable_by(viewer, TierAnswer.objects.filter(pk__in=[row["latest"] for row in newest]))
    reached = Reached.of(viewer, edition, definition) if found else None
    told = [row for row in found if reached and reached.may_name(row.desk_id)]
    return [_count(tier, [row for row in told if row.tier == tier.value]) for tier in AddresseeTier]


def _count(tier: AddresseeTier, rows: list[TierAnswer]) -> TierCount:
    return TierCount(tier, len(rows), Counter(ActionTaken.of(row.action) for row in rows if row.action))


def _said(viewer: Viewer, row: TierAnswer) -> TierSaid:
    is_own = row.desk_id == viewer.desk_id
    action = ActionTaken.of(row.action) if row.action else None
    return TierSaid(AddresseeTier.of(row.tier), row.desk, action, row.at, row.by if is_own else None)
