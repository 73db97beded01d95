"""How people shorten a registered name: 潮見電力 is 潮見, 潮電 and 潮見電; Shiomi Electric Power Company is SEPC and SEPCO."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.traces.folding import folded
from noroshi.traces.gazetteer import is_known_place
from noroshi.traces.industries import ENGLISH_GENERIC, GENERIC, INDUSTRIES, NOT_AFTER, NOT_INITIALS
from noroshi.traces.romaji import spellings
from noroshi.traces.stems import stem
from noroshi.vocabulary.traces import TraceSign

LONGEST_FIRST: Final = sorted(INDUSTRIES, key=len, reverse=True)
READINGS_FIRST: Final = sorted((reading for reading, _ in INDUSTRIES.values()), key=len, reverse=True)
BODIES: Final = re.compile(r"^(?:公立|国立|県立|市立|町立|私立|独立行政法人)|(?:市|町|村|県|都|府)$")
JAPANESE: Final = re.compile(
    r"[一-龠々ヶぁ-んァ-ヶー・A-Za-z0-9]*[一-龠々][一-龠々ヶぁ-んァ-ヶー・A-Za-z0-9]*|[ぁ-んァ-ヶー・]+"
)
KANA: Final = re.compile(r"[ァ-ヶー・\s]+|[ぁ-んー・\s]+")
COMPANY_LETTERS: Final = {"company": ("c", "co"), "co": ("c", "co"), "corporation": ("c",), "corp": ("c",)}
FEWEST_LATIN: Final = 4
FEWEST_KANA: Final = 3


@dataclass(frozen=True, slots=True)
class Short:
    text: str
    sign: TraceSign = TraceSign.SHORT_FORM
    is_initials: bool = False
    not_after: str = ""


def short_forms(names: Sequence[str]) -> Iterator[Short]:
    for name in names:
        bare = stem(name).replace(" ", "").replace("　", "")
        if name.isascii():
            yield from _english(name)
        elif KANA.fullmatch(stem(name)) and _without(bare, READINGS_FIRST):
            yield from _reading(stem(name))
        elif JAPANESE.fullmatch(bare):
            yield from _japanese(bare)


def _japanese(bare: str) -> Iterator[Short]:
    own, industry = _apart(bare)
    if not industry:
        return
    place = BODIES.sub("", own)
    yield from (Short(part) for part in dict.fromkeys((own, place)) if _says_something(part))
    heads = [head for head in (own, place, own[:1], own[:1] + own[2:3] if len(own) == 4 else "") if head]
    for letter in INDUSTRIES[industry][1]:
        for head in dict.fromkeys(heads):
            if len(head + letter) > 1 and head not in {"", *GENERIC} - {own[:1]}:
                yield Short(head + letter, not_after=NOT_AFTER.get(letter, ""))


def _says_something(part: str) -> bool:
    return len(part) > 1 and part not in GENERIC and not is_known_place(part)


def _apart(bare: str) -> tuple[str, str]:
    """What is its own, and the word for what it does."""
    for industry in LONGEST_FIRST:
        if bare.endswith(industry) and len(bare) > len(industry):
            return bare.removesuffix(industry), industry
    return bare, ""


def _reading(kana: str) -> Iterator[Short]:
    """In kana and in Latin letters, with the word for what it does and without."""
    bare = kana.replace(" ", "").replace("　", "")
    yield from (Short(one, TraceSign.READING) for one in _spelled(bare))
    own = _without(bare, READINGS_FIRST)
    if len(own) >= FEWEST_KANA and not is_known_place(own):
        yield Short(own, TraceSign.READING)
        yield from (Short(one, TraceSign.READING) for one in _spelled(own))


def _without(kana: str, readings: Iterable[str]) -> str:
    shape = folded(kana)
    for reading in readings:
        if shape.endswith(folded(reading)) and len(shape) > len(folded(reading)):
            return kana[: len(kana) - len(reading)]
    return ""


def _spelled(kana: str) -> Iterator[str]:
    yield from (
        one
        for one in spellings(kana)
        if len(one) >= FEWEST_LATIN and one not in ENGLISH_GENERIC and not is_known_place(one)
    )


def _english(name: str) -> Iterator[Short]:
    words = re.findall(r"[A-Za-z0-9]+", name)
    bare = re.findall(r"[A-Za-z0-9]+", stem(name))
    yield from (
        Short(one, TraceSign.INITIALS, is_initials=True)
        for one in dict.fromkeys(_initials(words, bare))
        if _is_own(one)
    )
    own = [word for word in bare if word.casefold() not in ENGLISH_GENERIC and not is_known_place(word)]
    if own and bare[0] == own[0] and len(own) < len(bare) and len(own[0]) >= FEWEST_LATIN:
        yield Short(own[0])


def _initials(words: Sequence[str], bare: Sequence[str]) -> Iterator[str]:
    heads = "".join(word[0] for word in bare if word.casefold() not in {"of", "the", "and", "for"})
    yield heads
    last = words[len(bare) :] or ([words[-1]] if len(words) > 1 else [])
    for word in last:
        yield from (heads + letters for letters in COMPANY_LETTERS.get(word.casefold(), ()))


def _is_own(initials: str) -> bool:
    return len(initials) > 2 and initials.casefold() not in NOT_INITIALS
