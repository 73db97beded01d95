"""What was wrong with a request, field by field, as codes of refusals; never what was sent."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from noroshi.api.fields import NumberUnreadable
from noroshi.directory.columns import DateUnreadable, FlagUnreadable
from noroshi.vocabulary.errors import InvalidFields, Malformed, Refusal, refusals
from noroshi.vocabulary.text import TextMissing, TextNotText, TextTooLong
from noroshi.vocabulary.unreadable import FieldUnknown, ListUnreadable, ReferenceUnreadable, WordUnknown

SOURCES: Final = frozenset({"body", "query", "path", "header", "form"})


class ShapeUnreadable(Refusal):
    """Neither list nor object where one was expected, or the other way round."""

    code, status = "shape_unreadable", 400
    ja = "この項目の形（一覧・対象・文字列など）が違います。"
    en = "This has another shape than expected (list, object, text…)."


WORDS: Final[Mapping[str, type[Refusal]]] = {
    "missing": TextMissing,
    "extra_forbidden": FieldUnknown,
    "string_type": TextNotText,
    "string_too_long": TextTooLong,
    "string_too_short": TextMissing,
    "string_pattern_mismatch": WordUnknown,
    "enum": WordUnknown,
    "literal_error": WordUnknown,
    "bool_type": FlagUnreadable,
    "bool_parsing": FlagUnreadable,
    "int_type": NumberUnreadable,
    "int_parsing": NumberUnreadable,
    "int_parsing_size": NumberUnreadable,
    "int_from_float": NumberUnreadable,
    "greater_than_equal": NumberUnreadable,
    "less_than_equal": NumberUnreadable,
    "uuid_type": ReferenceUnreadable,
    "uuid_parsing": ReferenceUnreadable,
    "date_from_datetime_parsing": DateUnreadable,
    "date_from_datetime_inexact": DateUnreadable,
    "date_parsing": DateUnreadable,
    "list_type": ListUnreadable,
    "too_long": ListUnreadable,
    "too_short": ListUnreadable,
}
WRONG_TYPE: Final = frozenset(
    {
        *("string_type", "bool_type", "int_type", "int_from_float", "uuid_type", "list_type", "dict_type"),
        *("model_type", "model_attributes_type", "dataclass_type", TextNotText.code, ShapeUnreadable.code),
    }
)


def refusal_of(errors: Iterable[Mapping[str, Any]]) -> Refusal:
    """Something of another type than asked for cannot be read (400); everything else can, and is wrong (422)."""
    fields: dict[str, list[str]] = {}
    is_malformed = False
    for error in errors:
        kind = str(error.get("type", ""))
        place = _place(error.get("loc", ()))
        is_malformed |= kind in WRONG_TYPE or place == "body"
        fields.setdefault(place, []).append(_code(kind))
    return Malformed(fields=fields) if is_malformed else InvalidFields(fields=fields)


def _place(loc: Iterable[object]) -> str:
    """Without the name of our own parameter; a name that a stranger made up is not repeated at length."""
    parts = [str(part) for part in loc]
    if parts and parts[0] in SOURCES:
        parts = parts[2:] or (["body"] if parts[0] == "body" else parts[1:])
    return ".".join(part if part.isascii() and part.isprintable() else "?" for part in parts)[:120]


def _code(kind: str) -> str:
    return kind if kind in refusals() else WORDS.get(kind, ShapeUnreadable).code
