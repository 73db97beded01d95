"""What the sources state of one thing each: told as known, as an estimate, or not confirmed (C-182). Nothing is weighed here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.fields import fields_of
from noroshi.editions.several import Statement
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FormKind, Said

HAPPENED: Final = ("summary", "threat_summary", "what_happened")
DAMAGE: Final = ("systems", "system_status", "service_level_breached", "may_spread")
WHEN: Final = ("detected_at", "occurred_at", "event_kind", "causes", "threat_target", "outlook")
OTHERS: Final = ("course_of_action", "measures", "analysis")


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of one source."""

    field: FormField
    said: Said
    told: Statement

    @property
    def is_confirmed(self) -> bool:
        return self.said.certainty is None


def facts(statements: Sequence[Statement], names: Sequence[str]) -> tuple[Fact, ...]:
    """In the order of the sources, then of the form; what was taken out or left empty is no fact."""
    return tuple(fact for one in statements for fact in _of(one, names))


def _of(one: Statement, names: Sequence[str]) -> Iterator[Fact]:
    form = scheme_of(one.line.scheme).form(FormKind.of(one.line.kind)) if one.line.kind in set(FormKind) else None
    for field in fields_of(form) if form else ():
        said = Said.of(one.content.get(field.id, ""))
        if field.id in names and not said.is_empty and not said.is_anonymized:
            yield Fact(field, said, one)
