"""An item beside itself in the other language: what is checked, what a machine proposes, and the words that the author confirms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.editions.queries import Reading
from noroshi.threshold.acting import viewer_of
from noroshi.translating.actions import Proposed, ask_machine, confirm
from noroshi.translating.queries import Side, Translated, translation_of
from noroshi.vocabulary import Language
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.content import OWN_LABELS
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.items.sheet import form_of

ASK, CONFIRM = "ask", "confirm"


@dataclass(frozen=True, slots=True)
class PassageShown:
    """`text` is what stands on the right: checked at `at`, a machine's, or what was just typed.

    `lost`: the machine gave nothing usable. `is_withheld`: it is given to none.
    """

    key: str
    label: str
    original: str
    language: Language
    text: str
    at: datetime | None
    is_machine: bool
    lost: bool
    is_withheld: bool
    rows: int


@dataclass(frozen=True, slots=True)
class TranslationPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    into: Language
    others: tuple[tuple[str, str, bool], ...]
    passages: tuple[PassageShown, ...]
    terms: tuple[tuple[str, str], ...]
    may_ask: bool
    may_confirm: bool
    has_machine: bool
    is_whole: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def translation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), forms.Form(request.POST if request.method == "POST" else None)
    side = translation_of(viewer, public_id, _into(request))
    proposed: tuple[Proposed, ...] = ()
    if form.is_bound and form.is_valid() and request.POST.get("deed") == CONFIRM:
        words = _typed(request.POST, side)
        if (changed := tried(request, form, lambda: confirm(viewer, public_id, side.into, words))) is not None:
            messages.success(request, _("Kept as checked.") if changed else _("Nothing was changed."))
            here = reverse("item_translation", args=[public_id])
            return HttpResponseRedirect(f"{here}?into={side.into.value}")
    elif form.is_bound and form.is_valid() and request.POST.get("deed") == ASK:
        proposed = tried(request, form, lambda: ask_machine(viewer, public_id, side.into)) or ()
    page = _page(side, proposed, request.POST)
    return render(request, "items/translation.html", {"page": page, "form": form}, status=status_of(request, form))


def _into(request: HttpRequest) -> Language | None:
    """What is no language is the usual one."""
    given = request.POST.get("into") or request.GET.get("into") or ""
    return Language.of(given) if given in set(Language) else None


def _typed(given: Mapping[str, str], side: Side) -> dict[str, str]:
    return {one.passage.key: given[name] for one in side.passages if (name := f"words.{one.passage.key}") in given}


def _page(side: Side, proposed: tuple[Proposed, ...], given: Mapping[str, str]) -> TranslationPage:
    line, reading = line_shown(side.reading), side.reading
    machine = {one.passage.key: one for one in proposed}
    here = reverse("item_translation", args=[reading.public_id])
    return TranslationPage(
        line=line,
        crumbs=(Crumb(line.title, line.url), Crumb(_("Translation"), "")),
        scope=scope_of([line]),
        into=side.into,
        others=tuple(
            (sentence(one.label(language())), f"{here}?into={one.value}", one is side.into) for one in Language
        ),
        passages=tuple(_shown(reading, one, machine, given) for one in side.passages),
        terms=tuple(dict.fromkeys(term for one in proposed for term in one.terms)),
        may_ask=side.may_ask and bool(side.for_machine),
        may_confirm=side.may_confirm,
        has_machine=bool(proposed),
        is_whole=all(one.text for one in side.passages),
    )


def _shown(
    reading: Reading, one: Translated, machine: Mapping[str, Proposed], given: Mapping[str, str]
) -> PassageShown:
    key = one.passage.key
    proposed = machine.get(key)
    typed = given.get(f"words.{key}") if proposed is None else None
    text = proposed.text if proposed else one.text if typed is None else typed
    return PassageShown(
        key=key,
        label=_label(reading, one.passage.field),
        original=one.passage.text,
        language=one.passage.language,
        text=text,
        at=one.at if text == one.text else None,
        is_machine=bool(proposed and proposed.text),
        lost=bool(proposed and not proposed.text),
        is_withheld=one.is_withheld,
        rows=min(12, max(2, len(one.passage.text) // 40 + one.passage.text.count("\n") + 1)),
    )


def _label(reading: Reading, name: str) -> str:
    form = form_of(reading)
    field = (form.field(name) or form.field(name.replace(".", "_"))) if form else None
    return sentence(field.label(language())) if field else str(OWN_LABELS.get(name, name))


urlpatterns = [path("items/<uuid:public_id>/translation/", translation, name="item_translation")]
