"""What a person wishes to be told, and of which matters a person or a desk wants to hear no more."""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.errors import MuteOver, WarningsNeedReason
from noroshi.delivery.models import Mute, PersonWish
from noroshi.delivery.standing import must_set
from noroshi.delivery.wishes import standing_mutes
from noroshi.directory.models import Desk
from noroshi.editions.rows import edition_row
from noroshi.ledger.actions import record
from noroshi.vocabulary import Digest, Importance
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True, slots=True)
class PersonChosen:
    """For one's own mailbox and browser at this desk. Without a digest the desk's own rhythm."""

    mail_is_on: bool = True
    mail_from: Importance = Importance.REFERENCE
    mail_digest: Digest | None = None
    browser_is_on: bool = False
    browser_from: Importance = Importance.CAUTION


def set_wish(viewer: Viewer, chosen: PersonChosen) -> None:
    """One's own and nobody else's. A warning comes all the same."""
    given = {**asdict(chosen), "mail_digest": chosen.mail_digest or "", "desk_id": viewer.desk_id}
    PersonWish.objects.update_or_create(membership_id=viewer.seat.membership_id, defaults=given)
    own = Desk.objects.get(pk=viewer.desk_id)
    record(deed="set_wish", actor=viewer.actor, objects=[(own.public_id, viewer.organization_id)])


def mute(
    viewer: Viewer,
    edition_id: uuid.UUID,
    *,
    for_desk: bool = False,
    with_warnings: bool = False,
    reason: str = "",
    until: datetime | None = None,
) -> Mute:
    """The matter of something that one reads. For the desk it takes who sets its channels; for warnings also a reason."""
    edition = edition_row(viewer, edition_id)
    words = clean_line(reason, most=400)
    if for_desk:
        must_set(viewer)
    if with_warnings and not (for_desk and words):
        raise WarningsNeedReason
    if until is not None and until <= timezone.now():
        raise MuteOver
    membership = None if for_desk else viewer.seat.membership_id
    standing = Mute.objects.filter(desk=viewer.desk_id, matter=edition.matter, membership=membership, ended_at=None)
    standing.update(ended_at=timezone.now())
    made = Mute.objects.create(
        desk_id=viewer.desk_id,
        membership_id=membership,
        matter=edition.matter,
        edition=edition,
        with_warnings=with_warnings,
        reason=words,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
        until=until,
    )
    record(deed="mute", actor=viewer.actor, objects=[(edition.public_id, edition.originator_organization_id)])
    return made


def hear_again(viewer: Viewer, mute_id: uuid.UUID) -> None:
    """One's own, or the desk's as who sets its channels."""
    row = standing_mutes().filter(public_id=mute_id, desk=viewer.desk_id).select_related("edition").first()
    if row is None or row.membership_id not in (None, viewer.seat.membership_id):
        raise NotFound
    if row.membership_id is None:
        must_set(viewer)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    about = (row.edition.public_id, row.edition.originator_organization_id)
    record(deed="hear_again", actor=viewer.actor, objects=[about])
