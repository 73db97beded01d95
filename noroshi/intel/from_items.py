"""Values out of a report or an advisory that one's desk was given: only what this reader reads of it, and never wider than it.

Whoever holds an item does not know whom its originator left out. So its values stay narrower than its color says: of RED and AMBER
at the desk itself, of GREEN in its own house; only CLEAR is anybody's. They go farther as a statement that somebody writes.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, Reading, edition_readable_by, lines_readable_by
from noroshi.intel.reviewing import Review, review_text
from noroshi.ledger.actions import Answer
from noroshi.stix.forms.places import SOUGHT
from noroshi.vocabulary import FormKind, Said, Tlp, Tlp2
from noroshi.vocabulary.errors import NotFound

KINDS: Final = frozenset({FormKind.REPORT, FormKind.ADVISORY})
AT_MOST: Final = {Tlp.RED: Tlp2.RED, Tlp.AMBER: Tlp2.RED, Tlp.GREEN: Tlp2.AMBER_STRICT, Tlp.CLEAR: Tlp2.CLEAR}
STRICTEST_FIRST: Final = (Tlp2.RED, Tlp2.AMBER_STRICT, Tlp2.AMBER, Tlp2.GREEN, Tlp2.CLEAR)
NAMED: Final = "noroshi"
"""Who names an item by the number that stands at what was taken from it: a number that opens nothing."""


def values_in(viewer: Viewer, item: UUID, *, answer: Answer = Answer.PAGE) -> Review:
    """What stands in the texts about the attack. What was withheld is not there, so nothing of it is found."""
    reading = _item(viewer, item, answer)
    told = (Said.of(reading.content.get(name)).value for name in SOUGHT[FormKind.of(reading.kind)])
    text = "\n".join(line for one in told for line in _lines(one))
    return review_text(viewer, text) if text.strip() else Review(())


def at_most(viewer: Viewer, item: UUID) -> Tlp2:
    """The widest that anything taken from it may be marked; what may not be read is not found."""
    return AT_MOST[_item(viewer, item).tlp]


def narrowed(chosen: Tlp2 | None, most: Tlp2) -> Tlp2:
    """Nothing chosen is as wide as it may be, and nothing is wider."""
    return min(chosen or most, most, key=STRICTEST_FIRST.index)


def reference_to(item: UUID) -> dict[str, str]:
    return {"source_name": NAMED, "external_id": str(item)}


def taken_from(viewer: Viewer, whole: Mapping[str, Any]) -> Line | None:
    """The item that an object was taken from, for whoever may read that one as well."""
    named = [_number(one) for one in whole.get("external_references", ()) if one.get("source_name") == NAMED]
    numbers = [one for one in named if one is not None]
    return next(iter(lines_readable_by(viewer, numbers).values()), None) if numbers else None


def _item(viewer: Viewer, item: UUID, answer: Answer = Answer.PAGE) -> Reading:
    reading = edition_readable_by(viewer, item, answer=answer.value)
    if reading.kind not in KINDS or reading.is_recalled:
        raise NotFound
    return reading


def _lines(value: Any) -> Iterator[str]:
    """A text is one; of rows and lists each cell."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        yield from (line for one in value for line in _lines(one))
    elif isinstance(value, str):
        yield value


def _number(reference: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(reference.get("external_id")))
    except ValueError:
        return None
