"""Beside an item, asked for by itself: what was asked about it, and who looked at the name behind it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from noroshi.advisories.inquiring import asks_whom
from noroshi.asking.looks import looks_at
from noroshi.asking.queries import inquiries_about
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FormKind
from noroshi.web.pages.asking.looks import look_lines
from noroshi.web.pages.asking.shown import inquiry_lines
from noroshi.web.pages.directory.words import language


@require_safe
@login_required
def item_asked(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Without a script it leads to the question, or for an own item to the list."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    is_own = reading.originator.pk == viewer.desk_id
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect(reverse("asked") if is_own else reverse("ask_about", args=[public_id]))
    openings, attempts = look_lines(viewer, looks_at(viewer, [public_id]))
    shown = {
        "public_id": public_id,
        "is_own": is_own,
        "asks_whom": _asks_whom(viewer, reading),
        "inquiries": inquiry_lines(viewer, inquiries_about(viewer, [public_id])),
        "openings": openings,
        "attempts": attempts,
    }
    return render(request, "asking/of_item.html", shown)


def _asks_whom(viewer: Viewer, reading: Reading) -> str:
    """Of an advisory without its contact block: the ministry of this house."""
    if reading.kind != FormKind.ADVISORY.value or reading.originator.pk == viewer.desk_id:
        return ""
    ministry = asks_whom(viewer, reading.content)
    return ministry.name(language()) if ministry else ""


urlpatterns = [path("items/<uuid:public_id>/asked/", item_asked, name="item_asked")]
