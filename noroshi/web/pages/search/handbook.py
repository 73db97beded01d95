"""The handbook and the glossary as pages (C-296)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.search.handbook import Block, Page, page, pages
from noroshi.vocabulary import glossary
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.glossary import Term
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of one kind that follow each other: a list, a table, or a single one."""

    kind: str
    blocks: tuple[Block, ...]


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
    return render(request, "search/handbook.html", {"pages": pages()})


@require_safe
@login_required
def one(request: HttpRequest, name: str) -> HttpResponse:
    found = page(name)
    if found is None:
        raise NotFound
    crumbs = (Crumb(_("Handbook"), reverse("handbook")), Crumb(found.title, ""))
    return render(
        request, "search/handbook_page.html", {"page": found, "stretches": _stretches(found), "crumbs": crumbs}
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


def _stretches(found: Page) -> list[Stretch]:
    blocks = [block for block in found.blocks if block.kind != "rule"]
    return [
        stretch
        for kind, several in groupby(blocks, key=lambda block: block.kind)
        for stretch in _apart(kind, tuple(several))
    ]


def _apart(kind: str, blocks: tuple[Block, ...]) -> list[Stretch]:
    return [Stretch(kind, blocks)] if kind in {"item", "row"} else [Stretch(kind, (block,)) for block in blocks]


urlpatterns = [
    path("handbook/", contents, name="handbook"),
    path("handbook/<slug:name>/", one, name="handbook_page"),
    path("glossary/", words, name="glossary"),
]
