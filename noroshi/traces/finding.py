"""Every passage of a text that may tell who its source is."""

from collections.abc import Iterable, Iterator

from noroshi.traces.companies import companies_in
from noroshi.traces.folding import fold
from noroshi.traces.forms import Named
from noroshi.traces.known import Known
from noroshi.traces.learning import learned_forms
from noroshi.traces.own import known_in, matches
from noroshi.traces.people import people_in
from noroshi.traces.places import places_in
from noroshi.traces.shapes import shapes_in
from noroshi.traces.systems import products_in, systems_in
from noroshi.traces.trace import Passage, Trace, merged


def find(text: str, known: Known, beside: Named = ()) -> list[Trace]:
    """In reading order, without overlaps: what overlaps is one passage. `beside` are names that other texts of the same report gave."""
    found = _first_look(text, known)
    learned = (*beside, *learned_forms(text, found))
    return list(merged(text, [*found, *(matches(text, fold(text), learned) if learned else ())]))


def named_in(texts: Iterable[str], known: Known) -> Named:
    """What texts that belong together call by name: a contractor of one field is sought in the others."""
    forms = (form for text in texts for form in learned_forms(text, _first_look(text, known)))
    return tuple({(form.wanted, form.kind): form for form in forms}.values())


def find_own(text: str, known: Known) -> list[Trace]:
    """Only what is the source's own or probably so: fast, for whole files."""
    return list(merged(text, known_in(text, known)))


def _first_look(text: str, known: Known) -> list[Passage]:
    return [*known_in(text, known), *_by_shape_and_context(text)]


def _by_shape_and_context(text: str) -> Iterator[Passage]:
    yield from (Passage(start, end, kind) for kind, start, end in shapes_in(text))
    for look in (people_in, companies_in, places_in, systems_in, products_in):
        yield from look(text)
