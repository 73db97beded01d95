"""Lists of what matters: the desk's profiles, and the list of one, decided row by row and taken back by one press."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.intel.taking_out import bundle, of_numbers, take_out
from noroshi.threshold.acting import viewer_of
from noroshi.triage.actions.decisions import Deciding, decide, take_back
from noroshi.triage.digests import DigestShown, SureShown, digests_of, sure_of
from noroshi.triage.lists import Entry, Listed, listed
from noroshi.triage.methods import methods
from noroshi.triage.profiles import ProfileShown, profile_of, profiles_of
from noroshi.triage.showing import items
from noroshi.vocabulary import Verdict
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.intel import files
from noroshi.web.pages.intel.asking_first import asked_first, reason_of
from noroshi.web.pages.intel.pictures import matrix
from noroshi.web.pages.triage.lines import ItemLine, above, lines_of

A_PAGE: Final = 50
PARTS: Final = ("entries", "held", "dismissed")


@dataclass(frozen=True, slots=True)
class ProfileLine:
    one: ProfileShown
    shown: int


@dataclass(frozen=True, slots=True)
class TriagePage:
    crumbs: tuple[Crumb, ...]
    profiles: tuple[ProfileLine, ...]
    digests: tuple[DigestShown, ...]
    sure: tuple[SureShown, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """`part` is the list itself, what waits, or what was dismissed; `undo` the value that was decided last."""

    crumbs: tuple[Crumb, ...]
    profile: ProfileShown
    lines: tuple[ItemLine, ...]
    part: str
    counts: dict[str, int]
    number: int
    last: int
    undo: str

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int:
        return self.number + 1 if self.number < self.last else 0


@require_safe
@login_required
def triage(request: HttpRequest) -> HttpResponse:
    """Every profile of the house with how much stands on its list."""
    viewer, now = viewer_of(request), timezone.now()
    lines = tuple(ProfileLine(one, len(listed(viewer, one, now).entries)) for one in profiles_of(viewer)[:A_PAGE])
    page = TriagePage(above(Crumb(_("Triage"), "")), lines, tuple(digests_of(viewer)[:10]), tuple(sure_of(viewer)[:10]))
    return render(request, "triage/triage.html", {"page": page})


@require_safe
@login_required
def profile_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    profile = profile_of(viewer, public_id)
    part = request.GET.get("part", "")
    part = part if part in PARTS else PARTS[0]
    shown = listed(viewer, profile, now)
    entries, number = _part(shown, part), _number(request)
    last = max(1, -(-len(entries) // A_PAGE))
    number = min(number, last)
    page = ListPage(
        crumbs=(*above(Crumb(_("Triage"), reverse("triage"))), Crumb(profile.name, "")),
        profile=profile,
        lines=lines_of(items(viewer, entries[(number - 1) * A_PAGE : number * A_PAGE], now)),
        part=part,
        counts={name: len(_part(shown, name)) for name in PARTS},
        number=number,
        last=last,
        undo=request.GET.get("undo", "") if profile.is_own_desk else "",
    )
    return render(request, "triage/list.html", {"page": page})


@require_safe
@login_required
def profile_techniques(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    profile = profile_of(viewer, public_id)
    here = Crumb(profile.name, reverse("triage_list", args=[public_id]))
    crumbs = [*above(Crumb(_("Triage"), reverse("triage"))), here, Crumb(_("Techniques"), "")]
    return matrix.shown(request, matrix.titled(profile.name), methods(viewer, profile, now), crumbs)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def profile_file(request: HttpRequest, public_id: UUID, sort: str) -> HttpResponseBase:
    """What is shown, with its reasons; the color of each stands beside it."""
    viewer, now = viewer_of(request), timezone.now()
    files.sort_or_nothing(sort)
    profile = profile_of(viewer, public_id)
    entries = listed(viewer, profile, now).entries
    found = of_numbers(viewer, (one.above.object_id for one in entries))
    if asking := asked_first(request, found, reverse("triage_list", args=[public_id])):
        return asking
    taken = take_out(viewer, found, sort, reason_of(request))
    if sort == "stix":
        return files.as_file("triage.json", bundle(viewer, taken))
    colors = {one.kept.uuid: files.color_words(one.color) for one in taken.lines}
    heads = [_("Value"), _("Kind"), _("Title"), _("Points"), _("Why"), _("Sharing scope"), _("Source")]
    rows = (
        [one.value, one.kind, one.title, one.score, one.why, colors[one.object], one.source]
        for one in lines_of(items(viewer, entries, now))
        if one.object in colors
    )
    return files.as_file("triage.csv", files.table(taken, heads, rows))


@require_POST
@login_required
def decide_value(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    """Back to the list, where one press takes it back."""
    try:
        verdict = Verdict.of(request.POST.get("verdict", ""))
    except ValueError:
        raise NotFound from None
    decide(viewer_of(request), public_id, key, Deciding(verdict, request.POST.get("why", "")))
    return HttpResponseRedirect(f"{reverse('triage_list', args=[public_id])}?undo={key}")


@require_POST
@login_required
def take_back_value(request: HttpRequest, public_id: UUID, key: UUID) -> HttpResponse:
    take_back(viewer_of(request), public_id, key)
    messages.success(request, _("The decision was taken back."))
    return HttpResponseRedirect(reverse("triage_list", args=[public_id]))


def _part(shown: Listed, name: str) -> list[Entry]:
    return list({"entries": shown.entries, "held": shown.held, "dismissed": shown.dismissed}[name])


def _number(request: HttpRequest) -> int:
    given = request.GET.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 5 else 1


urlpatterns = [
    path("triage/", triage, name="triage"),
    path("triage/<uuid:public_id>/", profile_list, name="triage_list"),
    path("triage/<uuid:public_id>/file/<slug:sort>/", profile_file, name="triage_file"),
    path("triage/<uuid:public_id>/techniques/", profile_techniques, name="triage_techniques"),
    path("triage/<uuid:public_id>/<uuid:key>/decide/", decide_value, name="triage_decide"),
    path("triage/<uuid:public_id>/<uuid:key>/take-back/", take_back_value, name="triage_take_back"),
]
