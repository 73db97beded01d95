"""Texts written by hand, to be hard: `first` before the search was finished, `second` afterwards, `third` last; each without looking."""

from pathlib import Path

from tests.measured.grammar import FIRST, SECOND, THIRD, known_of
from tests.measured.marked import Marked, marked

HERE = Path(__file__).parent


def written(name: str) -> list[Marked]:
    texts = (HERE / f"{name}.txt").read_text("utf-8").split("\n----\n")
    return [_one(text, f"{name} {number}") for number, text in enumerate(texts, 1)]


def _one(text: str, name: str) -> Marked:
    domain, _, body = text.strip("\n").partition("\n")
    pairs = ((one, lists) for lists in (FIRST, SECOND, THIRD) for one in lists.operators)
    operator, lists = next(pair for pair in pairs if pair[0]["domain"] == domain)
    return marked(body, known_of(operator, lists), name)
