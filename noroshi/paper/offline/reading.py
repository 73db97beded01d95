"""The small file that the offline form saves. It is somebody's file like any other: nothing in it is believed, every field is looked at."""

import json
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any, Final

from noroshi.paper.brought import (
    MOST_TROUBLES,
    FileBrought,
    FormRead,
    Trouble,
    found_sector,
    listed_options,
    listed_sectors,
    short,
)
from noroshi.paper.errors import (
    EnclosedTooLarge,
    EnclosedUnreadable,
    FileNotReadable,
    NotAForm,
    NotTakenOver,
    WordNotListed,
)
from noroshi.paper.offline.page import (
    ENCLOSED,
    FORMAT,
    LARGEST_FILE,
    LARGEST_TOGETHER,
    MOST_FILES,
    NOT_TYPED,
    UNFIT,
)
from noroshi.schemes import Scheme
from noroshi.schemes.forms import Column, Form, FormField
from noroshi.vocabulary import Certainty, FieldType, FormKind, Tlp

NOT_PRINTED: Final = frozenset({"attachments_follow_by", "next_report_at"})
LARGEST: Final = 8_000_000
MOST_FIELDS: Final = 200
MOST_ROWS: Final = 300


def is_offline_file(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n").startswith("{") and FORMAT in text[:4000]


def read_offline(text: str, scheme: Scheme) -> FormRead:
    if len(text) > LARGEST:
        raise FileNotReadable
    try:
        saved = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        raise FileNotReadable from None
    form = _form(saved, scheme)
    reading = _Reading(form, scheme)
    for name, value in _mapping(saved.get("typed")).items():
        reading.take(str(name), value)
    for name, mark in _mapping(saved.get("marks")).items():
        reading.mark(str(name), mark)
    files = saved.get("files")
    reading.enclose(files if isinstance(files, list) else [])
    scope = str(saved.get("scope") or "")
    return FormRead(
        kind=form.kind,
        typed=reading.typed,
        marks=reading.marks,
        scope=scope if scope in set(Tlp) else "",
        places=reading.places,
        troubles=tuple(reading.troubles[:MOST_TROUBLES]),
        files=tuple(reading.files),
        scheme_key=str(saved.get("scheme") or "")[:80],
        form_id=form.id,
    )


def _form(saved: Any, scheme: Scheme) -> Form:
    if not isinstance(saved, Mapping) or saved.get("format") != FORMAT:
        raise NotAForm
    found = next((form for kind in FormKind if (form := scheme.form(kind)) and form.id == saved.get("form")), None)
    if found is None:
        raise NotAForm
    return found


def _too_large(name: str) -> EnclosedTooLarge:
    one, together = LARGEST_FILE // 1_000_000, LARGEST_TOGETHER // 1_000_000
    return EnclosedTooLarge(given=short(name), most=MOST_FILES, one=one, all=together)


def _content(raw: Any) -> bytes | None:
    """None for what is no file; an empty one is one."""
    if not isinstance(raw, str):
        return None
    try:
        return b64decode(raw, validate=True)
    except ValueError:
        return None


def _mapping(value: Any) -> Mapping[Any, Any]:
    return value if isinstance(value, Mapping) and len(value) <= MOST_FIELDS else {}


class _Reading:
    def __init__(self, form: Form, scheme: Scheme) -> None:
        self.form, self.scheme = form, scheme
        self.typed: dict[str, Any] = {}
        self.marks: dict[str, dict[str, Any]] = {}
        self.places: dict[str, str] = {}
        self.troubles: list[Trouble] = []
        self.files: list[FileBrought] = []

    def enclose(self, files: Sequence[Any]) -> None:
        """Within the limits that the form tells; each that is not taken is named."""
        together = 0
        for one in files[:MOST_FIELDS]:
            given = _mapping(one)
            name, field = str(given.get("name") or "")[:200], self.form.field(str(given.get("field") or ""))
            content = _content(given.get("content"))
            if content is None or field is None or field.type not in ENCLOSED or not name:
                self._trouble(name, EnclosedUnreadable(given=short(name)))
                continue
            together += len(content)
            if len(content) > LARGEST_FILE or together > LARGEST_TOGETHER or len(self.files) >= MOST_FILES:
                self._trouble(name, _too_large(name))
                continue
            self.files.append(FileBrought(field.id, name, content))

    def take(self, name: str, value: Any) -> None:
        field = self.form.field(name)
        if field is None and name in NOT_PRINTED and isinstance(value, str):
            self.typed[name] = value
        elif field is None or field.internal or field.type in UNFIT or name in NOT_TYPED or name == "sharing_scope":
            self._trouble(name, NotTakenOver(given=short(str(value))))
        else:
            found = self._value(field, value)
            if found not in ("", [], None):
                self.typed[name] = found
                self.places[name] = field.ja

    def mark(self, name: str, mark: Any) -> None:
        field = self.form.field(name)
        if field is None or (name not in self.typed and not (isinstance(mark, Mapping) and mark.get("anonymized"))):
            return
        given = _mapping(mark)
        kept: dict[str, Any] = {}
        if given.get("certainty") in {one.value for one in Certainty}:
            kept["certainty"] = given["certainty"]
        if isinstance(given.get("basis"), str) and given["basis"].strip():
            kept["basis"] = given["basis"].strip()
        if given.get("anonymized") is True and field.may_be_anonymized:
            kept["anonymized"] = True
        if kept:
            self.marks[name] = kept

    def _value(self, field: FormField | Column, value: Any) -> Any:
        match field.type:
            case FieldType.ROWS if isinstance(field, FormField) and isinstance(value, list):
                rows = [self._row(field, row) for row in value[:MOST_ROWS] if isinstance(row, Mapping)]
                return [row for row in rows if row]
            case FieldType.CHOICES if isinstance(value, list):
                found = {self._option(field, one) for one in value[:MOST_FIELDS]}
                options = self.scheme.option_set(field.options or "")
                return [option.id for option in (options.options if options else ()) if option.id in found]
            case FieldType.CHOICE if isinstance(value, str):
                return self._option(field, value)
            case FieldType.SECTOR if isinstance(value, str) and value:
                found_here = found_sector(self.scheme, value)
                if not found_here:
                    self._trouble(field.ja, WordNotListed(given=short(value), listed=listed_sectors(self.scheme)))
                return found_here
            case _ if isinstance(value, str):
                return value.strip()
        self._trouble(field.ja, NotTakenOver(given=short(str(value))))
        return ""

    def _row(self, field: FormField, row: Mapping[Any, Any]) -> dict[str, Any]:
        found = {column.id: self._value(column, row.get(column.id, "")) for column in field.columns}
        return {name: value for name, value in found.items() if value not in ("", [], None)}

    def _option(self, field: FormField | Column, value: Any) -> str:
        options = self.scheme.option_set(field.options or "")
        found = options.read(value) if options and isinstance(value, str) and value else None
        if options and value and not found:
            self._trouble(field.ja, WordNotListed(given=short(str(value)), listed=listed_options(options)))
        return found.id if found else ""

    def _trouble(self, place: str, refusal: Any) -> None:
        self.troubles.append(Trouble(place[:60], refusal))
