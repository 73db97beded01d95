"""Who read an own item, who holds it, who may, who never: asked for by itself, so that nobody waits for it who only reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.editions.explaining import reach_of, readers_of
from noroshi.editions.previews import MOST_NAMED, told
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import AudiencePreview, Crumb
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.audience import audience_of
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.passing import crumbs


@dataclass(frozen=True, slots=True)
class ReaderShown:
    """An organization that read it; without a name, members of a confidential group together."""

    name: str
    times: int


@dataclass(frozen=True, slots=True)
class ReachPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    readers: tuple[ReaderShown, ...]
    audience: AudiencePreview
    ceiling: CeilingShown


@require_safe
@login_required
def item_reach(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For the desk that wrote it; to everybody else there is no such page."""
    viewer = viewer_of(request)
    with asked_once():
        line = lines_readable_by(viewer, [public_id]).get(public_id)
        if line is None:
            raise NotFound
        page = _page(viewer, line)
        template = "items/reach.html#reach" if request.headers.get("HX-Request") else "items/reach.html"
        return render(request, template, {"page": page})


def _page(viewer: Viewer, line: Line) -> ReachPage:
    reach = told(viewer, reach_of(viewer, line.public_id), names_holders=True, most_named=MOST_NAMED)
    shown = line_shown(line)
    return ReachPage(
        line=shown,
        crumbs=crumbs(shown, _("Who read it, who holds it, who may")),
        readers=_readers(readers_of(viewer, line.public_id)),
        audience=audience_of(line.tlp, reach),
        ceiling=ceiling_shown(reach),
    )


def _readers(found: Iterable[tuple[object, int]]) -> tuple[ReaderShown, ...]:
    lang = language()
    return tuple(ReaderShown(who.name(lang) if who else "", times) for who, times in found)  # type: ignore[attr-defined]  # an organization


urlpatterns = [path("items/<uuid:public_id>/reach/", item_reach, name="item_reach")]
