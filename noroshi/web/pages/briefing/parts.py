"""What stands on the page, in the reader's words: the screen and the print show the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.briefing.facts import Fact
from noroshi.briefing.figures import FiguresShown, OrdersOnPage
from noroshi.briefing.queries import BriefingShown
from noroshi.web.pages.briefing.words import due, when
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.values import Reader
from noroshi.web.pages.response.words import RowShown, row_shown


@dataclass(frozen=True, slots=True)
class FactShown:
    """One field of one source, in the reader's words."""

    name: str
    text: str
    line: LineShown
    certainty: str
    basis: str


@dataclass(frozen=True, slots=True)
class PartShown:
    heading: str
    text: str
    facts: tuple[FactShown, ...]


@dataclass(frozen=True, slots=True)
class OrderShown:
    row: RowShown
    due: str


@dataclass(frozen=True, slots=True)
class OrdersShown:
    """`words` counts them."""

    rows: tuple[OrderShown, ...]
    words: str


@dataclass(frozen=True, slots=True)
class FigureShown:
    name: str
    value: str


def parts_on(shown: BriefingShown) -> tuple[PartShown, ...]:
    found = (
        PartShown(_("What happened"), shown.situation, _facts(shown.happened)),
        PartShown(_("Damage"), shown.damage, _facts(shown.damages)),
        PartShown(_("Confirmed"), "", _facts(shown.confirmed)),
        PartShown(_("Not confirmed"), "", _facts(shown.unconfirmed)),
        PartShown(_("What others do"), "", _facts(shown.others)),
    )
    return tuple(one for one in found if one.text or one.facts)


def _facts(found: Sequence[Fact]) -> tuple[FactShown, ...]:
    return tuple(_fact(one) for one in found)


def _fact(one: Fact) -> FactShown:
    line = one.told.line
    value = Reader(scheme_of(line.scheme), line.sealed_at, {}).shown(one.field, one.said.plain())
    sure = value.certainty.label(language()) if value.certainty else ""
    return FactShown(
        sentence(one.field.label(language())),
        when(value.at) if value.at else value.text,
        line_shown(line),
        sure,
        value.basis,
    )


def orders_on(orders: OrdersOnPage) -> tuple[OrderShown, ...]:
    return tuple(OrderShown(row_shown(one), due(one)) for one in orders.lines)


def counted(orders: OrdersOnPage) -> str:
    words = {"all": len(orders.lines), "finished": orders.finished, "late": orders.late}
    return _("Of %(all)d: %(finished)d finished, %(late)d overdue.") % words


def figures_on(found: FiguresShown | None) -> tuple[FigureShown, ...]:
    if found is None:
        return ()
    systems = separator().join(one.name for one in found.systems)
    named = f"{len(found.systems)} ({systems})" if systems else "0"
    return (
        FigureShown(_("Open orders"), str(found.open)),
        FigureShown(_("Of these overdue"), str(found.late)),
        FigureShown(_("Finished in the 30 days before"), str(found.finished)),
        FigureShown(_("Systems concerned"), named),
    )


def as_of(found: FiguresShown | None) -> str:
    return _("As of %(at)s, over the orders that you may read.") % {"at": when(found.at)} if found else ""


def inside() -> str:
    """Nothing on it but the composer's own words."""
    return _("Seen from inside the organization only.")
