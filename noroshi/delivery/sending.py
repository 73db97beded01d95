"""Sending what is due, in batches, outside any transaction: claimed first, handed over, then noted one by one.

Whoever dies in between leaves rows that are claimed; after LEASE they are due again, with the same Message-ID.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.composing import CHANNELS, Batch, around_of
from noroshi.delivery.letters import Letter, letter
from noroshi.delivery.mail import Addressed, as_bytes, return_path, thread_of
from noroshi.delivery.models import Dispatch
from noroshi.delivery.planning import SYSTEM
from noroshi.delivery.smtp import Outgoing, Refused, ServerSilent
from noroshi.directory.remembered import remembering
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.vocabulary import DispatchState, NoticeChannel, Protection

BATCH: Final = 200
LEASE: Final = timedelta(minutes=3)
NOTED_TOGETHER, NOTED_SECONDS = 20, 1.0
PAUSES: Final = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240, 480))
"""After these it is given up: a notice of yesterday helps nobody, and the portal has had it all the time."""


@dataclass
class _Mail:
    """What one message carries: a single dispatch, or those of a digest."""

    parts: list[Dispatch]
    letter: Letter
    addressed: Addressed

    @property
    def first(self) -> Dispatch:
        return self.parts[0]


def send_mail() -> int:
    """How many mails were handed over."""
    if not settings.MAIL_SERVER:
        return 0
    taken = 0
    while claimed := claim(NoticeChannel.MAIL):
        mails = _composed(claimed)
        try:
            with Outgoing(settings.MAIL_SERVER) as server:
                taken += _hand_over(server, mails)
        except ServerSilent as silent:
            _put_off(mails, silent.fault)
            return taken
    return taken


def claim(channel: NoticeChannel) -> list[Dispatch]:
    """Those that are due; for LEASE they are nobody else's."""
    now = timezone.now()
    with acting_as(SYSTEM):
        open_ = models.Q(state=DispatchState.WAITING) | models.Q(state=DispatchState.SENDING)
        due = Dispatch.objects.filter(open_, channel=channel, due_at__lte=now).order_by("due_at", "id")
        numbers = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:BATCH])
        if not numbers:
            return []
        claimed = Dispatch.objects.filter(pk__in=numbers)
        claimed.update(state=DispatchState.SENDING, due_at=now + LEASE, attempts=F("attempts") + 1)
        claimed.filter(message_id=None, is_digest=False).update(message_id=F("public_id"))
        rows = list(
            Dispatch.objects.filter(pk__in=numbers)
            .select_related(
                "desk__organization", "membership__person", "notice__edition", "notice__from_desk__organization"
            )
            .order_by("pk")
        )
        _gather(rows)
    return rows


def _gather(rows: Sequence[Dispatch]) -> None:
    """A digest is one mail to one address; what was once one mail stays one when it is repeated."""
    leaders: dict[tuple[int, str], Dispatch] = {}
    new = [row for row in rows if row.message_id is None]
    for row in new:
        row.message_id = leaders.setdefault((row.desk_id, row.address), row).public_id
    if new:
        Dispatch.objects.bulk_update(new, ["message_id"])


def _composed(rows: Sequence[Dispatch]) -> list[_Mail]:
    """What may still be told to whom, as of now; the rest is noted as not sent."""
    with acting_as(SYSTEM), remembering():
        batch = Batch.of(rows)
        gone = {row.pk for row in rows if not batch.may_be_told(row)}
        ended(sorted(gone), DispatchState.WITHDRAWN, "no_longer_for_them")
        grouped: dict[object, list[Dispatch]] = defaultdict(list)
        for row in rows:
            if row.pk not in gone:
                grouped[row.message_id].append(row)
        mails = [_mail(batch, parts) for parts in grouped.values()]
        _record(mails)
        return mails


def _mail(batch: Batch, parts: list[Dispatch]) -> _Mail:
    first = parts[0]
    lang = first.membership.person.language if first.membership else "ja"
    items = [batch.item(one, lang) for one in parts]
    protection = batch.protection(first, items)
    certificate = batch.certificate(first)
    edition = first.notice.edition
    addressed = Addressed(
        message_id=first.message_id or first.public_id,
        to=first.address,
        thread=thread_of(edition.matter, first.desk_id) if edition and len(parts) == 1 else "",
        protection=protection,
        certificate=certificate.body if certificate else "",
        files=tuple(
            dict.fromkeys(file for one, item in zip(parts, items, strict=True) if (file := batch.stix(one, item)))
        ),
    )
    return _Mail(parts, letter(items, around_of(first, protection, lang)), addressed)


