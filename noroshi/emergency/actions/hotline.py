"""Opening, speaking on, reading and closing a hotline. The other desk is told that somebody speaks, never what: no text leaves by mail."""

import uuid

from django.utils import timezone

from noroshi.advisories.actions.begin import must_be_center
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.directory.known import known_desks
from noroshi.directory.models import Desk
from noroshi.editions.ranges import own_desks
from noroshi.editions.rows import edition_row
from noroshi.emergency.errors import HotlineClosed, HotlineNeedsOperator, TitleNeeded, WordsNeeded
from noroshi.emergency.hotlines import hotline_row
from noroshi.emergency.models import Heard, Hotline, Line
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, NoticeKind, OrganizationKind, TableVariant, Tlp, Urgency
from noroshi.vocabulary.errors import InvalidFields
from noroshi.vocabulary.text import clean_line, clean_text

LONGEST = 4000


def open_hotline(
    viewer: Viewer, desk_id: uuid.UUID, *, title: str, text: str = "", about: uuid.UUID | None = None
) -> Hotline:
    """By the center, to one desk of one operator. `about` is an item that both read."""
    must_be_center(viewer)
    said = clean_line(title, most=200)
    if not said:
        raise InvalidFields(fields={"title": [TitleNeeded.code]})
    to = known_desks(viewer.seat).filter(public_id=desk_id, is_active=True).select_related("organization").first()
    if to is None or OrganizationKind.OPERATOR not in to.organization.kinds:
        raise InvalidFields(fields={"desk": [HotlineNeedsOperator.code]})
    made = Hotline.objects.create(
        audience_id=_between(viewer, to),
        edition=edition_row(viewer, about) if about else None,
        title=said,
        desk_id=viewer.desk_id,
        to_desk=to,
        by_id=viewer.seat.person_id,
        opened_at=timezone.now(),
    )
    _record(viewer, "open_hotline", made)
    if text.strip():
        say(viewer, made.public_id, text)
    else:
        _tell(viewer, made)
    return made


def say(viewer: Viewer, public_id: uuid.UUID, text: str) -> Line:
    row = hotline_row(viewer, public_id)
    if row.closed_at is not None:
        raise HotlineClosed
    said = clean_text(text, most=LONGEST)
    if not said:
        raise InvalidFields(fields={"text": [WordsNeeded.code]})
    made = Line.objects.create(
        audience_id=row.audience_id,
        hotline=row,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        text=said,
        at=timezone.now(),
    )
    _record(viewer, "say_on_hotline", row)
    _tell(viewer, row)
    return made


def hear(viewer: Viewer, public_id: uuid.UUID) -> int:
    """Whatever the other side has said and nobody here has read yet; how many lines that were."""
    row = hotline_row(viewer, public_id)
    lines = readable_by(viewer, Line.objects.filter(hotline=row).exclude(desk=viewer.desk_id)).order_by("pk")
    known = set(
        readable_by(viewer, Heard.objects.filter(line__in=lines, desk=viewer.desk_id)).values_list("line", flat=True)
    )
    new = [line for line in lines if line.pk not in known]
    for line in new:
        Heard.objects.create(
            audience_id=row.audience_id,
            line=line,
            desk_id=viewer.desk_id,
            by_id=viewer.seat.person_id,
            at=timezone.now(),
        )
    if new:
        _record(viewer, "hear_hotline", row)
    return len(new)


def close_hotline(viewer: Viewer, public_id: uuid.UUID) -> Hotline:
    """By the center. What was said stays readable to both."""
    row = hotline_row(viewer, public_id)
    must_be_center(viewer)
    if row.closed_at is None:
        row.closed_at, row.closed_by_id = timezone.now(), viewer.seat.person_id
        row.save(update_fields=["closed_at", "closed_by"])
        _record(viewer, "close_hotline", row)
    return row


def _between(viewer: Viewer, to: Desk) -> int:
    """As strictly as AMBER: people of both desks who are in range and need to know of the operator's sectors."""
    marking = Marking(
        tlp=Tlp.AMBER,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(to.organization.sectors),
        originator=viewer.desk_id,
    )
    return own_desks(marking, None, {to.pk})


def _tell(viewer: Viewer, row: Hotline) -> None:
    other = row.to_desk_id if row.desk_id == viewer.desk_id else row.desk_id
    notify(viewer, [other], NoticeKind.WARNED, urgency=Urgency.EMERGENCY, link="/hotlines/")


def _record(viewer: Viewer, deed: str, row: Hotline) -> None:
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, row.desk.organization_id)])
