"""Pages as their viewer may read them: each line from its source, now; sources that are not for this viewer are as if they were not."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.briefing.actions.compose import Option
from noroshi.briefing.actions.decide import DECIDING
from noroshi.briefing.facts import DAMAGE, HAPPENED, OTHERS, WHEN, Fact, facts
from noroshi.briefing.figures import FiguresShown, OrdersOnPage, colors_on, figures_on, orders_on
from noroshi.briefing.models import Briefing, Decision
from noroshi.directory.models import Desk, Person
from noroshi.drafting.exporting.named import holder_of
from noroshi.editions.events import Taken, taken_away
from noroshi.editions.models import Edition
from noroshi.editions.several import Statement, statements_readable_by
from noroshi.ledger.actions import record
from noroshi.paper.paper import Holder
from noroshi.response.queries import lines_of
from noroshi.response.ranges import COLOR
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound


@dataclass(frozen=True, slots=True)
class TakenBack:
    """That a decision does not hold any more."""

    reason: str
    by: Person
    by_desk: Desk
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionShown:
    option: Option
    words: str
    by: Person
    by_desk: Desk
    at: datetime
    orders: tuple[UUID, ...]
    taken_back: TakenBack | None = None


@dataclass(frozen=True, slots=True)
class BriefingLine:
    """`decided` is the latest decision's option; empty while nobody has decided, and after it was taken back.

    `tlp` is the strictest of what this viewer reads on it; without any it is the composer's own words, for the own house.
    """

    public_id: UUID
    title: str
    tlp: Tlp | None
    made_at: datetime
    by: Person
    decided: str
    is_taken_back: bool = False


@dataclass(frozen=True, slots=True)
class BriefingShown:
    """`decisions`: the latest first. `number` counts them and their takings back: what a deed on the page must have seen."""

    line: BriefingLine
    by_desk: Desk
    situation: str
    damage: str
    statements: tuple[Statement, ...]
    options: tuple[Option, ...]
    decisions: tuple[DecisionShown, ...]
    orders: OrdersOnPage
    figures: FiguresShown | None
    may_decide: bool
    may_take_back: bool
    number: int

    @property
    def happened(self) -> tuple[Fact, ...]:
        return facts(self.statements, HAPPENED)

    @property
    def damages(self) -> tuple[Fact, ...]:
        return facts(self.statements, DAMAGE)

    @property
    def confirmed(self) -> tuple[Fact, ...]:
        return tuple(one for one in facts(self.statements, WHEN) if one.is_confirmed)

    @property
    def unconfirmed(self) -> tuple[Fact, ...]:
        return tuple(one for one in facts(self.statements, (*HAPPENED, *DAMAGE, *WHEN)) if not one.is_confirmed)

    @property
    def others(self) -> tuple[Fact, ...]:
        return facts(self.statements, OTHERS)

    @property
    def sectors(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(sector for one in self.statements for sector in one.line.sectors))


def briefings_readable_by(viewer: Viewer, most: int = 50) -> list[BriefingLine]:
    decided = Prefetch("decisions", readable_by(viewer, Decision.objects.order_by("-pk")))
    rows = readable_by(viewer, Briefing.objects.select_related("by").prefetch_related(decided)).order_by("-pk")
    found = list(rows[:most])
    tlps = _tlps(viewer, {source for row in found for source in row.sources})
    asked = colors_on(viewer, found)
    objects = [(row.public_id, viewer.organization_id) for row in found]
    record(deed="read", answer="list", actor=viewer.actor, objects=objects)
    return [
        _line(row, list(row.decisions.all()), [*(tlps[one] for one in row.sources if one in tlps), *asked[row.pk]])
        for row in found
    ]


def to_decide(viewer: Viewer) -> list[BriefingLine]:
    """For whoever decides: the newest pages on which nothing holds yet. Asked of nobody else."""
    if viewer.seat.role not in DECIDING:
        return []
    return [one for one in briefings_readable_by(viewer) if not one.decided]


def briefing_shown(viewer: Viewer, public_id: UUID, *, answer: str = "page") -> BriefingShown:
    rows = Briefing.objects.filter(public_id=public_id).select_related("by", "by_desk__organization")
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    statements = statements_readable_by(viewer, row.sources, answer=answer)
    decided = list(readable_by(viewer, row.decisions.select_related("by", "by_desk")).order_by("-pk"))
    given = lines_of(viewer, [order for one in decided for order in one.orders])
    orders = orders_on(viewer, row)
    colors = [*(one.line.tlp for one in statements.values()), *(COLOR[one.reach] for one in orders.lines)]
    return BriefingShown(
        _line(row, decided, colors),
        row.by_desk,
        row.situation,
        row.damage,
        _in_order(row.sources, statements),
        tuple(Option(**one) for one in row.options),
        _decisions(row, decided, given),
        orders,
        figures_on(viewer, row),
        viewer.seat.role in DECIDING,
        viewer.seat.role in DECIDING and _holds(decided) and decided[0].by_desk_id == viewer.desk_id,
        len(decided),
    )


def briefing_taken(viewer: Viewer, public_id: UUID, at: datetime) -> tuple[BriefingShown, Holder]:
    """To be taken away as a file, with who takes it: written down as such, for the page and for everything on it."""
    shown = briefing_shown(viewer, public_id, answer="export")
    sources = [(one.line.public_id, one.line.originator.organization_id) for one in shown.statements]
    orders = [(one.public_id, viewer.organization_id) for one in shown.orders.lines]
    objects = [(public_id, viewer.organization_id), *sources, *orders]
    record(deed="export_form", answer="export", actor=viewer.actor, objects=objects, detail={"as": "briefing"})
    for source, _provider in sources:
        taken_away(Taken(viewer, source))
    return shown, holder_of(viewer, at)


def _decisions(row: Briefing, found: Sequence[Decision], orders: Collection[UUID]) -> tuple[DecisionShown, ...]:
    """Each with the word that took it back, where one did."""
    back = {one.takes_back_id: TakenBack(one.words, one.by, one.by_desk, one.at) for one in found if one.takes_back_id}
    return tuple(_decision(row, one, orders, back.get(one.pk)) for one in found if one.takes_back_id is None)


def _holds(found: Sequence[Decision]) -> bool:
    """`found`: the latest first."""
    return bool(found) and found[0].takes_back_id is None


def _decision(row: Briefing, one: Decision, orders: Collection[UUID], back: TakenBack | None) -> DecisionShown:
    """Of the orders that went out, those that this viewer may read."""
    option, known = Option(**row.options[one.option]), tuple(order for order in one.orders if order in orders)
    return DecisionShown(option, one.words, one.by, one.by_desk, one.at, known, back)


def _tlps(viewer: Viewer, sources: Collection[UUID]) -> dict[UUID, Tlp]:
    rows = Held.by(viewer).of_these(Edition.objects.filter(public_id__in=sources)).values_list("public_id", "tlp")
    return {source: Tlp.of(tlp) for source, tlp in rows}


def _line(row: Briefing, decisions: Sequence[Decision], tlps: Collection[Tlp]) -> BriefingLine:
    """`decisions`: the latest first."""
    decided = row.options[decisions[0].option]["name"] if _holds(decisions) else ""
    strictest = min(tlps, key=lambda one: one.width, default=None)
    return BriefingLine(
        row.public_id, row.title, strictest, row.made_at, row.by, decided, bool(decisions) and not decided
    )


def _in_order(sources: Sequence[UUID], found: Mapping[UUID, Statement]) -> tuple[Statement, ...]:
    return tuple(found[one] for one in sources if one in found)
