"""Every passage of a text that may tell who its source is."""

from collections.abc import Iterator

from noroshi.traces.known import Known
from noroshi.traces.own import known_in
from noroshi.traces.shapes import shapes_in
from noroshi.traces.trace import Passage, Trace, merged


def find(text: str, known: Known) -> list[Trace]:
    """In reading order, without overlaps: what overlaps is one passage."""
    return list(merged(text, [*known_in(text, known), *_shapes(text)]))


def find_own(text: str, known: Known) -> list[Trace]:
    """Only what is the source's own or probably so: fast, for whole files."""
    return list(merged(text, known_in(text, known)))


def _shapes(text: str) -> Iterator[Passage]:
    yield from (Passage(start, end, kind) for kind, start, end in shapes_in(text))
