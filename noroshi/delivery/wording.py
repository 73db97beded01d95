"""What an item says, as lines of plain text for a letter: labels of its own scheme's form, nothing that a reader could click."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.schemes.forms import Column, Form, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.sharing.redaction import CHANNEL
from noroshi.vocabulary import FieldType, FormKind, Said
from noroshi.vocabulary.plain_sight import defanged_within, visible

OWN: Final = {"title": ("件名", "Title"), "body": ("本文", "Message")}
LEFT_OUT: Final = frozenset({FieldType.DESTINATIONS})


def lines_of(content: Mapping[str, Any], kind: str, scheme_key: str, lang: str) -> list[tuple[str, str]]:
    """Label and text of every field that is in `content`, in the order of the form."""
    scheme = scheme_of(scheme_key)
    form = scheme.form(FormKind.of(kind)) if kind in set(FormKind) else None
    return list(_lines(content, scheme, form, lang))


def _lines(content: Mapping[str, Any], scheme: Scheme, form: Form | None, lang: str) -> Iterator[tuple[str, str]]:
    order = [field.id for field in form.fields] if form else []
    for name in sorted(content, key=lambda each: order.index(each) if each in order else -1):
        field = form.field(name) if form else None
        said = Said.of(content[name])
        if said.is_empty or name == CHANNEL or (field and field.type in LEFT_OUT):
            continue
        text = value_text(scheme, field, said.value, lang)
        more = [word for word in (said.certainty.label(lang) if said.certainty else "", said.basis) if word]
        yield _label(name, field, lang), f"{text} 〔{'、'.join(more)}〕" if more else text


def _label(name: str, field: FormField | None, lang: str) -> str:
    if field:
        label = field.label(lang)
        return label[:1].upper() + label[1:]
    ja, en = OWN.get(name, (name, name))
    return en if lang == "en" else ja


def value_text(scheme: Scheme, field: FormField | Column | None, value: Any, lang: str) -> str:
    if isinstance(value, Mapping):
        return _row(scheme, field, value, lang)
    if isinstance(value, Sequence) and not isinstance(value, str):
        has_rows = any(isinstance(row, Mapping) for row in value)
        return ("\n" if has_rows else "、").join(value_text(scheme, field, row, lang) for row in value)
    return _one(scheme, field, str(value), lang)


def _row(scheme: Scheme, field: FormField | Column | None, row: Mapping[str, Any], lang: str) -> str:
    if "sha256" in row:
        return visible(str(row.get("name", "")))
    columns = {column.id: column for column in field.columns} if isinstance(field, FormField) else {}
    return "  ".join(value_text(scheme, columns.get(name), cell, lang) for name, cell in row.items() if cell)


def _one(scheme: Scheme, field: FormField | Column | None, value: str, lang: str) -> str:
    kind = field.type if field else FieldType.TEXT
    if kind is FieldType.SECTOR and (sector := scheme.sector(value)):
        return sector.label(lang)
    if kind is FieldType.MOMENT:
        return _moment(value)
    options = scheme.option_set(field.options) if field and field.options else None
    option = options.option(value) if options else None
    return option.label(lang) if option else defanged_within(value)


def _moment(value: str) -> str:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return defanged_within(value)
    return timezone.localtime(at if timezone.is_aware(at) else timezone.make_aware(at)).strftime("%Y-%m-%d %H:%M")
