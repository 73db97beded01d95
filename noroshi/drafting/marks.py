"""What is said about a value: how sure, from what, that a name was taken out, and why it was put right (C-013)."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.schemes.forms import FormField
from noroshi.vocabulary import Certainty, Said
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line
from noroshi.vocabulary.unreadable import FieldUnknown, WordUnknown

type Marks = Mapping[str, Any]
KEYS: Final = frozenset({"certainty", "basis", "anonymized", "correction"})
YES: Final = (True, "true", "on", "yes", "1")
NO: Final = (False, None, "", "false", "off", "no", "0")


class MarkUnreadable(Refusal):
    code, status = "mark_unreadable", 422
    ja = "確からしさ・根拠・匿名の印として読み取れません。"
    en = "This cannot be read as certainty, basis or anonymity."


class NotToBeAnonymized(Refusal):
    code, status = "not_to_be_anonymized", 422
    ja = "この項目は匿名にできません。"
    en = "This field cannot be anonymized."


def said(field: FormField, value: Any, raw: object) -> Said:
    """The value with its marks. A mark without a value says nothing, unless it says that a name was taken out."""
    if raw in (None, "", {}):
        return Said(value)
    if not isinstance(raw, Mapping):
        raise MarkUnreadable
    if not raw.keys() <= KEYS:
        raise FieldUnknown
    certainty, is_anonymized = _certainty(raw), _anonymized(raw)
    basis, correction = (clean_line(raw.get(name) or "", most=200) for name in ("basis", "correction"))
    if is_anonymized and not field.may_be_anonymized:
        raise NotToBeAnonymized
    return Said(value, certainty, basis, is_anonymized, correction)


def _certainty(raw: Marks) -> Certainty | None:
    word = raw.get("certainty") or ""
    if word and (not isinstance(word, str) or word not in {one.value for one in Certainty}):
        raise WordUnknown
    return Certainty.of(word) if word else None


def _anonymized(raw: Marks) -> bool:
    given = raw.get("anonymized")
    if isinstance(given, float) or not any(given == one for one in (*YES, *NO)):
        raise MarkUnreadable
    return given in YES
