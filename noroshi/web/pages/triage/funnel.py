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
from noroshi.web.pages.triage.lines import ItemLine, above, lines_of

WIDE: Final = 640
HIGH: Final = 44
NARROWEST: Final = 24


@dataclass(frozen=True, slots=True)
class DropLine:
    why: str
    words: str
    many: int


@dataclass(frozen=True, slots=True)
class StepLine:
    """`points` draws it: as wide as its number has digits, so that 656 of 720,000 can still be seen. `url`: what is behind its number."""

    name: str
    many: int
    share: str
    drops: tuple[DropLine, ...]
    points: str
    url: str


@dataclass(frozen=True, slots=True)
class FunnelPage:
    crumbs: tuple[Crumb, ...]
    profile: ProfileShown
    steps: tuple[StepLine, ...]
    ratio: int
    shown: int
    why: str
    why_words: str
    dropped: int
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
            *above(Crumb(_("Triage"), reverse("triage"))),
            Crumb(profile.name, reverse("triage_list", args=[public_id])),
            Crumb(_("Funnel"), ""),
        ),
        profile=profile,
        steps=_steps(found, public_id),
        ratio=round(found.ratio),
        shown=found.steps[FunnelStep.DELIVERED],
        why=why.value if why else "",
        why_words=why.label(language()) if why else "",
        dropped=found.drops.get(why, 0) if why else 0,
        lines=lines_of(items(viewer, sample(viewer, profile, why, now, seed=seed), now)) if why else (),
        seed=seed + 1,
    )
    return render(request, "triage/funnel.html", {"page": page})


def _steps(found: Funnel, public_id: UUID) -> tuple[StepLine, ...]:
    lang, steps = language(), list(found.steps.items())
    whole = steps[0][1]
    widths = [_width(many, whole) for _step, many in steps]
    return tuple(
        StepLine(
            name=step.label(lang),
            many=many,
            share=_share(many, whole),
            drops=(drops := _drops(found, step, lang)),
            points=_drawn(place, widths),
            url=_url(step, drops, public_id),
        )
        for place, (step, many) in enumerate(steps)
    )


def _drops(found: Funnel, step: FunnelStep, lang: str) -> tuple[DropLine, ...]:
    return tuple(
        DropLine(why.value, why.label(lang), found.drops[why]) for why in AT_STEP.get(step, ()) if why in found.drops
    )


def _url(step: FunnelStep, drops: tuple[DropLine, ...], public_id: UUID) -> str:
    """What came in stands in the store, what is delivered on the list; between them, what dropped most there."""
    if step is FunnelStep.CAME:
        return reverse("intel")
    if step is FunnelStep.DELIVERED:
        return reverse("triage_list", args=[public_id])
    return f"?why={max(drops, key=lambda one: one.many).why}#sample" if drops else ""


def _share(many: int, whole: int) -> str:
    """Of everything that came in, with as many places as a small part needs."""
    part = 100 * many / whole if whole else 0
    return f"{part:.0f} %" if part >= 10 else f"{part:.1f} %" if part >= 1 else f"{part:.2f} %"


def _width(many: int, whole: int) -> int:
    return max(NARROWEST, round(WIDE * log10(many + 1) / log10(whole + 1))) if whole else NARROWEST


def _drawn(place: int, widths: list[int]) -> str:
    """A bar that narrows to the next one."""
    upper, lower = widths[place], widths[min(place + 1, len(widths) - 1)]
    left, right, middle = (WIDE - upper) // 2, (WIDE + upper) // 2, WIDE // 2
    return f"{left},0 {right},0 {middle + (upper + lower) // 4},{HIGH} {middle - (upper + lower) // 4},{HIGH}"


def _why(request: HttpRequest) -> Dropped | None:
    try:
        return Dropped.of(request.GET.get("why", ""))
    except ValueError:
        return None


def _seed(request: HttpRequest) -> int:
    given = request.GET.get("seed", "0")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 7 else 0


urlpatterns = [path("triage/<uuid:public_id>/funnel/", show_funnel, name="triage_funnel")]
