"""Passing on: pick whom, see whom it would reach, then send. Each of the three works without JavaScript."""

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

from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import hop
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.foretelling import Bounds, Foretold, Reached, bounds, foretell_hop
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.wishes import parties
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HopKind, Importance
from noroshi.vocabulary.errors import Refusal
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.offered import address
from noroshi.web.pages.items.picking import PartyGroup, recipient_groups
from noroshi.web.pages.items.routes import DEEDS

OFFERED: Final = (HopKind.SUBMIT, HopKind.RELAY, HopKind.ISSUE, HopKind.POST)


class HopForm(forms.Form):
    """What is confirmed: exactly what was shown."""

    to = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    kind = forms.ChoiceField(choices=[(kind.value, kind.en) for kind in OFFERED], widget=forms.HiddenInput)
    note = forms.CharField(
        label=gettext_lazy("Note on the receipt"),
        required=False,
        max_length=400,
        help_text=gettext_lazy("For yourself and the receipt; the recipients do not read it."),
    )

    def clean_to(self) -> list[str]:
        return list(self.data.getlist("to"))  # type: ignore[attr-defined]  # a QueryDict


@dataclass(frozen=True, slots=True)
class ForetoldShown:
    """Whom it would open to. `outside` is told without a reason, which is the originator's own."""

    names: tuple[str, ...]
    unnamed: int
    outside: tuple[str, ...]
    outside_unnamed: int
    groups: tuple[str, ...]
    organizations: int
    is_nobody: bool


@dataclass(frozen=True, slots=True)
class PassPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    bounds: Bounds
    kinds: tuple[Choice, ...]
    groups: tuple[PartyGroup, ...]
    chosen: tuple[str, ...]
    kind: str
    find: str
    foretold: ForetoldShown | None
    refused: str
    direct_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def pass_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    within = bounds(viewer, public_id)
    if within.is_recalled:
        raise AlreadyRecalled
    form = HopForm(request.POST) if request.method == "POST" else HopForm()
    form.fields["to"].choices = [(each, each) for each in request.POST.getlist("to")]  # type: ignore[attr-defined]  # a MultipleChoiceField
    if form.is_bound and form.is_valid() and _sent(request, viewer, public_id, form):
        return HttpResponseRedirect(reverse("item", args=[public_id]))
    page = _page(request, viewer, public_id, within)
    template = "items/pass_on.html#preview" if request.headers.get("HX-Request") else "items/pass_on.html"
    return render(request, template, {"page": page, "form": form}, status=status_of(request, form))


def _sent(request: HttpRequest, viewer: Viewer, public_id: UUID, form: HopForm) -> bool:
    given = form.cleaned_data
    receipt = tried(
        request,
        form,
        lambda: hop(
            viewer,
            public_id,
            kind=HopKind.of(given["kind"]),
            to=parties(viewer, given["to"]),
            note=given["note"],
        ),
    )
    if receipt is None:
        return False
    messages.success(request, _("Passed on. The receipt is in the record."))
    return True


def _page(request: HttpRequest, viewer: Viewer, public_id: UUID, within: Bounds) -> PassPage:
    given = request.POST if request.method == "POST" else request.GET
    chosen, find = tuple(given.getlist("to")), given.get("find", "")[:100]
    line = line_shown(edition_readable_by(viewer, public_id, answer="page"))
    usual = HopKind.SUBMIT if within.is_own else HopKind.RELAY
    kind = given.get("kind", "") if given.get("kind", "") in set(OFFERED) else usual.value
    foretold, refused = _foretold(viewer, public_id, chosen)
    return PassPage(
        line=line,
        crumbs=crumbs(line, _("Pass on")),
        bounds=within,
        kinds=tuple(Choice(each.value, str(DEEDS[each.value]), is_chosen=each == kind) for each in OFFERED),
        groups=recipient_groups(viewer.seat, chosen, find, carries=within.carries, by_liaison=within.by_liaison),
        chosen=chosen,
        kind=kind,
        find=find,
        foretold=foretold,
        refused=refused,
        direct_url=address("warn_directly", public_id) if within.by_liaison and _is_own_warning(line, within) else "",
    )


def _is_own_warning(line: LineShown, within: Bounds) -> bool:
    return within.is_own and line.importance == Importance.WARNING


def _foretold(viewer: Viewer, public_id: UUID, chosen: tuple[str, ...]) -> tuple[ForetoldShown | None, str]:
    if not chosen:
        return None, ""
    try:
        return _shown(foretell_hop(viewer, public_id, parties(viewer, chosen))), ""
    except Refusal as refusal:
        return None, refusal.message(language())


def _shown(foretold: Foretold) -> ForetoldShown:
    return ForetoldShown(
        names=_names(foretold.reached),
        unnamed=foretold.unnamed,
        outside=_names(foretold.outside),
        outside_unnamed=foretold.outside_unnamed,
        groups=_names(foretold.groups),
        organizations=foretold.organizations,
        is_nobody=foretold.is_nobody,
    )


def _names(reached: tuple[Reached, ...]) -> tuple[str, ...]:
    return tuple(each.name(language()) for each in reached)


def crumbs(line: LineShown, here: str) -> tuple[Crumb, ...]:
    return Crumb(_("Shared items"), reverse("items")), Crumb(line.title, line.url), Crumb(here, "")


urlpatterns = [path("items/<uuid:public_id>/pass-on/", pass_on, name="pass_on")]
