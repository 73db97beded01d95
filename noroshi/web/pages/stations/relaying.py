"""Passing on: a report as it is to the next station, an advisory down to CEPTOARs, members or operators."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.advisories.actions import relay_advisory
from noroshi.advisories.errors import NotAnAdvisory
from noroshi.advisories.queries import RelayChoice, relay_choices
from noroshi.audiences.viewer import Viewer
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.foretelling import Bounds, Foretold, bounds, foretell_hop
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.editions.wishes import parties
from noroshi.reports.actions import relay_report
from noroshi.reports.stations import NextStation, next_station
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal
from noroshi.web.components import Choice, Crumb, Scope
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.picking import PartyGroup, recipient_groups

LIST_OF: Final = {"report": "reports", "advisory": "advisories"}
CHOICE_WORDS: Final = {
    "ceptoar": gettext_lazy("Its secretariat passes it on to the members"),
    "operator": gettext_lazy("In no CEPTOAR: hears it from you alone"),
    "ceptoar_members": gettext_lazy("All members, as far as the color lets it go"),
}


class NoteForm(forms.Form):
    """What goes on the receipt."""

    note = forms.CharField(
        label=gettext_lazy("Note on the receipt"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("For yourself and the receipt; the recipients do not read it."),
    )


class DownForm(NoteForm):
    """What is confirmed: exactly what was shown."""

    to = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)

    def clean_to(self) -> list[str]:
        return list(self.data.getlist("to"))  # type: ignore[attr-defined]  # a QueryDict


@dataclass(frozen=True, slots=True)
class RelayPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope
    station: NextStation
    color: str
    anonymize_url: str


@dataclass(frozen=True, slots=True)
class DownPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope
    choices: tuple[Choice, ...]
    groups: tuple[PartyGroup, ...]
    carries: bool
    chosen: tuple[str, ...]
    find: str
    foretold: Foretold | None
    refused: str
    color: str
    next_step: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def relay(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A report, as it is, to the next station."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    station = next_station(viewer, public_id)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _relayed(request, viewer, public_id, form, station):
        return HttpResponseRedirect(reverse("item", args=[public_id]))
    _must_stand(reading)
    line = line_shown(reading)
    page = RelayPage(
        line=line,
        crumbs=_crumbs(reading, line, _("Pass on as it is")),
        scope=Scope(color_words(reading.tlp), reading.tlp),
        station=station,
        color=color_words(reading.tlp),
        anonymize_url=reverse("begin_anonymized", args=[public_id]) if station.names_the_source else "",
    )
    return render(request, "stations/relay.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def relay_down(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """An advisory: pick whom, see whom it would reach, then send. Each of the three works without JavaScript."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    _must_stand(reading)
    if reading.kind != "advisory":
        raise NotAnAdvisory
    form = DownForm(request.POST if request.method == "POST" else None)
    form.fields["to"].choices = [(each, each) for each in request.POST.getlist("to")]  # type: ignore[attr-defined]  # a MultipleChoiceField
    if form.is_bound and form.is_valid() and _passed_down(request, viewer, public_id, form):
        return HttpResponseRedirect(reverse("item", args=[public_id]))
    page = _down_page(request, viewer, reading)
    template = "stations/relay_advisory.html#preview" if request.headers.get("HX-Request") else _DOWN
    return render(request, template, {"page": page, "form": form}, status=status_of(request, form))


_DOWN: Final = "stations/relay_advisory.html"


def _relayed(request: HttpRequest, viewer: Viewer, public_id: UUID, form: NoteForm, station: NextStation) -> bool:
    note = form.cleaned_data["note"]
    if tried(request, form, lambda: relay_report(viewer, public_id, note=note)) is None:
        return False
    place = f"{station.desk.organization.name(language())} {station.desk.name(language())}"
    number = edition_readable_by(viewer, public_id).reference_number
    words = _("Passed on to %(place)s.") % {"place": place}
    if number:
        words += " " + _("Its reference number is %(number)s.") % {"number": number}
    messages.success(request, words)
    return True


