"""The same page in the same order, as plain data for the printed sheet."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from noroshi.briefing.queries import BriefingShown, DecisionShown
from noroshi.paper.glyphs import printable
from noroshi.paper.paper import Holder
from noroshi.vocabulary import Tlp
from noroshi.web.pages.briefing.parts import (
    FactShown,
    OrderShown,
    as_of,
    counted,
    figures_on,
    inside,
    orders_on,
    parts_on,
)
from noroshi.web.pages.briefing.words import when
from noroshi.web.pages.directory.words import language


def data_of(shown: BriefingShown, holder: Holder) -> dict[str, Any]:
    """The same in the same order, as plain data for the sheet."""
    parts = [_printed(one.heading, one.text, [_row(fact) for fact in one.facts]) for one in parts_on(shown)]
    options = [{"head": one.name, "text": one.service, "note": one.duties} for one in shown.options]
    orders = [_order_row(one) for one in orders_on(shown.orders)]
    figures = [{"head": one.name, "text": one.value, "note": ""} for one in figures_on(shown.figures)]
    decided = [
        {"head": f"{one.by.name(language())} {when(one.at)}", "text": one.option.name, "note": _said(one)}
        for one in shown.decisions
    ]
    return {
        "title": printable(shown.line.title),
        "tlp": shown.line.tlp.label(language()) if shown.line.tlp else inside(),
        "taken": printable(_("Taken away %(at)s") % {"at": f"{holder.desk} {holder.person} {when(holder.at)}"}),
        "lang": language(),
        "parts": [
            *parts,
            *([_printed(_("Orders"), counted(shown.orders), orders)] * bool(orders)),
            *([_printed(_("Figures"), as_of(shown.figures), figures)] * bool(figures)),
            _printed(_("Options"), "", options),
            *([_printed(_("Decided"), "", decided)] * bool(decided)),
        ],
    }


def _said(one: DecisionShown) -> str:
    if one.taken_back is None:
        return one.words
    back = one.taken_back
    told = {"name": back.by.name(language()), "at": when(back.at), "reason": back.reason}
    return "\n".join(filter(None, (one.words, _("Taken back by %(name)s %(at)s: %(reason)s") % told)))


def _printed(heading: str, text: str, rows: Sequence[dict[str, str]]) -> dict[str, Any]:
    clean = [{name: printable(value) for name, value in row.items()} for row in rows]
    return {"heading": printable(heading), "text": printable(text), "rows": clean}


def _row(fact: FactShown) -> dict[str, str]:
    tlp = Tlp.of(fact.line.tlp).value.upper()
    head = f"{fact.name} · {fact.line.organization} {fact.line.number} TLP:{tlp}"
    return {"head": head, "text": fact.text, "note": " ".join(filter(None, (fact.certainty, fact.basis)))}


def _order_row(one: OrderShown) -> dict[str, str]:
    row, late = one.row, _("Overdue") if one.row.is_late else ""
    told = " · ".join(filter(None, (row.desk, one.due, row.state, late)))
    return {"head": row.title, "text": told, "note": row.assets}
