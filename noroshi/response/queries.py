"""Orders as their viewer may read them: lists, one with its history, figures. Outside the own house there are none."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from noroshi.audiences.often import Often, as_held
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.directory.planned import Given
from noroshi.directory.remembered import desks_by_number
from noroshi.response.about import About, AboutShown, shown
from noroshi.response.assets import AssetShown, assets_named
from noroshi.response.models import Order, Step
from noroshi.response.rows import latest_step, latest_steps, order_row, sides_of, standing, still_open
from noroshi.response.states import FINISHED, OPEN, WITH_FIELD, moves
from noroshi.vault.queries import FileShown, files_of_draft
from noroshi.vocabulary import Importance, OrderReach, OrderState

MOST: Final = 500
COUNTED: Final = ("now_state", "now_desk", "by_desk", "due_at")
ALL: Final = Often(lambda: standing(as_held(Order).filter(organization=Given("organization"))).values_list(*COUNTED))
"""What every home counts: all orders of the own house that may be read there."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to list; nothing given is everything that is open and finished, the nearest due first."""

    states: Collection[OrderState] = ()
    desk: UUID | None = None
    by_desk: UUID | None = None
    asset: UUID | None = None
    about: About | None = None
    is_late: bool = False
    is_mine: bool = False
    most: int = MOST


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order in a list. `is_mine`: the viewer's desk is to do it; `waits`: something else comes first.

    `is_news`: another desk than the viewer's has changed it last.
    """

    public_id: UUID
    title: str
    what: str
    verify: str
    state: OrderState
    importance: Importance | None
    due_at: datetime
    made_at: datetime
    desk: Desk
    person: Person | None
    by_desk: Desk
    changed_at: datetime
    assets: tuple[AssetShown, ...]
    about: AboutShown | None
    is_late: bool
    is_mine: bool
    is_ours: bool
    waits: bool
    reach: OrderReach
    is_news: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


@dataclass(frozen=True, slots=True)
class StepShown:
    number: int
    state: OrderState
    desk: Desk
    person: Person | None
    by: Person
    by_desk: Desk
    at: datetime
    text: str
    files: tuple[FileShown, ...]
    takes_back: int | None
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class OrderShown:
    """`next`: what the viewer's desk may say now. `before` and `following` as far as they may be read."""

    line: OrderLine
    reach: OrderReach
    by: Person
    template: str
    block_list: UUID | None
    steps: tuple[StepShown, ...]
    next: tuple[OrderState, ...]
    may_undo: bool
    may_hand_over: bool
    may_change: bool
    before: tuple[OrderLine, ...]
    following: tuple[OrderLine, ...]

    @property
    def number(self) -> int:
        return self.steps[-1].number


@dataclass(frozen=True, slots=True)
class Figures:
    """Counted over what the viewer reads, and nothing else."""

    by_state: Mapping[OrderState, int]
    late: int
    to_me: int
    to_me_late: int
    to_look_at: int

    @property
    def open(self) -> int:
        return sum(self.by_state.get(state, 0) for state in OPEN)

    @property
    def finished(self) -> int:
        return sum(self.by_state.get(state, 0) for state in FINISHED)


def orders_readable_by(viewer: Viewer, wanted: Wanted | None = None) -> list[OrderLine]:
    found = narrowed(viewer, wanted or Wanted()).select_related("by_desk").order_by("due_at", "pk")
    return _lines(viewer, found[: (wanted or Wanted()).most])


def open_orders(viewer: Viewer) -> list[OrderLine]:
    """Everything that somebody of the house has still to do."""
    return orders_readable_by(viewer, Wanted(states=OPEN))


def first_for(viewer: Viewer) -> OrderLine | None:
    """Of what the viewer's own desk has still to do, what is due first."""
    return next(iter(orders_readable_by(viewer, Wanted(states=WITH_FIELD, is_mine=True, most=1))), None)


def orders_about(viewer: Viewer, about: Collection[About]) -> list[OrderLine]:
    """Of one thing or of several that belong together."""
    named = Q(pk=None)
    for kind in sorted({one.kind for one in about}):
        named |= Q(about_kind=kind, about__in=[one.id for one in about if one.kind == kind])
    rows = readable_by(viewer, Order.objects.filter(named)).select_related("by_desk").order_by("due_at", "pk")
    return _lines(viewer, rows[:MOST])


def lines_of(viewer: Viewer, ids: Collection[UUID]) -> dict[UUID, OrderLine]:
    rows = readable_by(viewer, Order.objects.filter(public_id__in=list(ids))).select_related("by_desk")
    return {line.public_id: line for line in _lines(viewer, rows)}


def order_shown(viewer: Viewer, order_id: UUID) -> OrderShown:
    row = order_row(viewer, order_id)
    steps = _steps(viewer, row)
    current = latest_step(viewer, row)
    sides, state = sides_of(viewer, row, current), OrderState.of(current.state)
    following = readable_by(viewer, Order.objects.filter(after__contains=[row.public_id]))
    near = lines_of(viewer, [row.public_id, *row.after, *following.values_list("public_id", flat=True)])
    latest = steps[-1]
    return OrderShown(
        line=near[row.public_id],
        reach=OrderReach.of(row.reach),
        by=row.by,
        template=_template(viewer, row.template),
        block_list=row.block_list,
        steps=steps,
        next=moves(state, sides),
        may_undo=len(steps) > 1 and latest.takes_back is None and latest.by_desk.pk == viewer.desk_id,
        may_hand_over=bool(sides) and state in WITH_FIELD,
        may_change=row.by_desk_id == viewer.desk_id and state in OPEN,
        before=tuple(near[one] for one in row.after if one in near),
        following=tuple(line for one, line in near.items() if one != row.public_id and one not in row.after),
    )