def _passed_down(request: HttpRequest, viewer: Viewer, public_id: UUID, form: DownForm) -> bool:
    given = form.cleaned_data
    if tried(request, form, lambda: relay_advisory(viewer, public_id, to=given["to"], note=given["note"])) is None:
        return False
    messages.success(request, _("Passed on. You see here who answers."))
    return True


def _down_page(request: HttpRequest, viewer: Viewer, reading: Reading) -> DownPage:
    given = request.POST if request.method == "POST" else request.GET
    chosen, find = tuple(given.getlist("to")), given.get("find", "")[:100]
    within = bounds(viewer, reading.public_id)
    offered = relay_choices(viewer, reading.public_id)
    usual = {one.text for one in offered}
    foretold, refused = _foretold(viewer, reading.public_id, chosen)
    line = line_shown(reading)
    return DownPage(
        line=line,
        crumbs=_crumbs(reading, line, _("Pass on")),
        scope=Scope(color_words(reading.tlp), reading.tlp),
        choices=tuple(_choice(one, chosen) for one in offered),
        groups=_without(_groups(viewer, within, chosen, find), usual),
        carries=within.carries,
        chosen=chosen,
        find=find,
        foretold=foretold,
        refused=refused,
        color=color_words(reading.tlp),
        next_step=_next_step(reading.tlp),
    )


def _groups(viewer: Viewer, within: Bounds, chosen: tuple[str, ...], find: str) -> tuple[PartyGroup, ...]:
    return recipient_groups(viewer.seat, chosen, find, carries=within.carries, by_liaison=within.by_liaison)


def _choice(one: RelayChoice, chosen: tuple[str, ...]) -> Choice:
    words = _("Passed on already") if one.is_done else str(CHOICE_WORDS.get(one.kind, ""))
    name = one.name(language())
    if one.kind == "ceptoar_members":
        name = _("Members of %(ceptoar)s") % {"ceptoar": name}
    return Choice(one.text, name, words=words, is_chosen=one.text in chosen)


def _without(groups: tuple[PartyGroup, ...], usual: set[str]) -> tuple[PartyGroup, ...]:
    """Nobody is offered twice."""
    left = (PartyGroup(each.title, tuple(one for one in each.choices if one.value not in usual)) for each in groups)
    return tuple(each for each in left if each.choices)


def _foretold(viewer: Viewer, public_id: UUID, chosen: tuple[str, ...]) -> tuple[Foretold | None, str]:
    if not chosen:
        return None, ""
    try:
        return foretell_hop(viewer, public_id, parties(viewer, chosen)), ""
    except Refusal as refusal:
        return None, refusal.message(language())


def _must_stand(reading: Reading) -> None:
    if reading.is_recalled:
        raise AlreadyRecalled


def color_words(tlp: Tlp) -> str:
    """What the color asks of who passes it on."""
    return {
        Tlp.RED: _("For the named desks alone. It goes to nobody beyond the one you pass it to."),
        Tlp.AMBER: _("For concerned parties of the named sectors, and there for those who need to know."),
        Tlp.GREEN: _("For parties of critical infrastructure. Not for the public."),
        Tlp.CLEAR: _("May be known to everybody."),
    }[tlp]


def _next_step(tlp: Tlp) -> str:
    """When nobody of those chosen is in range."""
    if tlp is Tlp.RED:
        return _(
            "TLP:RED stops at the desks that its originator named. Ask the originator if somebody else has to know."
        )
    return _(
        "Whom you chose is outside the range that its originator gave it. Ask the originator to widen it, or choose others."
    )


def _crumbs(reading: Reading, line: LineShown, here: str) -> tuple[Crumb, ...]:
    return crumbs(reading.kind, line, here)


def crumbs(kind: str, line: LineShown, here: str) -> tuple[Crumb, ...]:
    names = {"report": _("Reports"), "advisory": _("Advisories")}
    above = Crumb(names.get(kind, _("Shared items")), reverse("items") + f"?kind={kind}")
    return above, Crumb(line.title, line.url), Crumb(here, "")


urlpatterns = [
    path("items/<uuid:public_id>/relay/", relay, name="relay_report"),
    path("items/<uuid:public_id>/relay-advisory/", relay_down, name="relay_advisory"),
]
