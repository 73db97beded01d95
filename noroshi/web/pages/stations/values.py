"""What a form's field says, as one text in the reader's language: options as the scheme prints them, rows a line each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from noroshi.drafting.fields import fields_of
from noroshi.schemes.forms import Column, Form, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import Said
from noroshi.web.pages.directory.words import language, sector_name, sentence, separator


@dataclass(frozen=True, slots=True)
class FormWords:
    """Labels and values of one form."""

    form: Form
    scheme: Scheme

    def field(self, field_id: str) -> FormField | None:
        return next((one for one in fields_of(self.form) if one.id == field_id), None)

    def label(self, field_id: str) -> str:
        field = self.field(field_id)
        return f"{field.mark} {sentence(field.label(language()))}".strip() if field else field_id

    def said(self, field_id: str, one: Said | None) -> str:
        """The value, and in brackets how sure, from what, or that a name was taken out."""
        if one is None:
            return ""
        lang = language()
        more = [
            one.certainty.label(lang) if one.certainty else "",
            one.basis,
            _("put right: %(why)s") % {"why": one.correction} if one.correction else "",
            _taken_out() if one.is_anonymized else "",
        ]
        text, said = self.text(field_id, one.value), separator().join(part for part in more if part)
        return f"{text} ({said})".strip() if said else text

    def text(self, field_id: str, value: Any) -> str:
        field = self.field(field_id)
        if isinstance(value, list):
            rows = any(isinstance(row, Mapping) for row in value)
            parts = [self._row(field, row) if isinstance(row, Mapping) else self._one(field, row) for row in value]
            return ("\n" if rows else separator()).join(part for part in parts if part)
        return self._one(field, value)

    def _row(self, field: FormField | None, row: Mapping[str, Any]) -> str:
        """A file by its name, a row of a table cell by cell."""
        if "sha256" in row:
            return str(row.get("name", ""))
        columns = {column.id: column for column in field.columns} if field else {}
        return "  ".join(self._one(columns.get(name), cell) for name, cell in row.items() if cell)

    def _one(self, field: FormField | Column | None, value: Any) -> str:
        if field and field.type == "sector":
            return sector_name(str(value))
        options = self.scheme.option_set(field.options) if field and field.options else None
        option = options.option(str(value)) if options else None
        return option.label(language()) if option else str(value)


def _taken_out() -> str:
    return "anonymized" if language() == "en" else "匿名"
