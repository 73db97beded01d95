"""The nine sharing patterns as data, read once, in both languages (デザインガイド 表3-2)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from noroshi.vocabulary import Bilingual, DeskKind, OrganizationKind, Text
from noroshi.vocabulary.errors import NotFound

PATTERNS: Final = Path(__file__).with_name("patterns.toml")


@dataclass(frozen=True, slots=True)
class Pattern(Bilingual):
    """`desks` are kinds that the own house needs; `relays`: what reaches the desk that chose it goes on by a standing order."""

    id: str
    number: int
    ja: str
    en: str
    what: Text
    chosen_by: frozenset[OrganizationKind]
    partners: frozenset[OrganizationKind]
    desks: tuple[DeskKind, ...]
    relays: bool

    @property
    def is_inside(self) -> bool:
        return not self.partners


@cache
def patterns() -> tuple[Pattern, ...]:
    found = tomllib.loads(PATTERNS.read_text(encoding="utf-8"))["pattern"]
    return tuple(
        Pattern(
            id=one["id"],
            number=one["number"],
            ja=one["ja"],
            en=one["en"],
            what=Text(one["what_ja"], one["what_en"]),
            chosen_by=frozenset(map(OrganizationKind.of, one["chosen_by"])),
            partners=frozenset(map(OrganizationKind.of, one["partners"])),
            desks=tuple(map(DeskKind.of, one["desks"])),
            relays=one["relays"],
        )
        for one in found
    )


def pattern_of(key: str) -> Pattern:
    found = next((one for one in patterns() if one.id == key), None)
    if found is None:
        raise NotFound
    return found
