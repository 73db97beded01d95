"""The handbook and the glossary as pages (C-296)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.search.handbook import Page, page, pages
from noroshi.search.leaves import Block
from noroshi.vocabulary import Language, glossary
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.glossary import Term
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language

CHAPTER: Final = re.compile(r"(?P<name>[a-z0-9-]+)(\.ja)?\.md(#(?P<place>.+))?")
READ_IN: Final = {Language.JA: "日本語で読む", Language.EN: "Read in English"}


@dataclass(frozen=True, slots=True)
class Part:
    """A span of a text; a link has an address where it leads to another chapter."""

    kind: str
    text: str
    url: str = ""


type Cell = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of one kind that follow each other: a list, a table with its `head`, or a single one."""

    kind: str
    rows: tuple[tuple[Cell, ...], ...]
    head: tuple[Cell, ...] = ()
    anchor: str = ""

    @property
    def first(self) -> Cell:
        return self.rows[0][0]


@dataclass(frozen=True, slots=True)
class TermShown:
    code: str
    name: str
    other: str
    reading: str
    meaning: str
    source: str


@require_safe
@login_required
def contents(request: HttpRequest) -> HttpResponse:
    shown = [(one, _address(one.name, one.language)) for one in pages(language())]
    return render(request, "search/handbook.html", {"pages": shown, "language": language()})


@require_safe
@login_required
def one(request: HttpRequest, name: str) -> HttpResponse:
    """In the reader's language, or in the one that is asked for."""
    wanted = request.GET.get("language") or language()
    found = page(name, wanted) if wanted in Language else None
    if found is None:
        raise NotFound
    other = page(name, found.language.other)
    return render(
        request,
        "search/handbook_page.html",
        {
            "page": found,
            "stretches": _stretches(found),
            "crumbs": (Crumb(_("Handbook"), reverse("handbook")), Crumb(found.title, "")),
            "other": other and _address(name, other.language),
            "in_other": READ_IN[found.language.other],
        },
    )


@require_safe
@login_required
def words(request: HttpRequest) -> HttpResponse:
    """In the reader's language first, with the other beside it."""
    groups = groupby(glossary.terms().values(), key=lambda term: term.group)
    shown = [(name, _terms(list(terms))) for name, terms in groups]
    return render(request, "search/glossary.html", {"groups": shown})


def _terms(terms: Sequence[Term]) -> list[TermShown]:
    lang = language()
    return [
        TermShown(
            term.code,
            term.label(lang),
            term.ja if lang.startswith("en") else term.en,
            term.reading,
            term.help(lang),
            term.source,
        )
        for term in terms
    ]


def _address(name: str, lang: str, place: str = "") -> str:
    """The reader's own language needs no word in the address."""
    asked = "" if lang == language() else f"?language={lang}"
    return f"{reverse('handbook_page', args=[name])}{asked}{f'#{_anchor(place)}' if place else ''}"


def _stretches(found: Page) -> list[Stretch]:
    return [
        stretch
        for kind, several in groupby(found.blocks, key=lambda block: "row" if block.kind == "rule" else block.kind)
        for stretch in _apart(kind, tuple(several), found.language)
    ]


def _apart(kind: str, blocks: tuple[Block, ...], lang: str) -> list[Stretch]:
    rows = tuple(_cells(block, lang) for block in blocks if block.kind != "rule")
    if kind == "row":
        has_head = len(blocks) > 1 and blocks[1].kind == "rule"
        head = rows[0] if has_head and any(rows[0]) else ()
        return [Stretch(kind, rows[1:] if has_head else rows, head)]
    if kind in {"item", "step"}:
        return [Stretch(kind, rows)]
    return [
        Stretch(kind, (row,), anchor=_anchor(block.text) if kind.endswith("heading") else "")
        for block, row in zip(blocks, rows, strict=True)
    ]


def _cells(block: Block, lang: str) -> tuple[Cell, ...]:
    return tuple(tuple(Part(span.kind, span.text, _leads(span.leads, lang)) for span in cell) for cell in block.cells)


def _leads(target: str, lang: str) -> str:
    """Documents beside the handbook are not inside the product."""
    chapter = CHAPTER.fullmatch(target)
    return _address(chapter["name"], lang, chapter["place"] or "") if chapter and page(chapter["name"], lang) else ""


def _anchor(heading: str) -> str:
    """As code hosts name the places of a document, behind a letter of our own."""
    return "s-" + re.sub(r"[^\w-]", "", heading.lower().replace(" ", "-"))


urlpatterns = [
    path("handbook/", contents, name="handbook"),
    path("handbook/<slug:name>/", one, name="handbook_page"),
    path("glossary/", words, name="glossary"),
]
