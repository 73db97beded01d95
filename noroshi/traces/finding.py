"""Every passage of a text that may tell who its source is."""

from collections.abc import Iterator

from noroshi.traces.companies import companies_in
from noroshi.traces.folding import fold
from noroshi.traces.known import Known
from noroshi.traces.learning import learned_forms
from noroshi.traces.own import known_in, matches
from noroshi.traces.people import people_in
from noroshi.traces.places import places_in
from noroshi.traces.shapes import shapes_in
from noroshi.traces.systems import products_in, systems_in
from noroshi.traces.trace import Passage, Trace, merged


def find(text: str, known: Known) -> list[Trace]:
    """In reading order, without overlaps: what overlaps is one passage."""
    found = [*known_in(text, known), *_by_shape_and_context(text)]
    learned = learned_forms(text, found)
    return list(merged(text, [*found, *(matches(text, fold(text), learned) if learned else ())]))


def find_own(text: str, known: Known) -> list[Trace]:
    """Only what is the source's own or probably so: fast, for whole files."""
    return list(merged(text, known_in(text, known)))


def _by_shape_and_context(text: str) -> Iterator[Passage]:
    yield from (Passage(start, end, kind) for kind, start, end in shapes_in(text))
    for look in (people_in, companies_in, places_in, systems_in, products_in):
        yield from look(text)
