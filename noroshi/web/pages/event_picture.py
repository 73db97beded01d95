"""What an event's page shows of its merged picture: statements with their sources, copies folded, contradictions side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.superseded import MEASURES
from noroshi.editions.queries import Line
from noroshi.editions.several import Statement
from noroshi.matters.beside import Placed
from noroshi.matters.contradicting import Contradiction
from noroshi.matters.folding import Told
from noroshi.matters.merged import Merged
from noroshi.matters.telling import Part, parts_of
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import Certainty, Said, Tlp
from noroshi.web import plain_sight
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.event_beside import ThingShown, thing_shown
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.range_words import range_words
from noroshi.web.pages.items.superseding import Superseded, struck
from noroshi.web.pages.items.values import Reader, ValueShown

MOST_COPIES: Final = 5
"""Of one statement, until all of a long event is asked for."""


@dataclass(frozen=True, slots=True)
class CopyShown:
    """Who told the same as well, and how far that may go."""

    url: str
    organization: str
    tlp: Tlp
    readers: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PartShown:
    """`struck` stands in place of a text of which something does not stand any more. What happened has no heading."""

    heading: str
    text: str
    certainty: Certainty | None
    basis: str
    struck: Superseded | None = None


@dataclass(frozen=True, slots=True)
class StatementShown:
    """`readers` says how far it may go, as the item itself says it; of `many_copies` the first are named."""

    line: LineShown
    parts: tuple[PartShown, ...]
    readers: str
    is_new: bool
    is_own: bool
    copies: tuple[CopyShown, ...]
    many_copies: int


@dataclass(frozen=True, slots=True)
class SideShown:
    line: LineShown
    value: ValueShown


@dataclass(frozen=True, slots=True)
class ContradictionShown:
    name: str
    sides: tuple[SideShown, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: a statement, or a thing that stands beside it."""

    said: StatementShown | None = None
    thing: ThingShown | None = None


def timeline(found: Merged, desk_id: int, most: int | None) -> tuple[Entry, ...]:
    """The newest first. Only what is shown is made ready: to set measures against each other takes time."""
    every: list[Told | Placed] = sorted([*found.told, *found.beside], key=_at, reverse=True)
    copies = None if most is None else MOST_COPIES
    return tuple(_entry(one, found, desk_id, copies) for one in every[:most])


def _at(one: Told | Placed) -> datetime:
    return one.at if isinstance(one, Placed) else one.first.line.sealed_at


def _entry(one: Told | Placed, found: Merged, desk_id: int, copies: int | None) -> Entry:
    if isinstance(one, Placed):
        is_new = (one.thing.kind, one.thing.id) in found.new_beside
        return Entry(thing=thing_shown(one.thing, one.put, one.at, is_new=is_new))
    return Entry(_statement(one, found, desk_id, copies))


def contradictions_shown(found: Sequence[Contradiction], most: int | None) -> tuple[ContradictionShown, ...]:
    return tuple(
        ContradictionShown(
            sentence(one.field.label(language())),
            tuple(_side(one.field, told, said) for told, said in one.sides[:most]),
        )
        for one in found
    )


def _statement(told: Told, found: Merged, desk_id: int, copies: int | None) -> StatementShown:
    one = told.first
    return StatementShown(
        line_shown(one.line),
        tuple(_parts(one, found)),
        range_words(one.line.kind, one.line.tlp),
        one.line.key in found.new,
        one.line.originator.pk == desk_id,
        tuple(_copy(copy.line) for copy in told.copies[:copies]),
        len(told.copies),
    )


def _copy(line: Line) -> CopyShown:
    organization = line.originator.organization.name(language())
    readers = range_words(line.kind, line.tlp)
    return CopyShown(reverse("item", args=[line.public_id]), organization, line.tlp, readers, line.sealed_at)


def _parts(one: Statement, found: Merged) -> Iterator[PartShown]:
    for part in parts_of(one):
        shown = _part(one, part, _struck(one, part, found))
        if shown.text or shown.certainty or shown.struck:
            yield shown


def _part(one: Statement, part: Part, struck_out: Superseded | None) -> PartShown:
    said, heading = part.said, sentence(part.field.label(language())) if part.field and part.has_heading else ""
    text = plain_sight.defanged_within(_beyond(one.line.title, str(said.value or "")))
    return PartShown(heading, text, said.certainty, plain_sight.defanged_within(said.basis), struck_out)


def _struck(one: Statement, part: Part, found: Merged) -> Superseded | None:
    """In the issues before the latest, what the latest took back."""
    if part.name not in MEASURES:
        return None
    taken_back = [each for each in found.replaced(one) if each.field_id == part.name and not each.is_latest]
    return struck(taken_back, _reader(one))


def _side(field: FormField, told: Statement, said: Said) -> SideShown:
    return SideShown(line_shown(told.line), _reader(told).shown(field, said.plain()))


def _reader(one: Statement) -> Reader:
    return Reader(scheme_of(one.line.scheme), one.line.sealed_at, {})


def _beyond(title: str, text: str) -> str:
    """What the title does not say already."""
    return "" if text.strip() == title else text
