"""One typed value for each type of field: cleaned, or refused for a reason. Nothing said reads as nothing."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from unicodedata import normalize

from noroshi.drafting import contacts
from noroshi.drafting.moments import JAPAN
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Column, FormField
from noroshi.schemes.words import OptionSet
from noroshi.vocabulary import FieldType
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import clean_line, clean_text
from noroshi.vocabulary.unreadable import FieldUnknown, ListUnreadable, ReferenceUnreadable, SectorUnknown, WordUnknown

LONGEST_LINE: Final = 200
MOST_ROWS: Final = 200
MOST_FILES: Final = 50
FILE_KEYS: Final = frozenset({"file", "name", "size", "sha256"})
UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHA256: Final = re.compile(r"[0-9a-f]{64}")
COUNT: Final = re.compile(r"[0-9]{1,9}")

type Reader = Callable[[FormField | Column, object, Scheme], Any]


class OnlyOne(Refusal):
    code, status = "only_one", 422
    ja = "一つだけ選んでください。"
    en = "Choose one only."


class MomentUnreadable(Refusal):
    code, status = "moment_unreadable", 422
    ja = "日時は 2026-11-21T13:00 の形で入力してください。"
    en = "Write date and time like 2026-11-21T13:00."


class CountUnreadable(Refusal):
    code, status = "count_unreadable", 422
    ja = "数字で入力してください。"
    en = "Write this as a number."


class RowsTooMany(Refusal):
    code, status = "rows_too_many", 422
    ja = "行やファイルが多すぎます。別紙にまとめてください。"
    en = "There are too many rows or files. Put them into one attachment."


class FileNotDescribed(Refusal):
    code, status = "file_not_described", 422
    ja = "ファイルの記載として読み取れません。もう一度付けてください。"
    en = "This does not describe a file. Attach it again."


def read_value(field: FormField | Column, raw: object, scheme: Scheme) -> Any:
    """Empty ("" or []) when nothing is said. Mistakes inside a list are named by their place, counted from 0."""
    return READERS[field.type](field, "" if raw is None else raw, scheme)


def _line(_field: FormField | Column, raw: object, _scheme: Scheme) -> str:
    return clean_line(raw, most=LONGEST_LINE)


def _text(_field: FormField | Column, raw: object, _scheme: Scheme) -> str:
    return clean_text(raw)


def _choice(field: FormField | Column, raw: object, scheme: Scheme) -> str:
    """C-016: one. Other printings of an option mean the option."""
    if isinstance(raw, list):
        if len(raw) > 1:
            raise OnlyOne
        raw = raw[0] if raw else ""
    return _option(_options(field, scheme), raw)


def _choices(field: FormField | Column, raw: object, scheme: Scheme) -> list[str]:
    """C-017: any number, in printed order."""
    options = _options(field, scheme)
    chosen = {_option(options, one) for one in _list(raw, len(options.options) * 4)}
    return [option.id for option in options.options if option.id in chosen]


def _options(field: FormField | Column, scheme: Scheme) -> OptionSet:
    found = scheme.option_set(field.options or "")
    if found is None:
        raise WordUnknown
    return found


def _option(options: OptionSet, raw: object) -> str:
    typed = clean_line(raw, most=LONGEST_LINE)
    found = options.read(typed) if typed else None
    if typed and found is None:
        raise WordUnknown
    return found.id if found else ""


def _sector(_field: FormField | Column, raw: object, scheme: Scheme) -> str:
    typed = clean_line(raw, most=LONGEST_LINE)
    found = next((one for one in scheme.sectors if typed in (one.id, one.ja, one.en)), None)
    if typed and found is None:
        raise SectorUnknown
    return found.id if found else ""


def _moment(_field: FormField | Column, raw: object, _scheme: Scheme) -> str:
    """ISO 8601; without a zone it is Japan's."""
    typed = normalize("NFKC", clean_line(raw, most=40))
    if not typed:
        return ""
    try:
        moment = datetime.fromisoformat(typed)
        return (moment if moment.tzinfo else moment.replace(tzinfo=JAPAN)).isoformat()
    except (ValueError, OverflowError):
        raise MomentUnreadable from None


def _count(field: FormField | Column, raw: object, _scheme: Scheme) -> int | str:
    if raw == "":
        return ""
    typed = (
        str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else normalize("NFKC", clean_line(raw, most=9))
    )
    least = (field.least if isinstance(field, FormField) else None) or 0
    if not COUNT.fullmatch(typed) or int(typed) < least:
        raise CountUnreadable
    return int(typed)


