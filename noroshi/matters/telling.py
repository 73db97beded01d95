"""What a statement tells of the event, whatever its form: what happened, what is to be done, what came out of the analysis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.fields import fields_of
from noroshi.drafting.superseded import MEASURES
from noroshi.editions.several import Statement
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FormKind, Said

HAPPENED: Final = ("threat_summary", "summary", "what_happened", "body")
ANALYSIS: Final = ("analysis",)


@dataclass(frozen=True, slots=True)
class Part:
    """One field of a statement; `field` is none where its form does not know it by name, as of a notice, which has no form."""

    name: str
    said: Said
    field: FormField | None

    @property
    def has_heading(self) -> bool:
        """What happened comes first and explains itself."""
        return self.name not in HAPPENED


def parts_of(one: Statement) -> tuple[Part, ...]:
    """In the order in which they are read; what is left empty, or is not for this reader, is not there."""
    found = (_first(one, names) for names in (HAPPENED, MEASURES, ANALYSIS))
    return tuple(part for part in found if part)


@cache
def fields_by_name(scheme: str, kind: str) -> Mapping[str, FormField]:
    """Of the form that was filled, in its order."""
    form = scheme_of(scheme).form(FormKind.of(kind)) if kind in set(FormKind) else None
    return {field.id: field for field in fields_of(form)} if form else {}


def _first(one: Statement, names: Sequence[str]) -> Part | None:
    for name in names:
        said = Said.of(one.content.get(name, ""))
        if not said.is_empty:
            return Part(name, said, fields_by_name(one.line.scheme, one.line.kind).get(name))
    return None
