"""Writing what others accept at entry: new, its next version, its end; and who of the own house has accepted."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory.columns import day
from noroshi.legal.actions import end_pledge, next_version, write_pledge
from noroshi.legal.pledges import Roll, own_groups, pledge, reaches, rolls, written
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import PledgeKind, PledgeReach
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import Day, status_of, tried
from noroshi.web.pages.directory.places import to
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.legal.entering import PledgeLine

LONG, SHORT = forms.Textarea(attrs={"rows": 10}), forms.Textarea(attrs={"rows": 3})


class TextForm(forms.Form):
    """The words of one version."""

    title_ja = forms.CharField(label=gettext_lazy("Title"))
    title_en = forms.CharField(label=gettext_lazy("Title in English"), required=False)
    text_ja = forms.CharField(label=gettext_lazy("Text"), widget=LONG)
    text_en = forms.CharField(label=gettext_lazy("Text in English"), required=False, widget=LONG)
    penalty_ja = forms.CharField(
        label=gettext_lazy("Penalty"),
        required=False,
        widget=SHORT,
        help_text=gettext_lazy("What the law threatens when secrecy is broken; shown right above the tick."),
    )
    penalty_en = forms.CharField(label=gettext_lazy("Penalty in English"), required=False, widget=SHORT)
    valid_from = Day(label=gettext_lazy("In force from"))


class NewForm(TextForm):
    """`reach` is a way to bind; a group stands in it by its id."""

    kind = forms.ChoiceField(choices=[(one.value, one.en) for one in PledgeKind])
    reach = forms.CharField()


@dataclass(frozen=True, slots=True)
class NewPage:
    crumbs: tuple[Crumb, ...]
    kinds: tuple[Choice, ...]
    reaches: tuple[Choice, ...]
    is_new: bool


@dataclass(frozen=True, slots=True)
class RollLine:
    line: PledgeLine
    roll: Roll


@dataclass(frozen=True, slots=True)
class RollsPage:
    crumbs: tuple[Crumb, ...]
    rolls: tuple[RollLine, ...]
    written: tuple[PledgeLine, ...]


@require_safe
@login_required
def accepted_by(request: HttpRequest) -> HttpResponse:
    """For whoever administers the house, and for whoever writes."""
    seat = seat_of(request)
    if not seat.is_administrator and not reaches(seat):
        raise NotYours
    found = rolls(seat) if seat.is_administrator else []
    page = RollsPage(
        to("pledges", _("Pledges and rules at entry")),
        tuple(RollLine(PledgeLine(roll.pledge), roll) for roll in found),
        tuple(map(PledgeLine, written(seat))),
    )
    return render(request, "legal/rolls.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new(request: HttpRequest) -> HttpResponse:
    seat = seat_of(request)
    if not reaches(seat):
        raise NotYours
    form = NewForm(request.POST or None)
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        made = tried(request, form, lambda: write_pledge(seat, **_read(given)))
        if made:
            return _done(request, _("Written. Everybody whom it binds sees it first from its day on."))
    return _form(request, form, is_new=True)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    now = pledge(seat, public_id)
    if not now.may_write:
        raise NotYours
    form = TextForm(request.POST or None, initial={name: getattr(now, name) for name in TextForm.base_fields})
    if form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        valid_from = given.pop("valid_from")
        if tried(request, form, lambda: next_version(seat, public_id, valid_from=day(valid_from), **given)):
            return _done(request, _("The next version is written. Everybody whom it binds is asked again."))
    return _form(request, form, is_new=False)


@require_POST
@login_required
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_pledge(seat_of(request), public_id)
    return _done(request, _("Nobody is asked any more. Who accepted it stays written down."))


def _read(given: dict[str, Any]) -> dict[str, Any]:
    reach, _sign, group = given.pop("reach").partition(":")
    if reach not in {one.value for one in PledgeReach}:
        raise NotFound
    try:
        named = UUID(group) if group else None
    except ValueError:
        raise NotFound from None
    kind, valid_from = PledgeKind.of(given.pop("kind")), day(given.pop("valid_from"))
    return {"kind": kind, "reach": PledgeReach.of(reach), "group": named, "valid_from": valid_from, **given}


def _form(request: HttpRequest, form: forms.Form, *, is_new: bool) -> HttpResponse:
    lang, kind, reach = language(), request.POST.get("kind", "handling"), request.POST.get("reach", "")
    page = NewPage(
        (*to("pledges", _("Pledges and rules at entry")), Crumb(_("Write"), "")),
        tuple(Choice(one.value, sentence(one.label(lang)), is_chosen=one.value == kind) for one in PledgeKind),
        tuple(
            Choice(value, words, is_chosen=value == reach or (not reach and number == 0))
            for number, (value, words) in enumerate(_reaches(request))
        ),
        is_new,
    )
    return render(request, "legal/pledge_form.html", {"page": page, "form": form}, status=status_of(request, form))


def _reaches(request: HttpRequest) -> list[tuple[str, str]]:
    seat, lang = seat_of(request), language()
    found = [(one.value, sentence(one.label(lang))) for one in reaches(seat) if one is not PledgeReach.GROUP]
    groups = own_groups(seat) if PledgeReach.GROUP in reaches(seat) else []
    return [*found, *((f"group:{group.public_id}", group.name_ja) for group in groups)]


def _done(request: HttpRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("pledges_accepted"))


urlpatterns = [
    path("pledges/new/", new, name="new_pledge"),
    path("pledges/accepted/", accepted_by, name="pledges_accepted"),
    path("pledges/<uuid:public_id>/again/", again, name="next_pledge"),
    path("pledges/<uuid:public_id>/end/", end, name="end_pledge"),
]