def _rows(field: FormField | Column, raw: object, scheme: Scheme) -> list[dict[str, Any]]:
    """Rows that say nothing are dropped; cells that say nothing are left out."""
    columns = {column.id: column for column in field.columns} if isinstance(field, FormField) else {}
    rows = _each(_list(raw, MOST_ROWS), lambda row: _row(columns, row, scheme))
    return [row for row in rows if row]


def _row(columns: Mapping[str, Column], raw: object, scheme: Scheme) -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise ListUnreadable
    wrong: dict[str, list[str]] = {
        plain_name(name): [FieldUnknown.code] for name in list(raw)[:40] if name not in columns
    }
    row: dict[str, Any] = {}
    for name in columns:
        try:
            row[name] = read_value(columns[name], raw.get(name), scheme)
        except Refusal as refusal:
            wrong[name] = [refusal.code]
    if wrong:
        raise InvalidFields(fields=wrong)
    return {name: value for name, value in row.items() if value not in ("", [])}


def _files(_field: FormField | Column, raw: object, _scheme: Scheme) -> list[dict[str, Any]]:
    """Already kept in the vault: which, under what name, how large, which digest. One file stands once."""
    files: list[dict[str, Any]] = _each(_list(raw, MOST_FILES), _file)
    return list({file["file"]: file for file in files}.values())


def _file(raw: object) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or raw.keys() != FILE_KEYS:
        raise FileNotDescribed
    which, size, digest = raw["file"], raw["size"], raw["sha256"]
    if (
        not isinstance(which, str)
        or not UUID.fullmatch(which)
        or not isinstance(digest, str)
        or not SHA256.fullmatch(digest)
    ):
        raise FileNotDescribed
    if not isinstance(size, int) or isinstance(size, bool) or size < 0:
        raise FileNotDescribed
    return {"file": which, "name": clean_line(raw["name"], most=255, required=True), "size": size, "sha256": digest}


def _references(_field: FormField | Column, raw: object, _scheme: Scheme) -> list[str]:
    return list(dict.fromkeys(_each(_list(raw, MOST_ROWS), _reference)))


def _reference(raw: object) -> str:
    found = clean_line(raw, most=36).lower()
    if not UUID.fullmatch(found):
        raise ReferenceUnreadable
    return found


def _list(raw: object, most: int) -> list[object]:
    """One word alone is a list of one, as a form with one box ticked sends it."""
    if raw == "":
        return []
    found = [raw] if isinstance(raw, str) else raw
    if not isinstance(found, list):
        raise ListUnreadable
    if len(found) > most:
        raise RowsTooMany
    return found


def _each(parts: list[object], read: Callable[[object], Any]) -> list[Any]:
    """All of them, or every mistake by its place."""
    found: list[Any] = []
    wrong: dict[str, list[str]] = {}
    for place, part in enumerate(parts):
        try:
            found.append(read(part))
        except InvalidFields as refusal:
            wrong |= {f"{place}.{name}": codes for name, codes in refusal.fields.items()}
        except Refusal as refusal:
            wrong[str(place)] = [refusal.code]
    if wrong:
        raise InvalidFields(fields=wrong)
    return found


def plain_name(name: object) -> str:
    """A name that a stranger made up is not repeated at length."""
    text = str(name)[:60]
    return text if text.isascii() and text.isprintable() else "?"


def _pairs(field: FormField | Column, raw: object, scheme: Scheme) -> Any:
    """Ministry and sector pairs are chosen when issuing, never typed."""
    raise FieldUnknown


READERS: Final[Mapping[FieldType, Reader]] = {
    FieldType.CHOICE: _choice,
    FieldType.CHOICES: _choices,
    FieldType.COUNT: _count,
    FieldType.LINE: _line,
    FieldType.TEXT: _text,
    FieldType.MOMENT: _moment,
    FieldType.LOOSE_MOMENT: _line,
    FieldType.TELEPHONE: lambda _field, raw, _scheme: contacts.telephone(raw),
    FieldType.EMAIL: lambda _field, raw, _scheme: contacts.email(raw),
    FieldType.PARTY: _line,
    FieldType.SECTOR: _sector,
    FieldType.DESTINATIONS: _pairs,
    FieldType.ROWS: _rows,
    FieldType.FILES: _files,
    FieldType.SPECIMENS: _files,
    FieldType.REFERENCES: _references,
}
