"""How people shorten a registered name: 潮見電力 is 潮見, 潮電 and 潮見電; Shiomi Electric Power Company is SEPC and SEPCO."""

import re
from collections.abc import Iterator, Sequence
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
BODIES_BEFORE: Final = re.compile(r"^(?:公立|国立|県立|市立|町立|都立|府立|道立)(?=.{2})")
READ_BEFORE: Final = re.compile(r"^(?:コウリツ|コクリツ|ケンリツ|シリツ|チョウリツ|トリツ|フリツ)(?=.{3})")
JAPANESE: Final = re.compile(
    r"[一-龠々ヶぁ-んァ-ヶー・A-Za-z0-9]*[一-龠々][一-龠々ヶぁ-んァ-ヶー・A-Za-z0-9]*|[ぁ-んァ-ヶー・]+"
)
KANA: Final = re.compile(r"[ァ-ヶー・\s]+|[ぁ-んー・\s]+")
COMPANY_LETTERS: Final = {"company": ("c", "co"), "co": ("c", "co"), "corporation": ("c",), "corp": ("c",)}
WITH_ONE_LETTER: Final = frozenset(
    {"電", "銀", "鉄", "証", "航", "空", "空港", "電鉄", "信金", "信組", "損保", "生命", "生保", "信託", "石化"}
)
"""東電 and 日銀 are names, 大水 is a flood."""
FEWEST_LATIN: Final = 4
FEWEST_KANA: Final = 3


@dataclass(frozen=True, slots=True)
class Short:
    text: str
    sign: TraceSign = TraceSign.SHORT_FORM
    is_initials: bool = False
    not_after: str = ""


def short_forms(names: Sequence[str]) -> Iterator[Short]:
    kana = [own for name in names if KANA.fullmatch(stem(name)) for own, _pieces in _read(_bare(name))]
    for name in names:
        bare = _bare(name)
        if name.isascii():
            yield from _english(name)
        elif KANA.fullmatch(stem(name)):
            yield from _reading(bare)
        elif JAPANESE.fullmatch(bare):
            yield from _japanese(bare, kana)


def _bare(name: str) -> str:
    return stem(name).replace(" ", "").replace("　", "")


def _peeled(bare: str, tails: Sequence[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """浦波運輸倉庫 is 浦波運輸 with 倉庫, and 浦波 with 運輸 and 倉庫."""
    own: str = bare
    pieces: tuple[str, ...] = ()
    while found := next((one for one in tails if folded(own).endswith(folded(one)) and len(own) > len(one)), ""):
        own, pieces = own[: len(own) - len(found)], (own[len(own) - len(found) :], *pieces)
        yield own, pieces


def _read(bare: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """コウリツ before a hospital's name is not part of it."""
    for whole in dict.fromkeys((bare, READ_BEFORE.sub("", bare))):
        yield from _peeled(whole, READINGS_FIRST)


def _japanese(bare: str, kana: Sequence[str]) -> Iterator[Short]:
    if (shorter := BODIES_BEFORE.sub("", bare)) != bare:
        yield Short(shorter)
    for own, pieces in _peeled(bare, LONGEST_FIRST):
        place = BODIES.sub("", own)
        yield from (Short(part) for part in dict.fromkeys((own, place)) if _says_something(part))
        tail = "".join(pieces)
        shorts = INDUSTRIES.get(tail, ("", ()))[1] or INDUSTRIES.get(pieces[0], ("", ()))[1]
        ends = dict.fromkeys((tail, *pieces, *shorts))
        yield from (Short(one + end, TraceSign.READING) for one in kana for end in ends)
        yield from (Short(own + end) for end in pieces[:1] if len(pieces) > 1)
        for head in dict.fromkeys(_heads(own, place)):
            fit = (one for one in shorts if len(head) > 1 or one in WITH_ONE_LETTER)
            yield from (Short(head + one, not_after=NOT_AFTER.get(one, "")) for one in fit)


def _heads(own: str, place: str) -> Iterator[str]:
    """東雲臨海 before 鉄道: 東雲臨鉄, 東臨鉄, 東雲鉄, 東鉄. 公立 is nobody's own."""
    own = BODIES_BEFORE.sub("", own)
    yield from (one for one in (own, place) if one not in GENERIC)
    yield own[:1]
    if len(own) > 3:
        yield from (own[:3], own[:2], own[:1] + own[2:3])


def _says_something(part: str) -> bool:
    return len(part) > 1 and part not in GENERIC and not is_known_place(part)


def _reading(bare: str) -> Iterator[Short]:
    """In kana and in Latin letters, with the word for what it does and without."""
    yield from (Short(one, TraceSign.READING) for one in _spelled(bare))
    for own, _pieces in _read(bare):
        if len(own) >= FEWEST_KANA and not is_known_place(own):
            yield Short(own, TraceSign.READING)
            yield from (Short(one, TraceSign.READING) for one in _spelled(own))


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
        starts = (end for end in range(2, len(bare)) if len("".join(bare[:end])) >= FEWEST_LATIN)
        yield from (Short(" ".join(bare[:end])) for end in starts)


def _initials(words: Sequence[str], bare: Sequence[str]) -> Iterator[str]:
    heads = "".join(word[0] for word in bare if word.casefold() not in {"of", "the", "and", "for"})
    yield heads
    last = words[len(bare) :] or ([words[-1]] if len(words) > 1 else [])
    for word in last:
        yield from (heads + letters for letters in COMPANY_LETTERS.get(word.casefold(), ()))


def _is_own(initials: str) -> bool:
    return len(initials) > 2 and initials.casefold() not in NOT_INITIALS
