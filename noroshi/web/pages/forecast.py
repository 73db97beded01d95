"""What an outage may reach: chosen sectors, a picture of time, each step in words with its basis. It tells of no report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from noroshi.matters.foreseeing import YEARS, Forecast, forecast, scheme_named
from noroshi.schemes import Scheme, all_schemes, load_scheme
from noroshi.schemes.dependencies import Dependencies
from noroshi.schemes.spreading import Step
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import EffectStrength
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.directory.words import language, separator
from noroshi.web.pages.forecast_picture import Bar, Drawing, Row, drawn

DIRECT: Final = 2
"""An outage and whom it reaches: no sector between them."""


@dataclass(frozen=True, slots=True)
class TickShown:
    x: float
    words: str


@dataclass(frozen=True, slots=True)
class RowDrawn:
    row: Row
    name: str
    bars: tuple[tuple[Bar, str], ...]


@dataclass(frozen=True, slots=True)
class PictureShown:
    drawing: Drawing
    ticks: tuple[TickShown, ...]
    rows: tuple[RowDrawn, ...]


@dataclass(frozen=True, slots=True)
class StepShown:
    """`after` is how long after the outage; `sentence` says by what it is reached, `why` what that rests on."""

    step: Step
    after: str
    sector: str
    services: str
    sentence: str
    why: str
    way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ForecastPage:
    crumbs: tuple[Crumb, ...]
    scheme: Scheme
    schemes: tuple[Choice, ...]
    data: Dependencies | None
    derived_from: str
    sectors: tuple[Choice, ...]
    services: tuple[Choice, ...]
    since: str
    at: datetime
    is_since_wrong: bool
    chosen: str
    reached: int
    picture: PictureShown | None
    strengths: tuple[EffectStrength, ...]
    steps: tuple[StepShown, ...]


@require_safe
@login_required
def forecast_page(request: HttpRequest) -> HttpResponse:
    """What does not belong to the scheme is left out: an event of another plan may have sent the reader here."""
    seat_of(request)
    scheme = scheme_named(request.GET.get("scheme", "")[:60])
    sectors = [one.id for one in scheme.sectors if one.id in request.GET.getlist("sector")]
    known = [each.id for one in scheme.sectors if one.id in sectors for each in one.services]
    services = [one for one in known if one in request.GET.getlist("service")]
    since = request.GET.get("since", "")[:40]
    at = _moment(since) if since else _now()
    found = forecast(scheme.id, sectors, services, at or _now())
    return render(request, "forecast/page.html", {"page": _page(found, services, since, at)})


def _page(found: Forecast, services: list[str], since: str, at: datetime | None) -> ForecastPage:
    sectors = [one.sector for one in found.spread.outages]
    begin = at or _now()
    is_told = at is not None and bool(sectors) and found.data is not None
    return ForecastPage(
        crumbs=(Crumb(_("Rules"), reverse("schemes")), Crumb(_("What an outage may reach"), "")),
        scheme=found.scheme,
        schemes=_schemes(found.scheme, sectors),
        data=found.data,
        derived_from=_derived_from(found.data),
        sectors=_choices(((one.id, one.label(language())) for one in found.scheme.sectors), sectors),
        services=_services(found.scheme, sectors, services),
        since=since if at is None else timezone.localtime(begin).strftime("%Y-%m-%dT%H:%M"),
        at=begin,
        is_since_wrong=at is None,
        chosen=_listed(found.scheme, sectors),
        reached=len(set(found.spread.sectors) - set(sectors)),
        picture=_picture(found) if is_told and found.spread.steps else None,
        strengths=tuple(EffectStrength),
        steps=tuple(_step(found.scheme, one, begin) for one in found.spread.steps) if is_told else (),
    )


def _choices(named: Iterable[tuple[str, str]], chosen: Iterable[str]) -> tuple[Choice, ...]:
    known = set(chosen)
    return tuple(Choice(value, name, is_chosen=value in known) for value, name in named)


def _derived_from(data: Dependencies | None) -> str:
    """What the plan is called whose data were carried over to this one."""
    if not data or not data.derived_from:
        return ""
    header = load_scheme(data.derived_from).header
    return header.short_en if language() == "en" else header.short_ja


def _schemes(here: Scheme, sectors: list[str]) -> tuple[Choice, ...]:
    lang = language()
    return tuple(
        Choice(
            urlencode({"scheme": one.id, "sector": sectors}, doseq=True),
            one.header.short_en if lang == "en" else one.header.short_ja,
            is_chosen=one.id == here.id,
        )
        for one in all_schemes()
    )


def _services(scheme: Scheme, sectors: list[str], chosen: list[str]) -> tuple[Choice, ...]:
    """Of sectors with several."""
    several = [one for one in scheme.sectors if one.id in sectors and len(one.services) > 1]
    named = ((each.id, _service_name(scheme, each.id)) for one in several for each in one.services)
    return _choices(named, chosen)


def _picture(found: Forecast) -> PictureShown:
    drawing, lang = drawn(found.spread), language()
    return PictureShown(
        drawing,
        tuple(TickShown(one.x, _length(timedelta(hours=one.hours)) or _("at once")) for one in drawing.ticks),
        tuple(
            RowDrawn(
                row, _sector_name(found.scheme, row.sector), tuple((bar, _bar(row, bar, lang)) for bar in row.bars)
            )
            for row in drawing.rows
        ),
    )


def _bar(row: Row, bar: Bar, lang: str) -> str:
    return (
        _("the outage itself") if row.is_outage and bar.strength is EffectStrength.STOPS else bar.strength.label(lang)
    )


def _step(scheme: Scheme, step: Step, begin: datetime) -> StepShown:
    lang, line = language(), step.line
    said = {
        "supplier": _sector_name(scheme, line.supplier),
        "consumer": _sector_name(scheme, step.sector),
        "after": _length(timedelta(minutes=line.after_minutes)),
        "effect": step.strength.label(lang),
    }
    return StepShown(
        step,
        _ago(step.at - begin),
        said["consumer"],
        _services_of(scheme, step),
        _sentence(
            said,
            is_within=line.supplier == step.sector,
            is_at_once=not line.after_minutes,
            is_further=len(step.way) > DIRECT,
        ),
        line.why_en if lang == "en" else line.why_ja,
        tuple(_sector_name(scheme, one) for one in step.way),
    )


def _sentence(said: dict[str, str], *, is_within: bool, is_at_once: bool, is_further: bool) -> str:
    if is_within:
        return _("%(after)s after another service of the same sector fails, %(consumer)s %(effect)s.") % said
    if is_at_once and is_further:
        return _("As soon as it has reached %(supplier)s, %(consumer)s %(effect)s.") % said
    if is_at_once:
        return _("As soon as %(supplier)s fails, %(consumer)s %(effect)s.") % said
    if is_further:
        return _("%(after)s after it has reached %(supplier)s, %(consumer)s %(effect)s.") % said
    return _("%(after)s after %(supplier)s fails, %(consumer)s %(effect)s.") % said


def _services_of(scheme: Scheme, step: Step) -> str:
    """Said only where it is not all of the sector."""
    sector = scheme.sector(step.sector)
    if sector is None or len(step.services) == len(sector.services):
        return _("all services")
    named = [each.id for each in sector.services if each.id in step.services]
    return separator().join(dict.fromkeys(_service_name(scheme, one) for one in named))


def _service_name(scheme: Scheme, service_id: str) -> str:
    """With its group where two services have the same name."""
    lang = language()
    own = next(each for sector in scheme.sectors for each in sector.services if each.id == service_id)
    if not own.group_ja:
        return own.label(lang)
    return f"{own.group_en}: {own.en}" if lang == "en" else f"{own.group_ja}（{own.ja}）"


def _sector_name(scheme: Scheme, sector_id: str) -> str:
    sector = scheme.sector(sector_id)
    return sector.label(language()) if sector else sector_id


def _listed(scheme: Scheme, sectors: list[str]) -> str:
    return separator().join(_sector_name(scheme, one) for one in sectors)


def _ago(length: timedelta) -> str:
    return _("at once") if not length else _("after %(length)s") % {"length": _length(length)}


def _length(length: timedelta) -> str:
    """Two units at most: 1 day 6 hours."""
    minutes = int(length / timedelta(minutes=1))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    parts = [
        ngettext("%(n)d day", "%(n)d days", days) % {"n": days} if days else "",
        ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours} if hours else "",
        ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest} if rest else "",
    ]
    return (" " if language() == "en" else "").join([one for one in parts if one][:2])


def _now() -> datetime:
    return timezone.now().replace(second=0, microsecond=0)


def _moment(typed: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        return None
    if found.year not in YEARS:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


urlpatterns = [path("forecast/", forecast_page, name="forecast")]
