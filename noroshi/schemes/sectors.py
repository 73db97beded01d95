"""Sectors with their services, laws, outages and levels, and who was responsible for them when (手引書 表2)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from noroshi.schemes.levels import Level
from noroshi.schemes.shapes import Between, Names, Refers, each
from noroshi.vocabulary import Basis, Bilingual, Text


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A ministry answers for a sector during these dates; reorganizations move sectors."""

    id: Annotated[str, Refers("ministry")]
    valid_from: date | None = None
    valid_to: date | None = None
    basis: Basis = Basis.STATED
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Service(Bilingual):
    """One critical infrastructure service. Without levels of its own, the sector's hold."""

    id: Annotated[str, Names("service", everywhere=True)]
    ja: str
    en: str
    group_ja: str = ""
    group_en: str = ""
    description_ja: str = ""
    description_en: str = ""
    laws: tuple[str, ...] = ()
    outages: tuple[Text, ...] = ()
    reporting: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    levels: tuple[Level, ...] = each("level")
    basis_ja: str = ""
    note_ja: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Sector(Bilingual):
    """A critical infrastructure sector."""

    id: Annotated[str, Names("sector")]
    number: Annotated[int, Between(1, 99)]
    ja: str
    en: str
    services: tuple[Service, ...] = each("service", some=True)
    ministries: tuple[Responsibility, ...] = each("ministry", some=True)
    ceptoars: tuple[Annotated[str, Refers("ceptoar")], ...] = ()
    outages: tuple[Text, ...] = ()
    reporting: tuple[str, ...] = ()
    levels: tuple[Level, ...] = each("level")
    exclusion_ja: str = ""
    exclusion_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    cite: str = ""

    def ministry_on(self, day: date) -> str | None:
        """The id of the ministry that answered for the sector on that day."""
        for held in self.ministries:
            if (held.valid_from or date.min) <= day <= (held.valid_to or date.max):
                return held.id
        return None

    def levels_of(self, service: Service) -> tuple[Level, ...]:
        return service.levels or self.levels

    def outages_of(self, service: Service) -> tuple[Text, ...]:
        return service.outages or self.outages

    def reporting_of(self, service: Service) -> tuple[str, ...]:
        return service.reporting or self.reporting


@dataclass(frozen=True, slots=True)
class Sectors:
    """`sectors.toml`."""

    sector_count: Annotated[int, Between(1, 99)]
    sectors: tuple[Sector, ...] = each("sector", some=True)
    excluded_ja: str = ""
    excluded_en: str = ""
    cite: str = ""
