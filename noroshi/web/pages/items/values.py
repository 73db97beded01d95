"""One value of a form as it is read: options by their label, times told back, who is sure of what; never a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _

from noroshi.drafting.moments import printed, read_loosely
from noroshi.schemes.forms import Column, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import Certainty, FieldType, Said
from noroshi.web import plain_sight
from noroshi.web.pages.directory.words import language, sector_name, sentence, separator

AS_TYPED: Final = frozenset({FieldType.EMAIL, FieldType.TELEPHONE})
"""Contact blocks are copied by people who write to them: no link, but not defanged either."""


@dataclass(frozen=True, slots=True)
class Cells:
    """A field that is a table."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ValueShown:
    """`text` is safe to print: defanged already. `understood` tells back what was made of a loose moment."""

    text: str = ""
    cells: Cells | None = None
    at: datetime | None = None
    era: str = ""
    understood: str = ""
    certainty: Certainty | None = None
    basis: str = ""
    is_anonymized: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values of one edition: under its scheme, as of its sealing. `named` are the parties that it names."""

    scheme: Scheme
    now: datetime
    named: Mapping[str, str]

    def shown(self, field: FormField | None, raw: Any) -> ValueShown:
        said = Said.of(raw)
        return ValueShown(
            text=self.text(field, said.value),
            cells=self._cells(field, said.value),
            at=_exact(field, said.value),
            era=_era(field, said.value),
            understood=self.understood(field, said.value),
            certainty=said.certainty,
            basis=plain_sight.defanged_within(said.basis),
            is_anonymized=said.is_anonymized,
        )

    def text(self, field: FormField | Column | None, value: Any) -> str:
        """As one text, rows a line each."""
        if value in ("", None, [], {}):
            return ""
        if isinstance(value, Mapping):
            return self._row(field, value)
        if isinstance(value, Sequence) and not isinstance(value, str):
            has_rows = any(isinstance(row, Mapping) for row in value)
            return ("\n" if has_rows else separator()).join(self.text(field, row) for row in value)
        return self._one(field, str(value))

    def understood(self, field: FormField | Column | None, value: Any) -> str:
        """Empty where nothing was made of it, or where it says the same in the same words."""
        if field is None or field.type is not FieldType.LOOSE_MOMENT or not isinstance(value, str):
            return ""
        moment = read_loosely(value, now=self.now) if value else None
        words = moment.words(language()) if moment else ""
        return "" if _bare(words) == _bare(value) else words

    def _one(self, field: FormField | Column | None, value: str) -> str:
        kind = field.type if field else FieldType.TEXT
        if kind is FieldType.SECTOR:
            return sector_name(value)
        if kind is FieldType.MOMENT and (at := _moment(value)):
            return printed(at, language())
        if kind is FieldType.DESTINATIONS:
            return self.named.get(value, "")
        options = self.scheme.option_set(field.options) if field and field.options else None
        option = options.option(value) if options else None
        if option is not None:
            return sentence(option.label(language()))
        return plain_sight.visible(value) if kind in AS_TYPED else plain_sight.defanged_within(value)

    def _row(self, field: FormField | Column | None, row: Mapping[str, Any]) -> str:
        """A file by its name, a row of a table cell by cell."""
        if "sha256" in row:
            return plain_sight.defanged(str(row.get("name", "")))
        columns = {column.id: column for column in field.columns} if isinstance(field, FormField) else {}
        return "  ".join(self.text(columns.get(name), cell) for name, cell in row.items() if cell)

    def _cells(self, field: FormField | None, value: Any) -> Cells | None:
        if not isinstance(value, list) or not value or not all(isinstance(row, dict) for row in value):
            return None
        if any("sha256" in row for row in value):
            return None
        known = {column.id: column for column in field.columns} if field else {}
        given = {name for row in value for name in row}
        names = [*known, *(name for name in dict.fromkeys(n for row in value for n in row) if name not in known)]
        names = [name for name in names if name in given]
        rows = tuple(tuple(self._cell(known.get(name), row.get(name)) for name in names) for row in value)
        return Cells(tuple(_head(known.get(name), name) for name in names), rows)

    def _cell(self, column: Column | None, value: Any) -> str:
        text, understood = self.text(column, value), self.understood(column, value)
        return _("%(text)s (%(understood)s)") % {"text": text, "understood": understood} if understood else text


def _head(column: Column | None, name: str) -> str:
    if column is None:
        return name
    return column.en if language() == "en" else column.ja


def _moment(value: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _exact(field: FormField | None, value: Any) -> datetime | None:
    return _moment(value) if field and field.type is FieldType.MOMENT and value else None


def _era(field: FormField | None, value: Any) -> str:
    """The sheet prints the era."""
    at = _exact(field, value)
    return printed(at, "ja") if at else ""


def _bare(words: str) -> str:
    return "".join(words.split())
