"""Who has answered an advisory and who has not, among those whom this desk knows it to have reached.

The originator knows who holds its own; a carrier knows whom it passed it to itself. Of groups with a confidential roster
nobody is named or counted, whether silent or not.
"""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from noroshi.advisories.errors import NotAnAdvisory
from noroshi.advisories.queries import Answer, heard
from noroshi.advisories.reached import Reached, own_hops
from noroshi.advisories.went import Went, by_desk, of_house
from noroshi.audiences.actions import definition_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.queries import how_it_went
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Desk, Group, Organization
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.vocabulary import (
    ActionTaken,
    AnswerState,
    DispatchState,
    OrganizationKind,
    SightingAnswer,
    Usefulness,
    Word,
)
from noroshi.vocabulary.errors import NotFound

BY_NEED: Final = (
    AnswerState.SEEN,
    AnswerState.SILENT,
    AnswerState.UNKNOWN,
    AnswerState.READ,
    AnswerState.NOT_SEEN,
)
"""What needs a hand comes first. It is no ranking."""


class Delivery(Word):
    """How far a notice has come at an organization; several hold at once."""

    TOLD = "told", "通知済み", "told"
    MAILED = "mailed", "メール送信済み", "mailed"
    DELIVERED = "delivered", "到達", "delivered"
    BOUNCED = "bounced", "不達", "bounced"
    READ = "read", "既読", "read"
    UNREAD = "unread", "未読", "not read"
    REMINDED = "reminded", "催促済み", "reminded"


class Order(Word):
    """How the rows of a board are set."""

    NEED = "need", "対応が必要な順", "what needs a hand first"
    NAME = "name", "名称順", "by name"
    LATEST = "latest", "返事の新しい順", "latest answer first"


@dataclass(frozen=True, slots=True)
class Row:
    """One organization. `since` is when this desk passed it there, `passed_on_at` when it passed it on itself."""

    organization: Organization
    state: AnswerState
    answers: tuple[Answer, ...]
    silent: tuple[Desk, ...]
    since: datetime | None
    passed_on_at: datetime | None
    went: Went = field(default_factory=Went)


@dataclass(frozen=True, slots=True)
class Board:
    """`unnamed` organizations hold it as well, whom this viewer does not know by name; `groups` are named, never counted."""

    rows: tuple[Row, ...]
    figures: Mapping[AnswerState, int]
    unnamed: int
    groups: tuple[Group, ...]
    group_states: tuple[AnswerState, ...]
    own: Answer | None
    is_own: bool
    has_passed_on: bool
    delivery: Mapping[Delivery, int] = field(default_factory=dict)
    actions: Mapping[ActionTaken, int] = field(default_factory=dict)
    usefulness: Mapping[Usefulness, int] = field(default_factory=dict)

    def only(self, state: AnswerState | None) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if state in (None, row.state))

    def shown(self, state: AnswerState | None, delivery: Delivery | None, order: Order) -> tuple[Row, ...]:
        rows = [row for row in self.only(state) if delivery is None or delivery in stages(row)]
        return tuple(sorted(rows, key=ORDERS[order]))


