"""How an item is to be handled, beside it: its terms in the reader's language, what may be quoted, who reads it for analysis."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from noroshi.editions.analysis import Analysts, analysts
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.editions.terms import Term, TermKind, free_note, terms_in
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.plain_sight import defanged
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.items.content import fields_of
from noroshi.web.pages.items.lines import LineShown, line_shown


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands at a public address already, ready to be quoted with it."""

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class HandlingPage:
    public_id: UUID
    line: LineShown
    terms: tuple[str, ...]
    note: str
    was: str
    quotes: tuple[Quote, ...]
    analysts: str
    unnamed: int


@require_safe
@login_required
def item_handling(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The panel beside an item; a page of its own without a script."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    template = "items/handling.html" if request.headers.get("HX-Request") else "items/handling_page.html"
    return render(request, template, {"page": _page(reading, analysts(viewer, public_id))})


def _page(reading: Reading, found: Analysts) -> HandlingPage:
    terms, lang = terms_in(reading.content), language()
    return HandlingPage(
        reading.public_id,
        line_shown(reading),
        tuple(term.words(lang) for term in terms),
        free_note(reading.content),
        reading.note_at_sealing,
        tuple(_quotes(reading, terms)),
        separator().join(one.name(lang) for one in found.named),
        found.unnamed,
    )


def _quotes(reading: Reading, terms: Iterable[Term]) -> Iterable[Quote]:
    """Of what this reader holds; a field that is not for it is not quoted either."""
    for term in terms:
        if term.kind is not TermKind.PUBLISHED:
            continue
        held = {name: value for name, value in reading.content.items() if name in term.fields}
        fields = fields_of(held, reading.kind, reading.scheme)
        text = "\n".join(f"{one.label}: {one.text}" for one in fields if one.text)
        if text:
            yield Quote(defanged(term.address), text)


urlpatterns = [path("items/<uuid:public_id>/handling/", item_handling, name="item_handling")]
