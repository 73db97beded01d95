"""What a desk sees of its own notices and channels, and what an originator and a sender see of how it went."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Max, Q

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.channels import Mailbox, channels_of, has_mail_server
from noroshi.delivery.knowing import hidden
from noroshi.delivery.models import Address, Certificate, DeskChannels, Dispatch, Notice, Telephone
from noroshi.delivery.standing import may_set
from noroshi.delivery.wishes import Wishes
from noroshi.directory.models import Desk, Membership
from noroshi.editions.models import Edition
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.vocabulary import DispatchState, HopKind, NoticeChannel, NoticeKind, Protection, Urgency

WENT_WELL = (DispatchState.SENT, DispatchState.DELIVERED)
WENT_WRONG = (DispatchState.FAILED, DispatchState.BOUNCED)


@dataclass(frozen=True, slots=True)
class Way:
    """One way out of one notice, as its own desk sees it."""

    channel: NoticeChannel
    address: str
    state: DispatchState
    at: datetime
    fault: str
    protection: Protection | None
    part: str = ""
    """Who is written to: a point of contact, a deputy, somebody else of the desk, or the desk's own mailbox."""


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """`line` is the item where the reader may see it; without one it is told that there was something."""

    key: int
    public_id: uuid.UUID
    kind: NoticeKind
    urgency: Urgency
    at: datetime
    read_at: datetime | None
    from_desk: Desk | None
    link: str
    line: Line | None
    ways: tuple[Way, ...]
    hop: HopKind | None = None
    is_muted: bool = False
    is_of_person: bool = False
    """Told to the reader alone; nobody else at the desk sees it."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the desk, as far as its channels are concerned."""

    membership: Membership
    telephone: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Health:
    """How a channel fares: the newest success and the newest failure that no success has followed."""

    channel: NoticeChannel
    went_well_at: datetime | None
    went_wrong_at: datetime | None
    fault: str


@dataclass(frozen=True)
class ChannelsShown:
    """A desk's own page. `is_usual`: nothing was chosen, the directory's contacts are written to."""

    row: DeskChannels
    version: int
    is_usual: bool
    may_set: bool
    has_mail_server: bool
    own_address: str
    own_is_chosen: bool
    people: tuple[Person, ...]
    mailboxes: tuple[Mailbox, ...]
    certificates: tuple[Certificate, ...]
    health: tuple[Health, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """That the text of an edition left the house: to which desk, how, when."""

    desk: Desk
    channel: NoticeChannel
    protection: Protection
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """How one notice to one desk went on one way; without a channel it is in the portal alone."""

    desk_id: int
    kind: NoticeKind
    from_desk_id: int | None
    at: datetime
    read_at: datetime | None
    channel: NoticeChannel | None
    state: DispatchState | None
    state_at: datetime | None


def notices_of(viewer: Viewer, *, before: int | None = None, limit: int = 50) -> list[NoticeShown]:
    """Of the own desk, newest first; about what this person may not read nothing is said at all."""
    rows = Notice.objects.filter(desk=viewer.desk_id).select_related("edition", "hop", "from_desk__organization")
    if before:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: limit * 2])
    lines = lines_readable_by(viewer, {row.edition.public_id for row in found if row.edition})
    closed = hidden(viewer, {row.link for row in found if row.edition_id is None})
    shown = [row for row in found if _may_know(row, lines, closed)][:limit]
    ways, wishes = _ways([row.pk for row in shown]), Wishes.about(shown)
    own = viewer.seat.membership_id
    quiet = {row.pk for row in shown if wishes.is_muted(row) or wishes.is_muted(row, own)}
    return [_shown(row, lines, ways.get(row.pk, ()), is_muted=row.pk in quiet) for row in shown]


def _may_know(row: Notice, lines: Collection[uuid.UUID], closed: Collection[str]) -> bool:
    """Of an edition that the lock keeps back there is a number and no row: it is not a notice about nothing."""
    if row.edition_id is None:
        return row.link not in closed
    return row.edition is not None and row.edition.public_id in lines


def _ways(notices: Collection[int]) -> dict[int, list[Way]]:
    found: dict[int, list[Way]] = defaultdict(list)
    for one in Dispatch.objects.filter(notice__in=notices).select_related("membership").order_by("pk"):
        at = one.ended_at or one.sent_at or one.due_at
        protection = Protection.of(one.protection) if one.protection else None
        channel, state = NoticeChannel.of(one.channel), DispatchState.of(one.state)
        found[one.notice_id].append(Way(channel, one.address, state, at, one.fault, protection, _part(one)))
    return found


