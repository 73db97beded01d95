"""Requests for help: what others ask of this desk, what it has asked itself."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from noroshi.directory.queries import own_kinds
from noroshi.helping.actions.ask import HELPERS
from noroshi.helping.queries import asked_by_here, asked_of_here
from noroshi.threshold.acting import viewer_of
from noroshi.web.pages.helping.shown import HelpLine, help_line


@dataclass(frozen=True, slots=True)
class HelpPage:
    """`helps`: this house is asked by others and has a roster."""

    of_here: tuple[HelpLine, ...]
    by_here: tuple[HelpLine, ...]
    helps: bool


@require_safe
@login_required
def requests_for_help(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    page = HelpPage(
        tuple(map(help_line, asked_of_here(viewer))),
        tuple(map(help_line, asked_by_here(viewer))),
        bool(own_kinds(viewer.seat) & HELPERS),
    )
    return render(request, "helping/list.html", {"page": page})


urlpatterns = [path("help/", requests_for_help, name="help_requests")]
