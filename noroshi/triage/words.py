"""Which of the suppliers and keywords of thousands of profiles a text names: looked up together, never one by one. Plain Python.

All in the letters of the search. A word in Latin letters is a whole word, alone or in the plural: ICS is not in topics. A Japanese one may
stand anywhere.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from noroshi.vocabulary import Relevance
from noroshi.vocabulary.folding import folded

LETTERS: Final = re.compile(r"[0-9a-z\u00df-\u024f\u0370-\u052f]+")
"""Where these end, a word ends."""
BEGINNING: Final = 2
BELOW_ALL: Final = 1 << 61


class Named(NamedTuple):
    relevance: Relevance
    word: str
    """As its people wrote it."""


class Words:
    """Each word is looked up by a piece that is in every text that names it: its longest run of letters, or its first two."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_run: dict[str, list[str]] = defaultdict(list)
        self._by_letters: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for word in words:
            if runs := LETTERS.findall(word):
                self._by_run[max(runs, key=len)].append(word)
            elif word:
                self._by_letters[word[0]][word[:BEGINNING]].append(word)

    def said_in(self, text: str) -> Iterator[str]:
        """Of a folded text."""
        runs = set(LETTERS.findall(text))
        for run in self._by_run.keys() & (runs | {one[:-1] for one in runs if one.endswith("s")}):
            yield from (word for word in self._by_run[run] if names(text, word))
        for first in self._by_letters.keys() & set(text):
            for beginning, words in self._by_letters[first].items():
                if beginning in text:
                    yield from (word for word in words if names(text, word))


def names(text: str, word: str) -> bool:
    """Both folded."""
    place = text.find(word)
    while place >= 0:
        if _is_whole(text, place, place + len(word)):
            return True
        place = text.find(word, place + 1)
    return False


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
