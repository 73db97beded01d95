"""Lists of known values: what is good, what many share. What a house adds or switches off stays in that house."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.intel.actions.known import add_known, change_known, drop_known, put_line_aside, take_line_up
from noroshi.intel.knowing import KnownShown, delivered, delivered_line, known_values, own_line
from noroshi.intel.met import hits_of
from noroshi.intel.queries import SEEN_EVERYWHERE
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import KnownList
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language

A_PAGE: Final = 40


class ChangeForm(forms.Form):
    """What may change of a line; another value is another line."""

    which = forms.ChoiceField(label=gettext_lazy("List"))
    note = forms.CharField(label=gettext_lazy("Why"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = KnownList.choices(language())  # type: ignore[attr-defined]  # of a ChoiceField


class KnownForm(ChangeForm):
    """One line more."""

    field_order = ["value", "which", "note"]
    value = forms.CharField(
        label=gettext_lazy("Value"),
        max_length=2000,
        help_text=gettext_lazy(
            "An address, a network, a domain (all below it count), a URL, a mail address or a hash."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "off"}),
    )


class AsideForm(forms.Form):
    """Colleagues who miss a warning read why."""

    why = forms.CharField(label=gettext_lazy("Why"), max_length=400)


class FilterForm(forms.Form):
    """Everything is optional; a word that nobody knows is told, not ignored."""

    q = forms.CharField(label=gettext_lazy("Value or reason"), required=False, max_length=400)
    list = forms.ChoiceField(label=gettext_lazy("List"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("list", _("Every list"), KnownList.choices(language()))
        self._offer("state", _("Any"), [("on", _("switched on")), ("off", _("switched off"))])

    def fits(self, one: KnownShown) -> bool:
        asked = self.cleaned_data
        words = _folded(asked["q"]).split()
        told = _folded(f"{one.value} {one.note} {one.aside.why if one.aside else ''}")
        return (
            all(word in told for word in words)
            and asked["list"] in ("", one.list.value)
            and asked["state"] in ("", "off" if one.aside else "on")
        )

    def _offer(self, name: str, everything: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", everything), *choices]  # type: ignore[attr-defined]  # all are ChoiceFields


@dataclass(frozen=True, slots=True)
class KnownLine:
    """`hits` is counted to a thousand."""

    one: KnownShown
    which: str
    kind: str
    hits: str


@dataclass(frozen=True, slots=True)
class PageLink:
    number: int
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True)
class KnownPage:
    """`many` lines are delivered and fit; they are shown in pages."""

    crumbs: tuple[Crumb, ...]
    own: tuple[KnownLine, ...]
    delivered: tuple[KnownLine, ...]
    many: int
    pages: tuple[PageLink, ...]
    is_narrowed: bool


@dataclass(frozen=True, slots=True)
class LinePage:
    crumbs: tuple[Crumb, ...]
    line: KnownLine
    back: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def known(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), KnownForm(request.POST or None)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        deed = tried(request, form, lambda: add_known(viewer, KnownList.of(said["which"]), said["value"], said["note"]))
        if deed:
            messages.success(request, _("It stands on the list."))
            return HttpResponseRedirect(reverse("intel_known"))
    narrowed = FilterForm(request.GET)
    status = status_of(request, form) if narrowed.is_valid() else 422
    given = {"page": _page(request, narrowed), "form": form, "filters": narrowed}
    template = "intel/known.html#found" if request.headers.get("HX-Request") else "intel/known.html"
    return render(request, template, given, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = own_line(viewer, public_id)
    form = ChangeForm(request.POST or None, initial={"which": one.list.value, "note": one.note})
    if form.is_bound and form.is_valid():
        which, note = KnownList.of(form.cleaned_data["which"]), form.cleaned_data["note"]
        if tried(request, form, lambda: change_known(viewer, public_id, which, note)):
            messages.success(request, _("The line is changed."))
            return HttpResponseRedirect(reverse("intel_known"))
    given = {"page": _line_page(request, one, _("Change a line")), "form": form}
    return render(request, "intel/known_change.html", given, status=status_of(request, form))


@require_POST
@login_required
def drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    drop_known(viewer_of(request), public_id)
    messages.success(request, _("It is off the list."))
    return HttpResponseRedirect(reverse("intel_known"))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def switch_off(request: HttpRequest, line: UUID) -> HttpResponse:
    """Asked once more, because a reason is owed."""
    viewer, form = viewer_of(request), AsideForm(request.POST or None)
    one = delivered_line(viewer, line, language())
    if form.is_bound and form.is_valid():
        done = tried(request, form, lambda: put_line_aside(viewer, line, form.cleaned_data["why"]))
        if done is not None:
            messages.success(request, _("The line is switched off for your organization."))
            return HttpResponseRedirect(_of_delivered())
    given = {"page": _line_page(request, one, _("Switch a line off")), "form": form}
    return render(request, "intel/known_off.html", given, status=status_of(request, form))


@require_POST
@login_required
def switch_on(request: HttpRequest, line: UUID) -> HttpResponse:
    take_line_up(viewer_of(request), line)
    messages.success(request, _("The line is switched on again."))
    return HttpResponseRedirect(_of_delivered())


def _page(request: HttpRequest, narrowed: FilterForm) -> KnownPage:
    viewer = viewer_of(request)
    is_asked = narrowed.is_valid()
    own = [one for one in known_values(viewer) if is_asked and narrowed.fits(one)]
    theirs = [one for one in delivered(viewer, language()) if is_asked and narrowed.fits(one)]
    here = _number(request, len(theirs))
    shown = theirs[(here - 1) * A_PAGE : here * A_PAGE]
    counted = hits_of(viewer, [*own, *shown])
    asked = {name: value for name in narrowed.fields if (value := request.GET.get(name, ""))}
    return KnownPage(
        (Crumb(_("Known values"), ""),),
        tuple(_line(one, counted[one.kind, one.value]) for one in own),
        tuple(_line(one, counted[one.kind, one.value]) for one in shown),
        len(theirs),
        tuple(
            PageLink(number, f"?{urlencode({**asked, 'page': number})}#delivered", number == here)
            for number in range(1, _pages(len(theirs)) + 1)
        ),
        bool(asked),
    )


def _number(request: HttpRequest, many: int) -> int:
    """Beyond the ends is the end."""
    written = request.GET.get("page", "")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 1
    return min(max(number, 1), max(_pages(many), 1))


def _pages(many: int) -> int:
    return -(-many // A_PAGE)


def _line_page(request: HttpRequest, one: KnownShown, words: str) -> LinePage:
    hits = hits_of(viewer_of(request), [one])[one.kind, one.value]
    back = reverse("intel_known") if one.public_id else _of_delivered()
    return LinePage((Crumb(_("Known values"), back), Crumb(words, "")), _line(one, hits), back)


def _of_delivered() -> str:
    return f"{reverse('intel_known')}#delivered"


def _folded(text: str) -> str:
    """As it is compared: defanged or not, wide or narrow, large or small."""
    return unicodedata.normalize("NFKC", text).casefold().replace("[.]", ".").replace("[:]", ":")


def _line(one: KnownShown, hits: int) -> KnownLine:
    lang = language()
    return KnownLine(one, one.list.label(lang), ObservableKind.of(one.kind.word).label(lang), _counted(hits))


def _counted(hits: int) -> str:
    return _("%(n)s or more") % {"n": f"{hits:,}"} if hits >= SEEN_EVERYWHERE else f"{hits:,}"


urlpatterns = [
    path("intel/known/", known, name="intel_known"),
    path("intel/known/<uuid:public_id>/", change, name="intel_known_change"),
    path("intel/known/<uuid:public_id>/drop/", drop, name="intel_known_drop"),
    path("intel/known/delivered/<uuid:line>/off/", switch_off, name="intel_known_off"),
    path("intel/known/delivered/<uuid:line>/on/", switch_on, name="intel_known_on"),
]
