"""Words that mean the same in either language, by the glossary and the words of the trade: who asks for one is given both."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from noroshi.likeness.terms import telling
from noroshi.vocabulary import glossary
from noroshi.vocabulary.folding import folded

MOST_WORDS: Final = 4
SHORTEST: Final = 2


def same_as(wanted: Sequence[list[str]]) -> tuple[list[list[str]], tuple[str, ...]]:
    """Each group with what means the same. English words that follow each other may be one term: `phishing mail`."""
    known, said, also, place = _known(), list[list[str]](), list[str](), 0
    while place < len(wanted):
        for many in range(min(MOST_WORDS, len(wanted) - place), 0, -1):
            together = wanted[place : place + many]
            if many > 1 and any(len(one) > 1 for one in together):
                continue
            phrase = " ".join(one[0] for one in together)
            others = [other for other in known.get(phrase, ()) if other != phrase] if len(together[0]) == 1 else []
            if others:
                said.append([phrase, *others])
                also += others
                place += many
                break
        else:
            said.append(list(wanted[place]))
            place += 1
    return said, tuple(dict.fromkeys(also))


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for words in (*_of_the_trade(), *_of_the_glossary()):
        shapes = [shape for word in words if len(shape := folded(word)) >= SHORTEST]
        for shape in shapes:
            found.setdefault(shape, {}).update(dict.fromkeys(shapes))
    return {shape: tuple(others) for shape, others in found.items()}


def _of_the_trade() -> list[list[str]]:
    return [list(one.words) for one in telling().values()]


def _of_the_glossary() -> list[list[str]]:
    return [[term.en, term.ja] for term in glossary.terms().values()]
