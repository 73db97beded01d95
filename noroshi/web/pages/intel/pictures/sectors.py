"""Which sectors the newest intelligence touches: a tile for each, darker the more there is."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.audiences.queries import asked_once
from noroshi.intel.touched import NEWEST, touched
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import sector_choices

DEGREES = 4


@dataclass(frozen=True, slots=True)
class Tile:
    name: str
    count: int
    degree: int
    url: str


@dataclass(frozen=True, slots=True)
class SectorsPage:
    crumbs: tuple[Crumb, ...]
    tiles: tuple[Tile, ...]
    newest: int = NEWEST


@require_safe
@login_required
def intel_sectors(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    with asked_once():
        counts = touched(viewer)
    most = max(counts.values(), default=0)
    tiles = tuple(
        Tile(name, n := counts.get(sector, 0), degree(n, most), f"{reverse('intel')}?{urlencode({'sector': sector})}")
        for sector, name in sector_choices()
    )
    page = SectorsPage((Crumb(_("Intelligence"), reverse("intel")), Crumb(_("Sectors"), "")), tiles)
    return render(request, "intel/sectors.html", {"page": page})


def degree(count: int, most: int) -> int:
    """0 for nothing, then four degrees."""
    return 0 if not count else 1 + min(DEGREES - 1, (count * DEGREES - 1) // most)


urlpatterns = [path("intel/sectors/", intel_sectors, name="intel_sectors")]
