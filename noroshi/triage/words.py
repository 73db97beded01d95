"""Which of the suppliers and keywords of thousands of profiles a text names: looked for together, never one by one.

All in the letters of the search. A word in Latin letters is a whole word, alone or in the plural: ICS is not in topics. A Japanese one may
stand anywhere.
"""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from ahocorasick_rs import AhoCorasick

from noroshi.vocabulary import Relevance
from noroshi.vocabulary.folding import folded

LETTERS: Final = re.compile(r"[0-9a-z\u00df-\u024f\u0370-\u052f]+")
"""Where these end, a word ends."""
BELOW_ALL: Final = 1 << 61


class Named(NamedTuple):
    relevance: Relevance
    word: str
    """As its people wrote it."""


class Words:
    """All are looked for in one pass over a text, however many they are."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [word for word in words if word]
        self._all = AhoCorasick(self._words, store_patterns=False)

    def said_in(self, text: str) -> set[str]:
        """Of a folded text."""
        found = self._all.find_matches_as_indexes(text, overlapping=True)
        return {self._words[place] for place, start, end in found if _is_whole(text, start, end)}


def topics_said(suppliers: Iterable[str], keywords: Iterable[str]) -> Mapping[int, Named]:
    """Each word once, by its number; who is a supplier is one before it is a keyword."""
    found = {word_topic(word): Named(Relevance.KEYWORD, word) for word in keywords if folded(word)}
    return found | {word_topic(word): Named(Relevance.SUPPLIER, word) for word in suppliers if folded(word)}


def relevances_said(suppliers: Iterable[str], keywords: Iterable[str]) -> dict[int, Relevance]:
    return {topic: one.relevance for topic, one in topics_said(suppliers, keywords).items()}


def word_topic(word: str) -> int:
    """Below zero, where no sector and no product is; the same however it was written."""
    return -(int(sha256(folded(word).encode()).hexdigest()[:15], 16) | BELOW_ALL)


def _is_whole(text: str, start: int, end: int) -> bool:
    if _is_letter(text[start]) and start and _is_letter(text[start - 1]):
        return False
    if not _is_letter(text[end - 1]):
        return True
    return not _is_letter(text[end : end + 1]) or (text[end] == "s" and not _is_letter(text[end + 1 : end + 2]))


def _is_letter(letter: str) -> bool:
    return bool(LETTERS.match(letter))
