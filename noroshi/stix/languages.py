"""In which languages an object speaks: as it says itself, part by part, or else by the letters of its texts. Plain Python.

A plain rule, that people can foresee: kana are Japanese, hangul Korean; Chinese characters alone may be Japanese or Chinese; a few Latin
words are a name, which is of no language.
"""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from noroshi.vocabulary import TextLanguage

LETTERS: Final = (
    (re.compile(r"[ぁ-んァ-ヺｦ-ﾝ]"), frozenset({TextLanguage.JA})),
    (re.compile(r"[\uac00-\ud7a3]"), frozenset({TextLanguage.KO})),
    (re.compile(r"[\u3400-\u9fff]"), frozenset({TextLanguage.JA, TextLanguage.ZH})),
    (re.compile(r"[\u0400-\u04ff]"), frozenset({TextLanguage.RU})),
    (re.compile(r"[\u0370-\u03ff\u0530-\u1fff]"), frozenset({TextLanguage.OTHER})),
)
WORD: Final = re.compile(r"(?<!\S)[(\"'“‘]?[A-Za-z]{2,}[)\"'”’.,;:!?]*(?!\S)")
NAMES: Final = 3
"""Up to so many Latin words are a name."""
LONGEST: Final = 4000
"""So much of a text decides."""


class Part(msgspec.Struct):
    selectors: list[str] = []
    lang: str = ""


class Spoken(msgspec.Struct):
    """Of an object, what says its language."""

    lang: str = ""
    name: str = ""
    description: str = ""
    granular_markings: list[Part] = []


def languages_of(raw: str | bytes) -> frozenset[TextLanguage]:
    """None where nothing in it is of any language: whoever wants one reads that as well."""
    one = msgspec.json.decode(raw, type=Spoken, strict=False)
    said = {place: part.lang for part in one.granular_markings if part.lang for place in part.selectors}
    found = {named(lang) for place, lang in said.items() if getattr(one, place.partition(".")[0], "")}
    if one.lang:
        return frozenset(found | {named(one.lang)})
    return frozenset(found) | by_letters(" ".join(_unsaid(one, said)))


def named(tag: str) -> TextLanguage:
    """`en-US` is English; what is none of ours is another."""
    word = tag.partition("-")[0].lower()
    return TextLanguage.of(word) if word in TextLanguage else TextLanguage.OTHER


def by_letters(text: str) -> frozenset[TextLanguage]:
    short = text[:LONGEST]
    for letters, languages in LETTERS:
        if letters.search(short):
            return languages
    return frozenset({TextLanguage.EN}) if len(WORD.findall(short)) > NAMES else frozenset()


def _unsaid(one: Spoken, said: dict[str, str]) -> Iterator[str]:
    for place in ("name", "description"):
        if place not in said:
            yield getattr(one, place)
