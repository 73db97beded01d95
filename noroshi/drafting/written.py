"""What somebody has typed so far, in the shape in which it is kept. Nothing is refused but what no text may hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from noroshi.drafting.fields import fields_of
from noroshi.schemes.forms import Form
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import LONGEST_TEXT, TextNotText, TextTooLong, clean_text
from noroshi.vocabulary.unreadable import FieldUnknown

MOST_ROWS: Final = 300
WISHED: Final = frozenset(
    {
        "tlp",
        "sectors",
        "receivers",
        "destinations",
        "additions",
        "exclusions",
        "parts",
        "is_statutory",
        "relay_by_hand",
        "only_anonymized",
        "kept_words",
        "sought_words",
        "undo",
        "bars_government",
        "names_in_note",
        "published",
        "filed_to",
    }
)


@dataclass(frozen=True, slots=True)
class Written:
    """`typed` by field, `marks` about fields, `wish` about sharing, `figures` to test the service level with."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    wish: Mapping[str, Any] = field(default_factory=dict)
    figures: Mapping[str, str] = field(default_factory=dict)


def checked(form: Form, written: Written) -> Written:
    """Cleaned, or refused with everything that is wrong with it at once, by field."""
    mistakes: dict[str, list[str]] = {}
    known = {one.id for one in fields_of(form)}
    for name in [*written.typed, *written.marks]:
        if name not in known:
            mistakes[name[:60]] = [FieldUnknown.code]
    for name in set(written.wish) - WISHED:
        mistakes[f"wish.{name[:50]}"] = [FieldUnknown.code]
    parts = {"": written.typed, "marks.": written.marks, "wish.": written.wish, "figures.": written.figures}
    cleaned = {prefix: _cleaned(part, prefix, mistakes) for prefix, part in parts.items()}
    if mistakes:
        raise InvalidFields(fields=mistakes)
    return Written(cleaned[""], cleaned["marks."], cleaned["wish."], cleaned["figures."])


def _cleaned(part: Mapping[str, Any], prefix: str, mistakes: dict[str, list[str]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in part.items():
        try:
            found[name] = _clean(value)
        except Refusal as refusal:
            mistakes.setdefault(f"{prefix}{name[:60]}", [refusal.code])
    return found


def _clean(value: Any, depth: int = 0) -> Any:
    match value:
        case str():
            return clean_text(value, most=LONGEST_TEXT)
        case bool() | int() | None:
            return value
        case list() | tuple() if depth < 3 and len(value) <= MOST_ROWS:
            return [_clean(one, depth + 1) for one in value]
        case Mapping() if depth < 3 and len(value) <= MOST_ROWS:
            return {clean_text(str(name), most=60): _clean(one, depth + 1) for name, one in value.items()}
        case list() | tuple() | Mapping():
            raise TextTooLong
        case _:
            raise TextNotText
