"""Who opened this desk's name and why, and who may have tried to find it out (C-084, C-088)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from noroshi.asking.looks import Looks, looks_at
from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import UnmaskingSign
from noroshi.web.components import Crumb, Scope
from noroshi.web.pages.asking.shown import desk_name
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of

SIGNS: Final[dict[UnmaskingSign, str | Promise]] = {
    UnmaskingSign.LINK_REFUSED: gettext_lazy("The link to the source was asked for and refused."),
    UnmaskingSign.NAMES_SOMEBODY: gettext_lazy("A question named an organization that the item does not name."),
    UnmaskingSign.LOOKED_AROUND: gettext_lazy(
        "Soon after it was opened, operators of its sector were looked up one after another. It may have been other work."
    ),
    UnmaskingSign.ASKS_WHO: gettext_lazy("A question asked who the source was."),
}


@dataclass(frozen=True, slots=True)
class LookLine:
    line: LineShown | None
    desk: str
    words: str
    at: datetime
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class LooksPage:
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    openings: tuple[LookLine, ...]
    attempts: tuple[LookLine, ...]


@require_safe
@login_required
def looks(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    found = looks_at(viewer)
    openings, attempts = look_lines(viewer, found)
    page = LooksPage(
        crumbs=(Crumb(_("Inquiries"), reverse("asked")), Crumb(_("Looks at a source"), "")),
        scope=scope_of(one.line for one in (*openings, *attempts) if one.line),
        openings=openings,
        attempts=attempts,
    )
    return render(request, "asking/looks.html", {"page": page})


def look_lines(viewer: Viewer, found: Looks) -> tuple[tuple[LookLine, ...], tuple[LookLine, ...]]:
    ids = {one.about for one in found.openings} | {one.about for one in found.attempts}
    lines = lines_readable_by(viewer, ids)
    openings = tuple(
        LookLine(
            _line(lines, one.about), desk_name(one.desk), one.reason or _("To pass a question on"), one.at, one.is_own
        )
        for one in found.openings
    )
    attempts = tuple(
        LookLine(_line(lines, one.about), desk_name(one.desk) if one.desk else "", str(SIGNS[one.sign]), one.at)
        for one in found.attempts
    )
    return openings, attempts


def _line(lines: Mapping[UUID, Line], about: UUID) -> LineShown | None:
    return line_shown(lines[about]) if about in lines else None


urlpatterns = [path("asked/looks/", looks, name="looks")]
