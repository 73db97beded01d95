"""The free text of what one reader holds of an edition, piece by piece: not choices, times, names or files, said in either language."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.editions.queries import Stated
from noroshi.schemes.forms import Column, Form, FormField
from noroshi.sharing.redaction import TERMS
from noroshi.vocabulary import FieldType, FormKind, Language, Said

WRITTEN: Final = frozenset({FieldType.LINE, FieldType.TEXT})
JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
LETTER: Final = re.compile(r"[^\W\d_]")
A_FIFTH: Final = 5
NAMES: Final = ("source", "contact", "operator")
"""Who wrote it: names, posts and addresses are not translated."""


@dataclass(frozen=True, slots=True)
class Passage:
    """`key` is the field, and where in it: `measures/0/what`."""

    key: str
    field: str
    text: str

    @property
    def language(self) -> Language:
        return language_of(self.text)


def passages_of(stated: Stated) -> tuple[Passage, ...]:
    form = _form(stated)
    return tuple(_found(stated.content, form))


def passages_for(stated: Stated, into: Language) -> tuple[Passage, ...]:
    """Those that are in another language."""
    return tuple(one for one in passages_of(stated) if one.language is not into)


def language_of(text: str) -> Language:
    """Japanese names its products in English letters: a fifth of Japanese ones is enough."""
    japanese = len(JAPANESE.findall(text))
    return Language.JA if japanese * A_FIFTH >= max(1, len(LETTER.findall(text))) else Language.EN


def _form(stated: Stated) -> Form | None:
    kind = next((kind for kind in FormKind if kind.value == stated.kind), None)
    return scheme_of(stated.scheme).form(kind) if kind else None


def _found(content: Mapping[str, Any], form: Form | None) -> Iterator[Passage]:
    order = [field.id for field in form.fields] if form else []
    known = {name: form.field(name) or form.field(name.replace(".", "_")) if form else None for name in content}

    def place(name: str) -> tuple[bool, int, str]:
        field = known[name]
        return (name != "title", order.index(field.id) if field and field.id in order else -1, name)

    for name in sorted(content, key=place):
        if name != TERMS and not name.startswith(NAMES) and _is_written(known[name]):
            yield from _within(name, name, known[name], Said.of(content[name]).value)


def _is_written(field: FormField | Column | None) -> bool:
    """What the form does not know by name somebody has written."""
    return field is None or field.type in WRITTEN or field.type is FieldType.ROWS


def _within(name: str, key: str, field: FormField | Column | None, value: Any) -> Iterator[Passage]:
    match value:
        case str() if LETTER.search(value):
            yield Passage(key, name, value)
        case list():
            for number, one in enumerate(value):
                yield from _within(name, f"{key}/{number}", field, one)
        case Mapping() if "sha256" not in value:
            columns = {column.id: column for column in field.columns} if isinstance(field, FormField) else {}
            for cell, one in value.items():
                if _is_written(columns.get(cell)):
                    yield from _within(name, f"{key}/{cell}", columns.get(cell), one)
