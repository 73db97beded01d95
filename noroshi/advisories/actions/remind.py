"""Reminding: only those who have not answered, by hand or by the sender's own rule."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max
from django.utils import timezone

from noroshi.advisories.errors import NotAnAdvisory
from noroshi.advisories.silent import Silent, silent_for
from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery import arriving
from noroshi.delivery.actions import notify
from noroshi.delivery.errors import NobodySilent, RemindedJustNow
from noroshi.delivery.models import DeskChannels, Notice, Reminding
from noroshi.delivery.telling import Telling, tell
from noroshi.editions.models import Edition, EditionKind
from noroshi.ledger.actions import record
from noroshi.vocabulary import NoticeKind, Urgency

SYSTEM: Final = SystemViewer("reminding")
PAUSE: Final = timedelta(minutes=10)
LOOKED_BACK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Sent:
    """A warning as one desk sent it on."""

    edition: Edition
    desk: int
    at: datetime


def remind(viewer: Viewer, edition_id: uuid.UUID) -> int:
    """How many desks were told once more."""
    silent = Silent.of(viewer, edition_id)
    if silent.edition.is_recalled:
        raise NotAnAdvisory
    if not silent.desks:
        raise NobodySilent
    if Reminding.objects.filter(edition=silent.edition, desk=viewer.desk_id, at__gt=timezone.now() - PAUSE).exists():
        raise RemindedJustNow
    told = notify(viewer, silent.desks, NoticeKind.REMINDER, about=silent.edition, names_recipients=True)
    _note(silent.edition, viewer.desk_id, told, by=viewer.seat.person_id)
    provider = silent.edition.originator_organization_id
    record(deed="remind", actor=viewer.actor, objects=[(silent.edition.public_id, provider)])
    return told


def remind_due() -> int:
    """For the job: what each sender's own rule asks for now. Done again it reminds nobody twice."""
    with acting_as(SYSTEM):
        return sum(_remind(sent) for sent in warnings_sent())


def warnings_sent() -> Iterator[Sent]:
    """Under the system's login: warnings that stand, by the desks that sent them on."""
    since = timezone.now() - LOOKED_BACK
    rows = Notice.objects.filter(
        kind=NoticeKind.ARRIVED,
        urgency=Urgency.EMERGENCY,
        edition__kind=EditionKind.ADVISORY,
        edition__is_recalled=False,
        from_desk__isnull=False,
        at__gte=since,
    )
    pairs = rows.values("edition", "from_desk").annotate(latest=Max("at")).order_by("edition", "from_desk")
    editions = Edition.objects.in_bulk({pair["edition"] for pair in pairs})
    return (Sent(editions[pair["edition"]], pair["from_desk"], pair["latest"]) for pair in pairs)


def rule_of(desk: int) -> DeskChannels:
    return DeskChannels.objects.filter(pk=desk).first() or DeskChannels(pk=desk)


def _remind(sent: Sent) -> int:
    rule, now = rule_of(sent.desk), timezone.now()
    pause = timedelta(minutes=rule.remind_after_minutes)
    earlier = Reminding.objects.filter(edition=sent.edition, desk=sent.desk).order_by("-pk")
    if earlier.filter(by=None).count() >= rule.remind_most or earlier.filter(at__gt=now - pause).exists():
        return 0
    silent = silent_for(sent.edition.pk, sent.desk, now - pause)
    if not silent:
        return 0
    telling = Telling(NoticeKind.REMINDER, Urgency.EMERGENCY, edition=sent.edition.pk, from_desk=sent.desk)
    told = tell(silent, telling, named=_named(sent, silent))
    _note(sent.edition, sent.desk, told, by=None)
    provider = sent.edition.originator_organization_id
    record(deed="remind", system=SYSTEM.name, objects=[(sent.edition.public_id, provider)])
    arriving.queue()
    return told


def _named(sent: Sent, desks: set[int]) -> set[int]:
    """As the arrival was."""
    told = Notice.objects.filter(edition=sent.edition, from_desk=sent.desk, desk__in=desks, is_named=True)
    return set(told.values_list("desk_id", flat=True))


def _note(edition: Edition, desk: int, told: int, *, by: int | None) -> None:
    Reminding.objects.create(edition=edition, desk_id=desk, by_id=by, reminded=told, at=timezone.now())
