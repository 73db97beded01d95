"""Where bodies say otherwise in one field of an event: side by side, with how sure each is (C-095). Who is right is not ours to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.fields import DERIVED, fields_of
from noroshi.editions.several import Statement
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, FormKind, Nature, Said

COMPARED: Final = frozenset(
    {FieldType.CHOICE, FieldType.CHOICES, FieldType.LOOSE_MOMENT, FieldType.MOMENT, FieldType.LINE}
)
"""Free text differs whenever two people write; what can contradict is short."""
PASSING: Final = frozenset({"outlook", "attachment_presence", "operator_name"})
"""About the report itself and whose it is, not about what happened."""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One field, and what each body says of it now; the latest told first."""

    field: FormField
    sides: tuple[tuple[Statement, Said], ...]


def contradictions(latest: Sequence[Statement]) -> list[Contradiction]:
    """`latest`: what each body says now. In the order of the form; a field that only one body fills contradicts nothing."""
    forms: dict[tuple[str, str], list[Statement]] = {}
    for one in latest:
        forms.setdefault((one.line.scheme, one.line.kind), []).append(one)
    return [found for (scheme, kind), told in forms.items() for found in _of_form(scheme, kind, told)]


def _of_form(scheme: str, kind: str, told: Sequence[Statement]) -> list[Contradiction]:
    form = scheme_of(scheme).form(FormKind.of(kind)) if kind in set(FormKind) and len(told) > 1 else None
    asked = [one for one in fields_of(form) if _is_compared(one)] if form else []
    found = [(one, _sides(one.id, told)) for one in asked]
    return [Contradiction(one, sides) for one, sides in found if _differ(sides)]


def _is_compared(one: FormField) -> bool:
    is_apart = one.id in DERIVED | PASSING or one.id.startswith(("source_", "contact_"))
    return one.type in COMPARED and one.nature is not Nature.HANDLING and not is_apart


def _sides(name: str, told: Sequence[Statement]) -> tuple[tuple[Statement, Said], ...]:
    """What was taken out of it says nothing, and so contradicts nothing."""
    said = ((one, Said.of(one.content.get(name, ""))) for one in told)
    return tuple((one, what) for one, what in said if not what.is_empty and not what.is_anonymized)


def _differ(sides: Sequence[tuple[Statement, Said]]) -> bool:
    bodies = {one.line.originator.organization_id for one, _said in sides}
    values = {(_plain(what.value), what.certainty) for _one, what in sides}
    return len(bodies) > 1 and len(values) > 1


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(sorted(value.items()))
    return str(sorted(map(str, value))) if isinstance(value, list) else str(value).strip()