def _part(one: Dispatch) -> str:
    if one.membership is None:
        return "desk"
    return "poc" if one.membership.is_poc else "deputy" if one.membership.is_deputy else "person"


def _shown(row: Notice, lines: dict[uuid.UUID, Line], ways: Sequence[Way], *, is_muted: bool) -> NoticeShown:
    return NoticeShown(
        key=row.pk,
        public_id=row.public_id,
        kind=NoticeKind.of(row.kind),
        urgency=Urgency.of(row.urgency),
        at=row.at,
        read_at=row.read_at,
        from_desk=row.from_desk,
        link=row.link,
        line=lines.get(row.edition.public_id) if row.edition else None,
        ways=tuple(ways),
        hop=HopKind.of(row.hop.kind) if row.hop else None,
        is_muted=is_muted,
        is_of_person=row.membership_id is not None,
    )


def own_channels(viewer: Viewer) -> ChannelsShown:
    row = DeskChannels.objects.filter(pk=viewer.desk_id).first()
    own = channels_of([viewer.desk_id])[viewer.desk_id]
    chosen = set(Address.objects.filter(desk=viewer.desk_id).values_list("membership_id", flat=True))
    certificates = Certificate.objects.filter(desk=viewer.desk_id, removed_at=None).order_by("address")
    return ChannelsShown(
        row=row or DeskChannels(pk=viewer.desk_id),
        version=row.version if row else 0,
        is_usual=row is None,
        may_set=may_set(viewer),
        has_mail_server=has_mail_server(),
        own_address=Desk.objects.get(pk=viewer.desk_id).email,
        own_is_chosen=None in chosen,
        people=tuple(_people(viewer.desk_id, chosen)),
        mailboxes=own.mailboxes,
        certificates=tuple(certificates),
        health=tuple(_health(viewer.desk_id, channel) for channel in (NoticeChannel.MAIL, NoticeChannel.WEBHOOK)),
    )


def _people(desk: int, chosen: Collection[int | None]) -> list[Person]:
    numbers = dict(Telephone.objects.filter(desk=desk).values_list("membership_id", "number"))
    rows = Membership.objects.filter(desk=desk, ended_at=None, person__is_active=True).select_related("person")
    ordered = rows.order_by("-is_poc", "-is_deputy", "person__login")
    return [Person(row, numbers.get(row.pk, ""), row.pk in chosen) for row in ordered]


def _health(desk: int, channel: NoticeChannel) -> Health:
    rows = Dispatch.objects.filter(desk=desk, channel=channel)
    times = rows.aggregate(
        well=Max("sent_at", filter=Q(state__in=WENT_WELL)), wrong=Max("ended_at", filter=Q(state__in=WENT_WRONG))
    )
    is_wrong = times["wrong"] and (times["well"] is None or times["well"] < times["wrong"])
    latest = rows.filter(state__in=WENT_WRONG).order_by("-ended_at").first() if is_wrong else None
    waiting = rows.filter(state=DispatchState.WAITING).exclude(fault="").order_by("-pk").first() if not latest else None
    fault = latest.fault if latest else (waiting.fault if waiting else "")
    return Health(channel, times["well"], times["wrong"] if latest else None, fault)


def how_it_went(viewer: Viewer, edition_id: uuid.UUID) -> list[Told]:
    """Of what this desk sent or wrote itself, at desks whose names it may know; oldest first."""
    pk = Edition.objects.filter(public_id=edition_id).values_list("pk", flat=True).first()
    if pk is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select * from delivery_board(%s)", [pk])
        return [_told(row) for row in cursor.fetchall()]


def _told(row: tuple[int, str, int | None, datetime, datetime | None, str | None, str | None, datetime | None]) -> Told:
    desk, kind, sender, at, read_at, channel, state, state_at = row
    return Told(
        desk_id=desk,
        kind=NoticeKind.of(kind),
        from_desk_id=sender,
        at=at,
        read_at=read_at,
        channel=NoticeChannel.of(channel) if channel else None,
        state=DispatchState.of(state) if state else None,
        state_at=state_at if channel else None,
    )


def left_the_house(viewer: Viewer, edition_id: uuid.UUID) -> list[Left]:
    """For the originator: to which desks the text of an own edition went by mail, which a recall cannot bring back."""
    own = Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)
    pk = own.values_list("pk", flat=True).first()
    if pk is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select * from delivery_left(%s)", [pk])
        rows = cursor.fetchall()
    desks = Desk.objects.select_related("organization").in_bulk({row[0] for row in rows})
    return [Left(desks[desk], NoticeChannel.of(way), Protection.of(how), at) for desk, way, how, at in rows]
