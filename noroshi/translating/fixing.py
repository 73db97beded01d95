"""What a machine may not touch: agreed terms, addresses, hashes, numbers of weaknesses. It sees marks in their place.

A machine that loses a mark, or says one twice, has lost what it stood for: then its words are not taken.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final
from unicodedata import normalize

from noroshi.likeness.terms import telling
from noroshi.observables import found_in
from noroshi.vocabulary import Language, glossary

MARK: Final = re.compile(r"\s*⟦\s*(\d{1,4})\s*⟧\s*")
SHORTEST: Final = 3
"""Letters of a Japanese term: of two alone, as of 原因, half of a longer word would be made."""
OURS: Final = "Noroshi"
WEAKNESS: Final = re.compile(r"\b(?:CVE-\d{4}-\d{4,7}|JVN(?:VU|DB)?#?[\d-]{6,15})\b", re.IGNORECASE)
WRITTEN: Final = re.compile(r"⟦[^⟦⟧]{0,12}⟧|[⟦⟧]")
"""Marks that people have written themselves."""
KATAKANA: Final = "[ァ-ヶー]"


@dataclass(frozen=True, slots=True)
class Fixed:
    """`text` is what the machine sees; `pieces` what the marks stand for, said as agreed; `terms` those with both words."""

    text: str
    pieces: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]

    @property
    def says_nothing_else(self) -> bool:
        """Nothing is left to translate."""
        return not re.search(r"[^\W\d_]", MARK.sub("", self.text))


def fixed(text: str, into: Language) -> Fixed:
    written, pieces, terms = list[str](), list[str](), dict[tuple[str, str], None]()
    at = 0
    for start, end, said, is_term in _untouched(text, into):
        written += [text[at:start], f"⟦{len(pieces)}⟧"]
        pieces.append(said)
        if is_term:
            terms[(text[start:end], said)] = None
        at = end
    return Fixed("".join([*written, text[at:]]), tuple(pieces), tuple(terms))


def restored(answer: str, given: Fixed, into: Language) -> str | None:
    """None where a mark is lost, doubled or made up."""
    plain = re.sub(r"⟦[^⟧]{0,12}⟧", lambda found: normalize("NFKC", found[0]), answer)
    marks = Counter(int(number) for number in MARK.findall(plain))
    if marks != Counter(range(len(given.pieces))):
        return None
    space = " " if into is Language.EN else ""
    put = MARK.sub(lambda found: f"{space}{given.pieces[int(found[1])]}{space}", plain)
    return re.sub(r" +([,.;:!?)\]])", r"\1", re.sub(r" {2,}", " ", put)).strip()


def _untouched(text: str, into: Language) -> Iterator[tuple[int, int, str, bool]]:
    """From left to right, none inside another: values first, then terms, the longest first."""
    values = [(found.start, found.end, text[found.start : found.end], False) for found in found_in(text)]
    others = (found for pattern in (WEAKNESS, WRITTEN) for found in pattern.finditer(text))
    values += [(found.start(), found.end(), found[0], False) for found in others]
    words = _words(into)
    pattern = _pattern(into)
    terms = [(found.start(), found.end(), words[found[0].casefold()], True) for found in pattern.finditer(text)]
    reached = 0
    for one in _apart(values, terms):
        if one[0] >= reached:
            yield one
            reached = one[1]


def _apart(
    values: list[tuple[int, int, str, bool]], terms: list[tuple[int, int, str, bool]]
) -> list[tuple[int, int, str, bool]]:
    outside = [one for one in terms if not any(one[0] < value[1] and value[0] < one[1] for value in values)]
    return sorted([*values, *outside], key=lambda one: (one[0], -one[1]))


@cache
def _pattern(into: Language) -> re.Pattern[str]:
    words = sorted(_words(into), key=lambda word: (-len(word), word))
    return re.compile("|".join(map(_bounded, words)), re.IGNORECASE)


def _bounded(word: str) -> str:
    """Not inside a longer word: カタカナ and English letters say where a word ends."""
    quoted = re.escape(word)
    before = rf"(?<!{KATAKANA})" if re.match(KATAKANA, word) else r"(?<![A-Za-z0-9])" if word[0].isascii() else ""
    after = rf"(?!{KATAKANA})" if re.search(f"{KATAKANA}$", word) else r"(?![A-Za-z0-9])" if word[-1].isascii() else ""
    return f"{before}{quoted}{after}"


@cache
def _words(into: Language) -> Mapping[str, str]:
    """Each word of the other language and what is agreed for it."""
    found: dict[str, str] = {}
    for ja, en in _agreed():
        if into is Language.EN and len(ja) >= SHORTEST and not ja.isascii():
            found.setdefault(ja.casefold(), en)
        elif into is Language.JA and _is_a_term(en):
            found.setdefault(en.casefold(), ja)
    return found


def _is_a_term(english: str) -> bool:
    """One plain word of English, as `report`, means more than one thing."""
    return " " in english or english.isupper()


def _agreed() -> Iterator[tuple[str, str]]:
    """Terms of the documents first; those that are this product's own are words for its pages, not for what people write."""
    yield from (
        (term.ja, term.en)
        for term in glossary.terms().values()
        if not term.source.startswith(OURS) and "(" not in term.en and "/" not in term.ja
    )
    yield from ((one.ja, one.en) for one in telling().values())
