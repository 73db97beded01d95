"""What one tier of this desk's house has done about what an advisory asks of it (改善具体化 2.3). The newest of a tier counts."""

import uuid

from django.utils import timezone

from noroshi.advisories.actions.acknowledge import held_by
from noroshi.advisories.errors import NotAnAdvisory, NothingAskedOfTier, OwnAdvisory
from noroshi.advisories.models import TierAnswer
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.tiers import asked_of
from noroshi.editions.models import Edition, EditionKind
from noroshi.editions.queries import edition_readable_by
from noroshi.ledger.actions import record
from noroshi.vocabulary import ActionTaken, AddresseeTier
from noroshi.vocabulary.errors import NotFound


def answer_tier(
    viewer: Viewer, edition_id: uuid.UUID, tier: AddresseeTier, action: ActionTaken | None = None
) -> TierAnswer:
    """Without an action it says that this tier has read it. The same said twice is one."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    if edition.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    if edition.originator_desk_id == viewer.desk_id:
        raise OwnAdvisory
    if tier not in asked_of(edition_readable_by(viewer, edition_id, answer="record").content):
        raise NothingAskedOfTier
    said = action.value if action else ""
    own = readable_by(viewer, TierAnswer.objects.filter(edition=edition, desk=viewer.desk_id, tier=tier.value))
    before = own.order_by("-pk").first()
    if before is not None and before.action == said:
        return before
    made = TierAnswer.objects.create(
        audience_id=held_by(viewer, edition),
        edition=edition,
        desk_id=viewer.desk_id,
        tier=tier.value,
        action=said,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    objects = [(edition.public_id, edition.originator_organization_id)]
    record(deed="answer_tier", actor=viewer.actor, objects=objects, detail={"tier": tier.value, "action": said or None})
    return made
