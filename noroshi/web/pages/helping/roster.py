"""Who here can help: fields and today's load. Nobody outside the house sees this page."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.helping.actions import end_expert, write_expert
from noroshi.helping.experts import ExpertShown, people_here, roster
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HelpField
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.directory.words import language, sentence, separator


@dataclass(frozen=True, slots=True)
class ExpertLine:
    id: UUID
    name: str
    desk: str
    fields: str
    note: str
    load: str
    is_own_desk: bool


@dataclass(frozen=True, slots=True)
class RosterPage:
    crumbs: tuple[Crumb, ...]
    experts: tuple[ExpertLine, ...]
    people: tuple[tuple[str, str], ...]
    fields: tuple[Choice, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def experts(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST":
        _done(request, viewer)
        return HttpResponseRedirect(reverse("help_experts"))
    lang = language()
    page = RosterPage(
        (Crumb(_("Technical help"), reverse("help_requests")), Crumb(_("Who can help"), "")),
        tuple(map(_line, roster(viewer))),
        tuple((str(one.public_id), one.name(lang)) for one in people_here(viewer)),
        tuple(Choice(one.value, sentence(one.label(lang))) for one in HelpField),
    )
    return render(request, "helping/roster.html", {"page": page})


def _done(request: HttpRequest, viewer: Viewer) -> None:
    given = request.POST
    if given.get("end"):
        end_expert(viewer, _id(given["end"]))
        messages.success(request, _("Taken off the roster."))
        return
    fields = [HelpField.of(one) for one in given.getlist("fields") if one in set(HelpField)]
    write_expert(viewer, _id(given.get("person", "")), fields, given.get("note", ""))
    messages.success(request, _("On the roster."))


def _line(one: ExpertShown) -> ExpertLine:
    lang = language()
    return ExpertLine(
        one.public_id,
        one.person.name(lang),
        desk_name(one.desk),
        separator().join(sentence(field.label(lang)) for field in one.fields),
        one.note,
        ngettext("%(n)d request under way", "%(n)d requests under way", one.load) % {"n": one.load},
        one.is_own_desk,
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


urlpatterns = [path("help/experts/", experts, name="help_experts")]
