"""What an outage may reach: from dependency data alone, the same answer for every key."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Schema
from pydantic import Field

from noroshi.api.fields import Moment
from noroshi.api.routing import ANY_KEY, Room
from noroshi.matters.foreseeing import Forecast, forecast
from noroshi.schemes.spreading import Step
from noroshi.vocabulary import EffectStrength, Likelihood

room = Room("schemes")

Code = Annotated[str, Field(max_length=60)]


class Outages(Schema):
    """`service` narrows the sectors that it belongs to; `at` is now when left out."""

    sector: Annotated[list[Code], Field(min_length=1, max_length=40)]
    service: Annotated[list[Code], Field(max_length=200)] = []
    at: Moment | None = None
    scheme: Annotated[str, Field(max_length=60, description="The scheme in force when left out.")] = ""


class ForecastStep(Schema):
    """`way` leads from the sector that failed to this one. Without `cite` the step is an assumption, without `after_cite` its time."""

    sector: str
    services: list[str]
    at: datetime
    after_minutes: int
    strength: EffectStrength
    likelihood: Likelihood
    way: list[str]
    why_ja: str
    why_en: str
    cite: str
    after_cite: str


class ForecastRead(Schema):
    """A forecast, not a report: it tells of data, never of what anybody has reported. `has_data` is false where a scheme has none, and
    `derived_from` names the scheme whose data were carried over to this one."""

    is_forecast: bool
    has_data: bool
    scheme: str
    source_ja: str
    source_en: str
    derived_from: str
    steps: list[ForecastStep]


@room.get("/forecast", ANY_KEY, ForecastRead)
def read(request: HttpRequest, given: Annotated[Outages, Query()]) -> ForecastRead:
    """Which sectors and services an outage may reach, when, by which way and on what basis. A forecast."""
    found = forecast(given.scheme, given.sector, given.service, given.at or timezone.now())
    return _read(found)


def _read(found: Forecast) -> ForecastRead:
    return ForecastRead(
        is_forecast=True,
        has_data=found.data is not None,
        scheme=found.scheme.id,
        source_ja=found.data.source_ja if found.data else "",
        source_en=found.data.source_en if found.data else "",
        derived_from=found.data.derived_from if found.data else "",
        steps=[_step(one) for one in found.spread.steps],
    )


def _step(one: Step) -> ForecastStep:
    line = one.line
    return ForecastStep(
        sector=one.sector,
        services=list(one.services),
        at=one.at,
        after_minutes=line.after_minutes,
        strength=one.strength,
        likelihood=one.likelihood,
        way=list(one.way),
        why_ja=line.why_ja,
        why_en=line.why_en,
        cite=line.cite,
        after_cite=line.after_cite,
    )