def _template(viewer: Viewer, named: str) -> str:
    """An earlier order that was repeated is named to those who may read that one."""
    kind, _, order = named.partition(":")
    return "" if kind == "order" and not lines_of(viewer, [UUID(order)]) else named


def figures(viewer: Viewer, wanted: Wanted | None = None) -> Figures:
    rows = narrowed(viewer, wanted).values_list(*COUNTED) if wanted else _all(viewer)
    now = timezone.now()
    told = [(OrderState.of(state), desk, by, due) for state, desk, by, due in rows]
    mine = [(state, due) for state, desk, _by, due in told if desk == viewer.desk_id and state in WITH_FIELD]
    return Figures(
        by_state=Counter(state for state, *_ in told),
        late=sum(1 for state, _desk, _by, due in told if state in OPEN and due < now),
        to_me=len(mine),
        to_me_late=sum(1 for _state, due in mine if due < now),
        to_look_at=sum(1 for state, _desk, by, _due in told if by == viewer.desk_id and state in TO_LOOK_AT),
    )


def _all(viewer: Viewer) -> Iterable[Any]:
    return ALL.of(viewer, organization=viewer.organization_id)


TO_LOOK_AT: Final = frozenset({OrderState.DONE, OrderState.NOT_APPLICABLE, OrderState.CANNOT})


def narrowed(viewer: Viewer, wanted: Wanted) -> QuerySet[Any]:
    rows = standing(readable_by(viewer, Order.objects.filter(organization=viewer.organization_id)))
    if wanted.about and not shown(viewer, [wanted.about]):
        return rows.none()
    if wanted.states:
        rows = rows.filter(now_state__in=[state.value for state in wanted.states])
    if wanted.is_late:
        rows = rows.filter(now_state__in=[state.value for state in OPEN], due_at__lt=timezone.now())
    if wanted.is_mine:
        rows = rows.filter(now_desk=viewer.desk_id)
    if wanted.desk:
        rows = rows.filter(now_desk__in=_desk_numbers(viewer, wanted.desk))
    if wanted.by_desk:
        rows = rows.filter(by_desk__in=_desk_numbers(viewer, wanted.by_desk))
    if wanted.asset:
        rows = rows.filter(assets__contains=[wanted.asset])
    if wanted.about:
        rows = rows.filter(about_kind=wanted.about.kind, about=wanted.about.id)
    return rows


def _desk_numbers(viewer: Viewer, desk: UUID) -> list[int]:
    found = Desk.objects.filter(organization_id=viewer.organization_id, public_id=desk)
    return list(found.values_list("pk", flat=True))


def _lines(viewer: Viewer, rows: Iterable[Order]) -> list[OrderLine]:
    orders = list(rows)
    if not orders:
        return []
    steps = latest_steps(viewer, orders)
    desks = desks_by_number([*(one.by_desk_id for one in orders), *(step.desk_id for step in steps.values())])
    assets = assets_named(viewer, {one for order in orders for one in order.assets})
    about = shown(viewer, {found for order in orders if (found := about_of(order))})
    waiting = {row.public_id for row in still_open(viewer, {one for order in orders for one in order.after})}
    return [_line(viewer, one, steps[one.pk], desks, assets, about, waiting) for one in orders]


def about_of(order: Order) -> About | None:
    return About(order.about_kind, order.about) if order.about else None


def _line(
    viewer: Viewer,
    row: Order,
    step: Step,
    desks: Mapping[int, Desk],
    assets: Mapping[UUID, AssetShown],
    about: Mapping[About, AboutShown],
    waiting: Collection[UUID],
) -> OrderLine:
    state, thing = OrderState.of(step.state), about_of(row)
    return OrderLine(
        public_id=row.public_id,
        title=row.title,
        what=row.what,
        verify=row.verify,
        state=state,
        importance=Importance.of(row.importance) if row.importance else None,
        due_at=row.due_at,
        made_at=row.made_at,
        desk=desks[step.desk_id],
        person=step.person,
        by_desk=desks[row.by_desk_id],
        changed_at=step.at,
        assets=tuple(assets[one] for one in row.assets if one in assets),
        about=about.get(thing) if thing else None,
        is_late=state in OPEN and row.due_at < timezone.now(),
        is_mine=step.desk_id == viewer.desk_id,
        is_ours=row.by_desk_id == viewer.desk_id,
        waits=state in WITH_FIELD and any(one in waiting for one in row.after),
        reach=OrderReach.of(row.reach),
        is_news=step.by_desk_id != viewer.desk_id,
    )


def _steps(viewer: Viewer, row: Order) -> tuple[StepShown, ...]:
    kept = Step.objects.filter(order=row).select_related("person", "by")
    rows: Sequence[Step] = list(readable_by(viewer, kept).order_by("number"))
    gone = {one.takes_back for one in rows}
    desks = desks_by_number({number for one in rows for number in (one.desk_id, one.by_desk_id)})
    files = {one.public_id: one for one in files_of_draft(viewer, row.public_id)} if _has_files(rows) else {}
    return tuple(
        StepShown(
            number=one.number,
            state=OrderState.of(one.state),
            desk=desks[one.desk_id],
            person=one.person,
            by=one.by,
            by_desk=desks[one.by_desk_id],
            at=one.at,
            text=one.text,
            files=tuple(files[each] for each in one.files if each in files),
            takes_back=one.takes_back,
            is_taken_back=one.number in gone,
        )
        for one in rows
    )


def _has_files(rows: Iterable[Step]) -> bool:
    return any(one.files for one in rows)
