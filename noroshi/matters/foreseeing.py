"""What an outage may reach, from the dependency data of a scheme. It asks for no report and no viewer: everybody gets the same answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.schemes import Scheme, SchemeUnknown, load_scheme, scheme_in_force
from noroshi.schemes.dependencies import Dependencies, dependencies_of
from noroshi.schemes.spreading import Outage, Spread, spread
from noroshi.vocabulary.errors import InvalidFields, NotFound, Refusal
from noroshi.vocabulary.unreadable import SectorUnknown, WordUnknown

YEARS: Final = range(2000, 2201)


class TimeTooFar(Refusal):
    code, status = "time_too_far", 422
    ja = "2000年から2200年までの日時にしてください。"
    en = "Give a time between the years 2000 and 2200."


@dataclass(frozen=True, slots=True)
class Forecast:
    """`data` is None where the scheme has none; `spread` is then empty."""

    scheme: Scheme
    data: Dependencies | None
    spread: Spread


def forecast(scheme_id: str, sectors: Sequence[str], services: Sequence[str], at: datetime) -> Forecast:
    """These sectors fail at that time; where services of one of them are named, only those. No scheme named is the one in force."""
    scheme = scheme_named(scheme_id)
    if at.year not in YEARS:
        raise InvalidFields(fields={"at": [TimeTooFar.code]})
    outages = _outages(scheme, list(dict.fromkeys(sectors)), services, at)
    data = dependencies_of(scheme, settings.DEPENDENCIES_FOLDER)
    return Forecast(scheme, data, spread(scheme, data, outages) if data else Spread(tuple(outages), ()))


def scheme_named(scheme_id: str) -> Scheme:
    if not scheme_id:
        return scheme_in_force(timezone.localdate(), settings.PLATFORM_SCHEME)
    try:
        return load_scheme(scheme_id)
    except SchemeUnknown:
        raise NotFound from None


def _outages(scheme: Scheme, sectors: Sequence[str], services: Sequence[str], at: datetime) -> list[Outage]:
    known = {sector.id: [service.id for service in sector.services] for sector in scheme.sectors}
    if any(sector not in known for sector in sectors):
        raise InvalidFields(fields={"sector": [SectorUnknown.code]})
    own = {service for sector in sectors for service in known[sector]}
    if any(service not in own for service in services):
        raise InvalidFields(fields={"service": [WordUnknown.code]})
    return [Outage(one, at, tuple(each for each in known[one] if each in services)) for one in sectors]
