"""The call-out list of a duty officer: house by house whom to ring now, under which number, and who next, until somebody answers."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from noroshi.advisories.actions.remind import rule_of
from noroshi.advisories.errors import NotAnAdvisory
from noroshi.advisories.ringing import Contact, Rung, Turn, turn
from noroshi.advisories.silent import Silent
from noroshi.audiences.queries import array
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.models import Call, CallOut
from noroshi.directory.models import Desk, Membership, Organization
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.vocabulary import CallOutcome
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True)
class CallShown:
    """One call that was made, with the name of whom was rung."""

    name: str
    outcome: CallOutcome
    note: str
    at: datetime


@dataclass(frozen=True)
class House:
    """One organization that is still silent."""

    organization: Organization
    desk: Desk
    turn: Turn
    calls: tuple[CallShown, ...]


@dataclass(frozen=True)
class CallList:
    """`houses` are in the order in which they want ringing; `answered` counts those that needed it no more."""

    public_id: uuid.UUID
    line: Line
    begins_at: datetime
    ended_at: datetime | None
    houses: tuple[House, ...]
    made: int


def call_outs(viewer: Viewer) -> list[tuple[CallOut, Line]]:
    """Those of the own desk that are open, oldest first."""
    rows = list(
        CallOut.objects.filter(desk=viewer.desk_id, ended_at=None).select_related("edition").order_by("pk")[:50]
    )
    lines = lines_readable_by(viewer, {row.edition.public_id for row in rows})
    return [(row, lines[row.edition.public_id]) for row in rows if row.edition.public_id in lines]


def call_list(viewer: Viewer, call_out_id: uuid.UUID) -> CallList:
    row = own_call_out(viewer, call_out_id)
    lines = lines_readable_by(viewer, {row.edition.public_id})
    if row.edition.public_id not in lines:
        raise NotFound
    houses = _houses(viewer, row) if row.ended_at is None else ()
    made = Call.objects.filter(call_out=row).count()
    return CallList(row.public_id, lines[row.edition.public_id], row.begins_at, row.ended_at, houses, made)


def own_call_out(viewer: Viewer, call_out_id: uuid.UUID) -> CallOut:
    rows = CallOut.objects.filter(public_id=call_out_id, desk=viewer.desk_id)
    row = rows.select_related("edition").first()
    if row is None:
        raise NotFound
    return row


def _houses(viewer: Viewer, row: CallOut) -> tuple[House, ...]:
    try:
        silent = Silent.of(viewer, row.edition.public_id)
    except NotAnAdvisory as problem:
        raise NotFound from problem
    desks = Desk.objects.filter(pk__in=silent.known).select_related("organization").order_by("pk")
    by_house: dict[int, list[Desk]] = defaultdict(list)
    for desk in desks:
        by_house[desk.organization_id].append(desk)
    contacts = _contacts(row, list(desks))
    again = timedelta(minutes=rule_of(viewer.desk_id).call_again_minutes)
    calls = _calls(row)
    found = [_house(own, contacts, calls, again) for own in by_house.values()]
    return tuple(sorted(found, key=_by_turn))


def _house(
    desks: Sequence[Desk], contacts: Mapping[int, list[Contact]], calls: Sequence[Call], again: timedelta
) -> House:
    able = sorted(
        (one for desk in desks for one in contacts.get(desk.pk, [])),
        key=lambda one: (not one.is_poc, not one.is_deputy),
    )
    names = {one.key: one.name for one in able}
    own = [one for one in calls if one.desk_id in {desk.pk for desk in desks}]
    rung = [Rung(key_of(one), CallOutcome.of(one.outcome), one.at) for one in own]
    shown = tuple(CallShown(names.get(key_of(one), ""), CallOutcome.of(one.outcome), one.note, one.at) for one in own)
    return House(desks[0].organization, desks[0], turn(able, rung, now=timezone.now(), again=again), shown)


def key_of(call: Call) -> str:
    return str(call.membership.public_id) if call.membership else f"desk:{call.desk.public_id}"


def _by_turn(house: House) -> tuple[int, float, str]:
    """Who can be rung now first, never rung before those rung; then who comes next; then those without a number."""
    latest = max((one.at.timestamp() for one in house.calls), default=0.0)
    if house.turn.now:
        return 0, latest, house.organization.name_ja
    if house.turn.not_before:
        return 1, house.turn.not_before.timestamp(), house.organization.name_ja
    return 2, latest, house.organization.name_ja


def _calls(row: CallOut) -> list[Call]:
    return list(Call.objects.filter(call_out=row).select_related("membership", "desk").order_by("at"))


def _contacts(row: CallOut, desks: Sequence[Desk]) -> dict[int, list[Contact]]:
    """Points of contact and deputies with their own number, else with their desk's; last the desk itself."""
    numbers = _numbers(row, [desk.pk for desk in desks])
    people = Membership.objects.filter(Q(is_poc=True) | Q(is_deputy=True), ended_at=None, person__is_active=True)
    found: dict[int, list[Contact]] = defaultdict(list)
    telephone = {desk.pk: desk.telephone for desk in desks}
    for one in people.filter(desk__in=desks).select_related("person").order_by("-is_poc", "pk"):
        number = numbers.get(one.pk) or telephone[one.desk_id]
        key, name = str(one.public_id), one.person.name_ja
        found[one.desk_id].append(Contact(key, name, number, one.is_poc, one.is_deputy))
    for desk in desks:
        if desk.telephone:
            found[desk.pk].append(Contact(f"desk:{desk.public_id}", desk.name_ja, desk.telephone))
    return found


def _numbers(row: CallOut, desks: Sequence[int]) -> dict[int, str]:
    """The database gives them only while the call-out is open, and only of desks that were sent the advisory."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select membership_id, number from delivery_telephones(%s, %s::bigint[])", [row.public_id, array(desks)]
        )
        return dict(cursor.fetchall())
