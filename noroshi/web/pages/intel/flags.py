"""What must be said beside a value, in the reader's words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from noroshi.observables import Flagged
from noroshi.vocabulary.observables import ValueFlag
from noroshi.web.pages.directory.words import language

BAD: Final = frozenset({ValueFlag.OWN, ValueFlag.NEAR_OWN, ValueFlag.DISGUISED})


@dataclass(frozen=True, slots=True)
class FlagShown:
    words: str
    why: str
    kind: str


def flags_shown(flags: Iterable[Flagged]) -> tuple[FlagShown, ...]:
    lang = language()
    return tuple(
        FlagShown(
            one.flag.label(lang),
            one.entry.reason.label(lang) if one.entry else "",
            "changed" if one.flag in BAD else "",
        )
        for one in flags
    )
