"""Sectors as bits of one number. Places are stored: add at the end, never move one.

STIX speaks of industries, the plan of sectors: an industry counts for each sector that it holds.
"""

from collections.abc import Iterable
from functools import cache
from typing import Final

ORDER: Final = (
    "information_communications",
    "finance",
    "aviation",
    "airport",
    "railway",
    "electricity",
    "gas",
    "government_services",
    "medical",
    "water",
    "logistics",
    "chemical",
    "credit",
    "petroleum",
    "port",
    "defense",
    "manufacturing",
    "education",
    "retail",
    "agriculture",
    "construction",
    "entertainment",
    "hospitality",
    "insurance",
    "nuclear",
    "space",
    "security",
)
BIT: Final = {name: 1 << place for place, name in enumerate(ORDER)}
HOLDS: Final[dict[str, tuple[str, ...]]] = {
    "aerospace": ("space", "aviation"),
    "automotive": ("manufacturing",),
    "communications": ("information_communications",),
    "telecommunications": ("information_communications",),
    "technology": ("information_communications",),
    "financial-services": ("finance", "credit"),
    "banking": ("finance",),
    "defence": ("defense",),
    "energy": ("electricity", "gas", "petroleum"),
    "utilities": ("electricity", "gas", "water"),
    "dams": ("water", "electricity"),
    "infrastructure": ORDER[:15],
    "emergency-services": ("government_services",),
    "government": ("government_services",),
    "government-national": ("government_services",),
    "government-regional": ("government_services",),
    "government-local": ("government_services",),
    "government-public-services": ("government_services",),
    "healthcare": ("medical",),
    "health": ("medical",),
    "pharmaceuticals": ("medical", "chemical"),
    "hospitality-leisure": ("hospitality",),
    "insurance": ("insurance", "finance"),
    "transportation": ("aviation", "airport", "railway", "logistics", "port"),
    "oil-and-gas": ("gas", "petroleum"),
    "commercial": ("retail",),
    "mining": ("manufacturing",),
}


def bits(sectors: Iterable[str]) -> int:
    """Of names as STIX or the plan writes them; a name that nobody knows counts for nothing here and stays in the text."""
    found = 0
    for sector in sectors:
        found |= _bits_of(sector)
    return found


def names(number: int) -> tuple[str, ...]:
    return tuple(name for name, bit in BIT.items() if number & bit)


@cache
def _of(plain: str) -> int:
    return sum(BIT[name] for name in HOLDS.get(plain, (plain,)) if name in BIT)


def _bits_of(sector: str) -> int:
    plain = sector.strip().lower()
    return (
        _of(plain) or _of(plain.replace("_", "-").replace(" ", "-")) or _of(plain.replace("-", "_"))
        if len(plain) < 60
        else 0
    )
