"""Where bodies say otherwise of one thing: side by side, with how sure each is (C-095). Who is right is not ours to say.

Fields are compared by what they mean, whatever form they stand in: a report and an incident sheet have one kind of event, one time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from noroshi.drafting.fields import DERIVED
from noroshi.drafting.moments import read_loosely
from noroshi.editions.several import Statement
from noroshi.matters.telling import fields_by_name
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, Nature, Said

COMPARED: Final = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.LOOSE_MOMENT, FieldType.MOMENT, FieldType.LINE}
)
"""Free text differs whenever two people write; what can contradict is short."""
MOMENTS: Final = frozenset({FieldType.LOOSE_MOMENT, FieldType.MOMENT})
PASSING: Final = frozenset({"outlook", "attachment_presence", "operator_name", "title"})
"""About the statement itself and whose it is, not about what happened."""

type Meaning = tuple[str, FieldType, str | None]
type Side = tuple[Statement, Said]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One field, as the form of the first side calls it, and what each body says of it now; the latest told first."""

    field: FormField
    sides: tuple[Side, ...]


def contradictions(latest: Sequence[Statement]) -> list[Contradiction]:
    """`latest`: what each body says now. What only one body says contradicts nothing."""
    told: dict[Meaning, list[Side]] = {}
    for one in latest:
        for meaning, said in _said(one):
            told.setdefault(meaning, []).append((one, said))
    return [
        Contradiction(_field(sides[0][0], meaning), tuple(sides))
        for meaning, sides in told.items()
        if _differ(meaning[1], sides)
    ]


def _said(one: Statement) -> Iterable[tuple[Meaning, Said]]:
    """What was taken out of it says nothing, and so contradicts nothing."""
    found = ((each, Said.of(one.content.get(each[0], ""))) for each in _compared(one.line.scheme, one.line.kind))
    return ((meaning, said) for meaning, said in found if not said.is_empty and not said.is_anonymized)


@cache
def _compared(scheme: str, kind: str) -> tuple[Meaning, ...]:
    """What two forms call alike and let choose from one list is one thing."""
    fields = fields_by_name(scheme, kind).values()
    return tuple((one.id, one.type, one.options) for one in fields if _is_compared(one))


def _is_compared(one: FormField) -> bool:
    is_apart = one.id in DERIVED | PASSING or one.id.startswith(("source_", "contact_"))
    return one.type in COMPARED and one.nature is not Nature.HANDLING and not is_apart


def _field(one: Statement, meaning: Meaning) -> FormField:
    return fields_by_name(one.line.scheme, one.line.kind)[meaning[0]]


def _differ(kind: FieldType, sides: Sequence[Side]) -> bool:
    """A time that is written otherwise is not meant otherwise; times are read only where the words differ."""
    bodies = {one.line.originator.organization_id for one, _said in sides}
    if len(bodies) < 2 or len({(_plain(said.value), said.certainty) for _one, said in sides}) < 2:
        return False
    return kind not in MOMENTS or len({(_moment(one, said), said.certainty) for one, said in sides}) > 1


def _moment(one: Statement, said: Said) -> str:
    words = _plain(said.value)
    moment = read_loosely(words, now=one.line.sealed_at)
    return moment.words("ja") if moment else words


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(sorted(value.items()))
    return str(sorted(map(str, value))) if isinstance(value, list) else str(value).strip()
