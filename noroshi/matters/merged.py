"""An event as one picture: what was said, folded, what is new to this person, where bodies contradict each other."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.superseded import MEASURES, Replaced, replaced
from noroshi.editions.read_marks import has_read, mark_read, opened
from noroshi.editions.several import Statement, statements_readable_by
from noroshi.matters.beside import Placed, placed
from noroshi.matters.contradicting import Contradiction, contradictions
from noroshi.matters.folding import Told, folded
from noroshi.matters.looked import Key, new_beside, note_looked
from noroshi.matters.queries import EventShown, event


@dataclass(frozen=True, slots=True)
class Merged:
    """`new`: keys of statements that this person has not opened. `beside`: what is no edition, and what of it is new.

    `matters`: the oldest first.
    """

    event: EventShown
    told: tuple[Told, ...]
    new: frozenset[int]
    contradictions: tuple[Contradiction, ...]
    beside: tuple[Placed, ...]
    new_beside: frozenset[Key]
    matters: Mapping[uuid.UUID, tuple[Statement, ...]]

    def replaced(self, one: Statement) -> tuple[Replaced, ...]:
        """Measures that a later issue took back; asked only of what is shown, for each is held word by word against the other."""
        own = [each.line for each in self.matters.get(one.line.matter, ())]
        return replaced(one.line, own) if any(name in each.content for each in own for name in MEASURES) else ()


def merged(viewer: Viewer, public_id: uuid.UUID) -> Merged:
    """As far as this person reads it: what is not for them is neither folded, counted, nor contradicted."""
    with asked_once():
        shown = event(viewer, public_id)
        found = statements_readable_by(viewer, [line.public_id for line in shown.statements])
        known = opened(viewer, [one.line.key for one in found.values()])
        beside = placed(viewer, shown.statements)
        news = new_beside(viewer, public_id, beside)
    new = frozenset(one.line.key for one in found.values() if not has_read(viewer, one.line, known))
    matters = [[found[line.public_id] for line in thread.lines if line.public_id in found] for thread in shown.threads]
    told = folded(list(found.values()))
    copies = {copy.line.key for one in told for copy in one.copies}
    now = [one for own in matters for one in _latest_of_each(own) if one.line.key not in copies]
    threads = {own[0].line.matter: tuple(reversed(own)) for own in matters if own}
    return Merged(shown, tuple(told), new, tuple(contradictions(now)), beside, news, threads)


def look_through(viewer: Viewer, public_id: uuid.UUID) -> None:
    """This person has looked at all of it: what comes from now on is new, editions and what stands beside them."""
    for line in event(viewer, public_id).statements:
        mark_read(viewer, line)
    note_looked(viewer, public_id)


def _latest_of_each(own: Sequence[Statement]) -> list[Statement]:
    """Each body's own last word; a passed-on edition without names says nothing of its own."""
    latest: dict[int, Statement] = {}
    for one in own:
        latest.setdefault(one.line.originator.organization_id, one)
    return [one for one in latest.values() if not one.line.is_derived or len(latest) == 1]
