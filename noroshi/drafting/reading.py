"""What was typed into a form becomes the content of an edition. Only marked fields ever block sending (R8); all else warns."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from noroshi.drafting.fields import DERIVED, FOLLOW_BY, fields_of, is_owed_as_file
from noroshi.drafting.marks import Marks, said
from noroshi.drafting.values import plain_name, read_value
from noroshi.drafting.warned import FormWarning, warnings_of
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Form, FormField
from noroshi.vocabulary import Said
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.unreadable import FieldUnknown

__all__ = ["Filled", "FormWarning", "Marks", "Typed", "read_form"]

type Typed = Mapping[str, Any]
MOST_UNKNOWN: Final = 20
WEIGHED: Final = frozenset({"importance"})
"""Derived, and yet chosen on the form: goes to the edition, not into the content."""


class AttachmentOwed(Refusal):
    code, status = "attachment_owed", 422
    ja = "別紙が「有」です。ファイルを付けるか、後から送る方法を書いてください。"
    en = "An attachment is announced. Add the file, or write how it will follow."


@dataclass(frozen=True, slots=True)
class Filled:
    """`content` holds what is said, in printed order; `mistakes` are codes by field (`timeline.3.at`, rows from 0).

    `missing` are starred or needed fields that nobody filled: they block sending, never saving. `importance` goes to the edition,
    `internal` never leaves the desk.
    """

    content: dict[str, Any]
    mistakes: dict[str, list[str]]
    warnings: list[FormWarning]
    missing: list[str]
    internal: dict[str, Any]
    importance: str = ""

    @property
    def may_be_sent(self) -> bool:
        return not self.mistakes and not self.missing


def read_form(
    form: Form, scheme: Scheme, typed: Typed, marks: Marks, *, now: datetime, derived: Collection[str] = DERIVED
) -> Filled:
    """Everything at once: what is wrong, what is missing, what should be looked at again."""
    fields = fields_of(form)
    mistakes = _unknown(typed, fields) | _unknown(marks, fields)
    typed_fields = [field for field in fields if field.id not in derived or field.internal or field.id in WEIGHED]
    told = dict(_told(typed_fields, scheme, typed, marks, mistakes))
    written = {name: one for name, one in told.items() if name not in derived}
    mistakes |= _owed(fields, written, mistakes)
    return Filled(
        content={field.id: written[field.id].plain() for field in fields if field.id in written and not field.internal},
        mistakes=mistakes,
        warnings=warnings_of(form, told, mistakes, now=now),
        missing=[field.id for field in fields if _is_missing(field, derived, written, mistakes)],
        internal={field.id: told[field.id].value for field in fields if field.internal and field.id in told},
        importance=told["importance"].value if "importance" in told else "",
    )


def _unknown(typed: Mapping[str, Any], fields: tuple[FormField, ...]) -> dict[str, list[str]]:
    strange = [name for name in typed if name not in {field.id for field in fields}]
    return {plain_name(name): [FieldUnknown.code] for name in strange[:MOST_UNKNOWN]}


def _told(
    fields: Iterable[FormField], scheme: Scheme, typed: Typed, marks: Marks, mistakes: dict[str, list[str]]
) -> Iterable[tuple[str, Said]]:
    for field in fields:
        try:
            one = said(field, read_value(field, typed.get(field.id), scheme), marks.get(field.id))
        except InvalidFields as refusal:
            mistakes.update({f"{field.id}.{place}": codes for place, codes in refusal.fields.items()})
        except Refusal as refusal:
            mistakes[field.id] = [refusal.code]
        else:
            if not one.is_empty:
                yield field.id, one


def _owed(
    fields: tuple[FormField, ...], written: Mapping[str, Said], mistakes: Mapping[str, list[str]]
) -> dict[str, list[str]]:
    """別紙=有 without a file and without a word how it follows."""
    return {
        field.id: [AttachmentOwed.code]
        for field in fields
        if is_owed_as_file(field)
        and not {field.id, FOLLOW_BY.id} & written.keys()
        and not _is_mistaken(field.id, mistakes)
        and any(one.field in written and one.holds(written[one.field].value) for one in field.conditions)
    }


def _is_missing(
    field: FormField, derived: Collection[str], written: Mapping[str, Said], mistakes: Mapping[str, list[str]]
) -> bool:
    return (
        field.blocks_sending
        and field.id not in derived
        and field.id not in written
        and not _is_mistaken(field.id, mistakes)
    )


def _is_mistaken(field_id: str, mistakes: Mapping[str, list[str]]) -> bool:
    return any(name == field_id or name.startswith(f"{field_id}.") for name in mistakes)