def _record(mails: Iterable[_Mail]) -> None:
    """Whose text leaves the house by mail, and to which desks: written before it goes, so that none leaves without a trace."""
    desks: dict[Edition, set[str]] = defaultdict(set)
    for mail in mails:
        if mail.addressed.protection is not Protection.IDENTIFIERS:
            for one in mail.parts:
                if one.notice.edition:
                    desks[one.notice.edition].add(str(one.desk.public_id))
    for edition, named in desks.items():
        record(
            deed="mail_out",
            answer="export",
            system=SYSTEM.name,
            objects=[(edition.public_id, edition.originator_organization_id)],
            detail={"desks": sorted(named)},
        )


def _hand_over(server: Outgoing, mails: Sequence[_Mail]) -> int:
    """What was taken is noted a few mails at a time: so many may be repeated, at most, after a kill."""
    ends = timezone.now() + LEASE / 2
    taken = _Taken()
    for number, mail in enumerate(mails):
        if timezone.now() > ends:
            _note([one.pk for rest in mails[number:] for one in rest.parts], _back)
            break
        try:
            server.send(return_path(mail.addressed.message_id), mail.addressed.to, _bytes(mail))
        except Refused as refused:
            _note(_numbers(mail), _refusal(refused))
        except ServerSilent as silent:
            _put_off(mails[number:], silent.fault)
            break
        else:
            taken.add(mail)
    taken.note()
    return taken.count


@dataclass
class _Taken:
    """Mails that the server has, by how they were protected, until they are noted."""

    count: int = 0
    rows: dict[Protection, list[int]] = field(default_factory=lambda: defaultdict(list))
    since: float = field(default_factory=time.monotonic)

    def add(self, mail: _Mail) -> None:
        self.count += 1
        self.rows[mail.addressed.protection] += _numbers(mail)
        if sum(map(len, self.rows.values())) >= NOTED_TOGETHER or time.monotonic() - self.since > NOTED_SECONDS:
            self.note()

    def note(self) -> None:
        with acting_as(SYSTEM):
            for protection, rows in self.rows.items():
                sent(protection, rows)
        self.rows.clear()
        self.since = time.monotonic()


def _bytes(mail: _Mail) -> bytes:
    return as_bytes(mail.letter, mail.addressed, settings_url=f"{settings.PORTAL_ADDRESS}{CHANNELS}")


def _numbers(mail: _Mail) -> list[int]:
    return [one.pk for one in mail.parts]


def _refusal(refused: Refused) -> Callable[[list[int]], None]:
    if refused.is_final:
        return lambda rows: ended(rows, DispatchState.BOUNCED, refused.fault)
    return lambda rows: again(rows, refused.fault)


def _note(rows: list[int], change: Callable[[list[int]], None]) -> None:
    with acting_as(SYSTEM):
        change(rows)


def _put_off(mails: Sequence[_Mail], fault: str) -> None:
    rows = [one.pk for mail in mails for one in mail.parts]
    _note(rows, lambda numbers: again(numbers, fault))


def sent(protection: Protection, rows: list[int]) -> None:
    Dispatch.objects.filter(pk__in=rows, state=DispatchState.SENDING).update(
        state=DispatchState.SENT, sent_at=timezone.now(), protection=protection, fault=""
    )


def _back(rows: list[int]) -> None:
    Dispatch.objects.filter(pk__in=rows).update(state=DispatchState.WAITING, due_at=timezone.now())


def again(rows: list[int], fault: str) -> None:
    """Later, each time after a longer pause, until it is given up."""
    now = timezone.now()
    for row in Dispatch.objects.filter(pk__in=rows):
        if row.attempts > len(PAUSES):
            ended([row.pk], DispatchState.FAILED, fault)
        else:
            _waits(row.pk, now + PAUSES[row.attempts - 1], fault)


def _waits(row: int, due: datetime, fault: str) -> None:
    Dispatch.objects.filter(pk=row).update(state=DispatchState.WAITING, due_at=due, fault=fault)


def ended(rows: Sequence[int], state: DispatchState, fault: str) -> None:
    if rows:
        Dispatch.objects.filter(pk__in=list(rows)).update(state=state, fault=fault, ended_at=timezone.now())
