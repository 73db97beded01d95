"""The funnel of one profile, drawn and in figures; each reason leads to some of what was dropped for it."""

from dataclasses import dataclass
from math import log10
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.threshold.acting import viewer_of
from noroshi.triage.funnel import AT_STEP, Funnel, funnel, sample
from noroshi.triage.profiles import ProfileShown, profile_of
from noroshi.triage.showing import items
from noroshi.vocabulary import Dropped, FunnelStep
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.triage.lines import ItemLine, lines_of

WIDE: Final = 640
HIGH: Final = 44
GAP: Final = 20


@dataclass(frozen=True, slots=True)
class DropLine:
    why: str
    words: str
    many: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """`points` draws it: as wide as its number has digits, so that 656 of 720,000 can still be seen."""

    name: str
    many: int
    drops: tuple[DropLine, ...]
    points: str
    y: int


@dataclass(frozen=True, slots=True)
class FunnelPage:
    crumbs: tuple[Crumb, ...]
    profile: ProfileShown
    steps: tuple[StepLine, ...]
    ratio: int
    height: int
    why: str
    why_words: str
    lines: tuple[ItemLine, ...]
    seed: int


@require_safe
@login_required
def show_funnel(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, now = viewer_of(request), timezone.now()
    profile = profile_of(viewer, public_id)
    found = funnel(viewer, profile, now)
    why, seed = _why(request), _seed(request)
    page = FunnelPage(
        crumbs=(
            Crumb(_("Triage"), reverse("triage")),
            Crumb(profile.name, reverse("triage_list", args=[public_id])),
            Crumb(_("Funnel"), ""),
        ),
        profile=profile,
        steps=_steps(found),
        ratio=round(found.ratio),
        height=len(FunnelStep) * (HIGH + GAP),
        why=why.value if why else "",
        why_words=why.label(language()) if why else "",
        lines=lines_of(items(viewer, sample(viewer, profile, why, now, seed=seed), now)) if why else (),
        seed=seed + 1,
    )
    return render(request, "triage/funnel.html", {"page": page})


def _steps(found: Funnel) -> tuple[StepLine, ...]:
    lang, steps = language(), list(found.steps.items())
    widths = [_width(many, steps[0][1]) for _step, many in steps]
    return tuple(
        StepLine(
            name=step.label(lang),
            many=many,
            drops=tuple(
                DropLine(why.value, why.label(lang), found.drops[why])
                for why in AT_STEP.get(step, ())
                if why in found.drops
            ),
            points=_drawn(place, widths),
            y=place * (HIGH + GAP) + HIGH // 2 + 6,
        )
        for place, (step, many) in enumerate(steps)
    )


def _width(many: int, whole: int) -> int:
    return max(24, round(WIDE * log10(many + 1) / log10(whole + 1))) if whole else 24


def _drawn(place: int, widths: list[int]) -> str:
    """A bar that narrows to the next one."""
    top, low = place * (HIGH + GAP), place * (HIGH + GAP) + HIGH
    upper, lower = widths[place], widths[min(place + 1, len(widths) - 1)]
    left, right, middle = (WIDE - upper) // 2, (WIDE + upper) // 2, WIDE // 2
    return f"{left},{top} {right},{top} {middle + (upper + lower) // 4},{low} {middle - (upper + lower) // 4},{low}"


def _why(request: HttpRequest) -> Dropped | None:
    try:
        return Dropped.of(request.GET.get("why", ""))
    except ValueError:
        return None


def _seed(request: HttpRequest) -> int:
    given = request.GET.get("seed", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


urlpatterns = [path("triage/<uuid:public_id>/funnel/", show_funnel, name="triage_funnel")]
