"""Text that people type, cleaned once at the deed: what could hide or reorder what others read is refused."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

from noroshi.vocabulary.errors import Refusal

INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
BIDI_CONTROLS: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
LAYOUT: Final = frozenset("\n\t")
LONGEST_TEXT: Final = 20_000


class TextMissing(Refusal):
    code, status = "text_missing", 422
    ja = "入力してください。"
    en = "This is needed."


class TextTooLong(Refusal):
    code, status = "text_too_long", 422
    ja = "長すぎます。"
    en = "This is too long."


class TextInvisible(Refusal):
    """NUL, control and format characters, lone surrogates, code points that mean nothing."""

    code, status = "text_invisible", 422
    ja = "目に見えない文字（制御文字など）が含まれています。"
    en = "This contains characters that cannot be seen, such as control characters."


class TextReordered(Refusal):
    code, status = "text_reordered", 422
    ja = "文字の並びを逆にする制御文字が含まれています。"
    en = "This contains control characters that change the direction of writing."


class TextNotText(Refusal):
    code, status = "text_not_text", 422
    ja = "文字列で入力してください。"
    en = "This must be text."


def clean_line(value: object, *, most: int, required: bool = False) -> str:
    """One line: composed, without outer space, nothing invisible."""
    return _clean(value, most, allowed=frozenset(), required=required)


def clean_text(value: object, *, most: int = LONGEST_TEXT, required: bool = False) -> str:
    """Several lines; the line ends of other systems become ours."""
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\r", "\n")
    return _clean(value, most, allowed=LAYOUT, required=required)


def texts(value: Any) -> Iterator[str]:
    """Every stretch of text in it."""
    match value:
        case str():
            yield value
        case Mapping():
            yield from (text for part in value.values() for text in texts(part))
        case list() | tuple():
            yield from (text for part in value for text in texts(part))


def _clean(value: object, most: int, *, allowed: frozenset[str], required: bool) -> str:
    if not isinstance(value, str):
        raise TextNotText
    if len(value) > most * 4:
        raise TextTooLong
    text = unicodedata.normalize("NFC", value.strip())
    if BIDI_CONTROLS & set(text):
        raise TextReordered
    if any(unicodedata.category(character) in INVISIBLE and character not in allowed for character in text):
        raise TextInvisible
    if len(text) > most:
        raise TextTooLong
    if required and not text:
        raise TextMissing
    return text
