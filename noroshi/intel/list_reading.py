"""How a list of values is read, what it holds, and what in it is no value. Plain Python."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from noroshi.observables import BY_WORD, Kind
from noroshi.stix.writing import pattern_of
from noroshi.vocabulary import LineFault

MOST_VALUES: Final = 100_000
MOST_TOLD: Final = 200


@dataclass(frozen=True, slots=True)
class ListReading:
    """Columns by the name in their heading, or by number from 1; without one a value stands in each line.

    Without a kind each value says itself what it is. What has left the list is revoked, unless it may stay.
    """

    column: str = ""
    kind_column: str = ""
    note_column: str = ""
    of_kind: str = ""
    confidence: int | None = None
    ends_what_left: bool = True

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "ListReading":
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in said.items() if name in known})

    @property
    def said(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def kind(self) -> Kind | None:
        return BY_WORD.get(self.of_kind)


@dataclass(frozen=True, slots=True)
class Line:
    """`place` counts the lines of the list from 1."""

    place: int
    kind: Kind
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class NoLine:
    place: int
    given: str
    fault: LineFault


def may_be_listed(kind: Kind) -> bool:
    """Of what has no pattern nothing can be looked for."""
    return kind is Kind.CVE or pattern_of(kind, "1") is not None
