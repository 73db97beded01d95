"""Sharing tables as data: color by variant to phrases of the closed list (手引書 表4, 図4, 図7)."""

from dataclasses import dataclass
from typing import Annotated

from noroshi.schemes.shapes import Refers, each
from noroshi.vocabulary import Bilingual, Leg, Phrase, Requirement, TableVariant, Tie, Tlp, Tlp2


@dataclass(frozen=True, slots=True)
class Row(Bilingual):
    """One party of the list. Without `legs` the row holds on every leg."""

    phrase: Phrase
    ja: str
    en: str
    requires: tuple[Requirement, ...] = ()
    legs: tuple[Leg, ...] = ()

    def holds_on(self, leg: Leg) -> bool:
        return not self.legs or leg in self.legs


@dataclass(frozen=True, slots=True)
class Table:
    """The parties of one color in one printed list."""

    variant: TableVariant
    tlp: Tlp
    cite: str
    rows: tuple[Row, ...] = each("row", some=True)
    definition_ja: str = ""
    definition_en: str = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """A color as this scheme prints it."""

    tlp: Tlp
    printed: str
    ja: str
    en: str
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonInRange:
    """Who inside a party counts as belonging to it (表4 定義)."""

    tie: Tie
    ja: str
    en: str
    needs_nda: bool


@dataclass(frozen=True, slots=True)
class Setter:
    """Who is the originator on a leg, and so sets the color."""

    leg: Leg
    party: Annotated[str, Refers("party_kind")]


@dataclass(frozen=True, slots=True)
class MarkingMap:
    """The strictest TLP 2.0 label that does not widen the color."""

    tlp: Tlp
    tlp2: Tlp2
    statement: bool = True


@dataclass(frozen=True, slots=True)
class Sharing:
    """`sharing.toml`. A scheme without a color table has no `[[table]]`; what is unmarked takes `unknown_marking`."""

    unknown_marking: Tlp
    unknown_ja: str = ""
    unknown_en: str = ""
    additions_allowed: bool = False
    handling_note_ja: str = ""
    handling_note_en: str = ""
    handling_note_examples: tuple[str, ...] = ()
    tables: tuple[Table, ...] = each("table")
    markings: tuple[Marking, ...] = each("marking")
    persons: tuple[PersonInRange, ...] = each("person")
    setters: tuple[Setter, ...] = each("setter")
    marking_map: tuple[MarkingMap, ...] = each("marking_map")
    cite: str = ""

    def table(self, variant: TableVariant, tlp: Tlp) -> Table | None:
        return next((table for table in self.tables if (table.variant, table.tlp) == (variant, tlp)), None)

    def rows(self, variant: TableVariant, tlp: Tlp, leg: Leg) -> tuple[Row, ...]:
        """The printed rows of that color that hold on that leg."""
        table = self.table(variant, tlp)
        return tuple(row for row in table.rows if row.holds_on(leg)) if table else ()

    def read_marking(self, text: str) -> Tlp:
        """The color that a label means; an unknown label is taken as the strictest the scheme names for it."""
        wanted = text.strip().casefold()
        for marking in self.markings:
            if wanted in {known.casefold() for known in (marking.tlp, marking.printed, marking.ja, *marking.variants)}:
                return marking.tlp
        return self.unknown_marking
