"""Names of places that everybody knows: prefectures, larger cities, regions, with their Latin spelling."""

import re
from functools import lru_cache
from typing import Final

from noroshi.traces.folding import folded
from noroshi.traces.words import any_of, words

PREFECTURES: Final = words("prefectures")
CITIES: Final = words("cities")
WARDS: Final = words("quarters")
REGIONS: Final = words("regions")
ABROAD: Final = words("abroad")
JAPANESE: Final = frozenset((*PREFECTURES[::2], *CITIES[::2], *WARDS, *REGIONS, *ABROAD))
SHORT: Final = frozenset(name[:-1] for name in PREFECTURES[::2] if name != "北海道")
LATIN: Final = frozenset((*PREFECTURES[1::2], *CITIES[1::2])) - {
    "tsu",
    "kure",
    "ube",
    "fuji",
    "sakai",
    "mie",
    "saga",
    "nara",
    "oita",
}
ALONE: Final = (JAPANESE | SHORT) - {"津", "柏", "堺", "呉", "富士", "日立", "豊田", "清水", "中央区", "府中"}
"""Names that mean their place wherever they stand; the others are names of people and companies as well."""
SURNAMES_TOO: Final = frozenset(words("places_and_surnames"))


@lru_cache(maxsize=1)
def _folded_places() -> frozenset[str]:
    return frozenset(folded(name) for name in (*JAPANESE, *SHORT, *LATIN))


def is_known_place(name: str) -> bool:
    return folded(name) in _folded_places()


ANY_PLACE: Final = any_of(ALONE)


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """A city's 市 with it."""
    return re.compile(rf"(?:{ANY_PLACE})(?:[都府県市](?![場販民街況]))?")
