"""After a recall: what an originator sees of what left the house, and what holders are asked to delete."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noroshi.asking.withdrawing import LeftBy, what_left
from noroshi.editions.foretelling import bounds
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.withdrawing import (
    WithdrawalShown,
    confirm_deleted,
    deleted_by,
    withdrawal,
    withdrawals,
)
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.items.lines import LineShown, kind_name, line_shown
from noroshi.web.pages.items.passing import crumbs


@dataclass(frozen=True, slots=True)
class Outside:
    """One desk that has something outside, by which ways, and when it said that nothing is left."""

    name: str
    ways: str
    at: datetime
    deleted_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class LeftPage:
    """`others` are desks that confirmed without having taken anything out."""

    line: LineShown
    crumbs: tuple[Crumb, ...]
    outside: tuple[Outside, ...]
    others: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class WithdrawnLine:
    url: str
    kind: str
    tlp: Tlp
    reference: str
    originator: str
    at: datetime
    deleted_at: datetime | None


@require_safe
@login_required
def left(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For the originator's desk, of what it has recalled."""
    viewer = viewer_of(request)
    within = bounds(viewer, public_id)
    if not within.is_own or not within.is_recalled:
        raise NotFound
    line = line_shown(edition_readable_by(viewer, public_id, answer="page"))
    said = deleted_by(viewer, public_id)
    by_desk = {one.desk.pk if one.desk else None: one for one in said}
    found = what_left(viewer, public_id)
    outside = []
    for one in found:
        own = by_desk.pop(one.desk.pk if one.desk else None, None)
        outside.append(_outside(one.desk, one.ways, one.latest_at, own.at if own else None, own.note if own else ""))
    others = tuple((_named(one.desk), one.at) for one in by_desk.values())
    page = LeftPage(line, crumbs(line, _("What left the house")), tuple(outside), others)
    return render(request, "items/left.html", {"page": page})


@require_safe
@login_required
def withdrawn_list(request: HttpRequest) -> HttpResponse:
    """What others have recalled that this desk held."""
    lines = tuple(_line(one) for one in withdrawals(viewer_of(request)))
    return render(request, "items/withdrawn_list.html", {"lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def withdrawn(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method == "POST":
        confirm_deleted(viewer, public_id, note=request.POST.get("note", "")[:400])
        messages.success(request, _("Noted, and told to the desk that recalled it."))
        return HttpResponseRedirect(reverse("withdrawn", args=[public_id]))
    one = withdrawal(viewer, public_id)
    is_own = one.originator.pk == viewer.desk_id
    return render(request, "items/withdrawn.html", {"line": _line(one), "is_own": is_own, "note": one.note})


def _outside(desk: Any, ways: tuple[LeftBy, ...], at: datetime, deleted: datetime | None, note: str) -> Outside:
    return Outside(_named(desk), separator().join(way.label(language()) for way in ways), at, deleted, note)


def _named(desk: Any) -> str:
    """A desk as a room gives it, or nobody in particular."""
    lang = language()
    return f"{desk.organization.name(lang)} {desk.name(lang)}" if desk else _("Members of a confidential group")


def _line(one: WithdrawalShown) -> WithdrawnLine:
    return WithdrawnLine(
        reverse("withdrawn", args=[one.public_id]),
        kind_name(one.kind),
        one.tlp,
        one.reference_number or str(one.edition_id)[:8],
        _named(one.originator),
        one.at,
        one.deleted_at,
    )


urlpatterns = [
    path("items/<uuid:public_id>/left/", left, name="left_outside"),
    path("withdrawn/", withdrawn_list, name="withdrawn_list"),
    path("withdrawn/<uuid:public_id>/", withdrawn, name="withdrawn"),
]