def board(viewer: Viewer, edition_id: uuid.UUID) -> Board:
    """Answers that this desk hears, beside those it could hear and does not."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    definition = definition_of(edition.audience_id) if edition else None
    if edition is None or definition is None:
        raise NotFound
    if edition.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    given = heard(viewer, edition_id)
    reached = Reached.of(viewer, edition, definition)
    others = [one for one in given if one.desk.organization_id != viewer.organization_id]
    named = [one for one in others if reached.may_name(one.desk.pk)]
    rows, unnamed = _rows(viewer, edition, reached, named)
    latest = [one for row in rows for one in row.answers]
    return Board(
        rows=rows,
        delivery=Counter(stage for row in rows for stage in stages(row)),
        actions=Counter(one.action for one in latest if one.action),
        usefulness=Counter(one.usefulness for one in latest if one.usefulness),
        figures=Counter(row.state for row in rows),
        unnamed=unnamed,
        groups=tuple(Group.objects.filter(pk__in=reached.groups).order_by("handle")),
        group_states=_states(one for one in others if one not in named),
        own=next((one for one in given if one.is_own), None),
        is_own=edition.originator_desk_id == viewer.desk_id,
        has_passed_on=own_hops(viewer, edition).exists(),
    )


def stages(row: Row) -> frozenset[Delivery]:
    """Whoever has answered has read it, by whatever way."""
    went = row.went
    is_read = bool(went.read_at or row.answers)
    holds = {
        Delivery.TOLD: went.told_at is not None,
        Delivery.MAILED: went.mail in {DispatchState.SENT, DispatchState.DELIVERED},
        Delivery.DELIVERED: went.mail is DispatchState.DELIVERED,
        Delivery.BOUNCED: went.has_failed,
        Delivery.READ: is_read,
        Delivery.UNREAD: not is_read,
        Delivery.REMINDED: went.reminded > 0,
    }
    return frozenset(stage for stage, is_so in holds.items() if is_so)


def state_of(given: Sequence[Answer]) -> AnswerState:
    """Of several desks of a house the answer that needs a hand most; silent only where none has answered."""
    if not given:
        return AnswerState.SILENT
    return min((_state(one.sighting) for one in given), key=BY_NEED.index)


def _state(sighting: SightingAnswer | None) -> AnswerState:
    return AnswerState.of(sighting.value) if sighting else AnswerState.READ


def _states(given: Iterable[Answer]) -> tuple[AnswerState, ...]:
    found = {_state(one.sighting) for one in given}
    return tuple(state for state in BY_NEED if state in found)


def _rows(viewer: Viewer, edition: Edition, reached: Reached, named: Sequence[Answer]) -> tuple[tuple[Row, ...], int]:
    """And how many organizations beside them are not named."""
    desks = Desk.objects.select_related("organization").in_bulk(reached.desks | {one.desk.pk for one in named})
    homes = _homes(viewer, edition, desks.values(), named)
    passed_on = _passed_on(viewer, edition)
    went = by_desk(how_it_went(viewer, edition.public_id))
    rows = [
        _row(home, [desk for desk in desks.values() if desk.organization_id == number], named, reached, passed_on, went)
        for number, home in homes.items()
    ]
    hidden = {desk.organization_id for desk in desks.values()} - homes.keys()
    return tuple(sorted(rows, key=_order)), len(hidden)


def _order(row: Row) -> tuple[int, int, str]:
    """By need; within a state ministries, CEPTOARs, then everybody else by the reading of their names."""
    home = row.organization
    bodies = (OrganizationKind.MINISTRY in home.kinds, OrganizationKind.CEPTOAR in home.kinds)
    role = bodies.index(True) if True in bodies else len(bodies)
    return BY_NEED.index(row.state), role, home.name_kana or home.name_ja


def _by_name(row: Row) -> tuple[int, int, str]:
    return 0, 0, row.organization.name_kana or row.organization.name_ja


def _by_latest(row: Row) -> tuple[int, int, str]:
    latest = max((one.at.timestamp() for one in row.answers), default=0.0)
    return 0, -int(latest), _by_name(row)[2]


ORDERS: Final[Mapping[Order, Callable[[Row], tuple[int, int, str]]]] = {
    Order.NEED: _order,
    Order.NAME: _by_name,
    Order.LATEST: _by_latest,
}


def _row(
    home: Organization,
    desks: Sequence[Desk],
    named: Sequence[Answer],
    reached: Reached,
    passed_on: Mapping[int, datetime],
    went: Mapping[int, Went],
) -> Row:
    given = tuple(one for one in named if one.desk.organization_id == home.pk)
    answered = {one.desk.pk for one in given}
    return Row(
        organization=home,
        state=state_of(given),
        answers=given,
        silent=tuple(desk for desk in desks if desk.pk not in answered),
        since=min((reached.since[desk.pk] for desk in desks if desk.pk in reached.since), default=None),
        passed_on_at=passed_on.get(home.pk),
        went=of_house([desk.pk for desk in desks], went),
    )


def _homes(viewer: Viewer, edition: Edition, desks: Iterable[Desk], named: Sequence[Answer]) -> dict[int, Organization]:
    """The originator is told who holds its own; a carrier knows whom the directory shows it, and who has answered it."""
    everybody_here = {desk.organization_id: desk.organization for desk in desks}
    if edition.originator_desk_id == viewer.desk_id:
        return everybody_here
    known = set(known_organizations(viewer.seat).filter(pk__in=everybody_here).values_list("pk", flat=True))
    known |= {one.desk.organization_id for one in named}
    return {number: home for number, home in everybody_here.items() if number in known}


def _passed_on(viewer: Viewer, edition: Edition) -> dict[int, datetime]:
    """From the receipts that this desk keeps."""
    hops = readable_by(viewer, Hop.objects.filter(edition=edition)).exclude(from_desk=viewer.desk_id)
    pairs = hops.order_by("-number").values_list("from_desk__organization_id", "at")
    return dict(pairs)
