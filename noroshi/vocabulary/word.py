"""The base of every closed list of words: value, both labels and meaning stand together, so one search finds all."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Bilingual:
    """Anything with a name in both languages."""

    __slots__ = ()

    ja: str
    en: str

    def label(self, lang: str) -> str:
        """Japanese unless the reader's language is an English one (`en`, `en-us`)."""
        return self.en if lang.lower().startswith("en") else self.ja


@dataclass(frozen=True, slots=True)
class Text(Bilingual):
    """A sentence or a name in both languages."""

    ja: str
    en: str


class Word(Bilingual, StrEnum):
    """One word of a closed list: the value is what is stored, `ja` and `en` are what people read."""

    meaning: str

    def __new__(cls, value: str, ja: str = "", en: str = "", meaning: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.ja = ja
        word.en = en
        word.meaning = meaning
        return word

    @classmethod
    def of(cls, value: str) -> Self:
        """The member with this stored value; ValueError when the list holds no such word."""
        for word in cls:
            if word.value == value:
                return word
        raise ValueError(f"{cls.__name__} holds no {value!r}")

    @classmethod
    def choices(cls, lang: str) -> list[tuple[str, str]]:
        """Pairs of stored value and label, in printed order."""
        return [(word.value, word.label(lang)) for word in cls]
