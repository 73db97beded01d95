"""One value as the sheets print it: options by their printed word, moments in era years, rows cell by cell."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from noroshi.paper.labels import ANONYMIZED, CERTAINTY
from noroshi.schemes.forms import Column, FormField
from noroshi.schemes.scheme import Scheme
from noroshi.schemes.words import Option, OptionSet
from noroshi.vocabulary import FieldType, Said
from noroshi.vocabulary.eras import era_year

JAPAN = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Box:
    """One box to tick. `hint` is what the sheet prints small behind it."""

    id: str
    words: str
    hint: str
    is_checked: bool


def boxes(scheme: Scheme, field: FormField, said: Said) -> tuple[Box, ...]:
    """Every option in printed order; several may be ticked."""
    chosen = said.value if isinstance(said.value, list) else [said.value]
    return tuple(Box(one.id, one.ja, one.hint_ja, one.id in chosen) for one in options_of(scheme, field).options)


def options_of(scheme: Scheme, field: FormField | Column) -> OptionSet:
    found = scheme.option_set(field.options or "")
    if found is None:
        raise ValueError(f"{field.id} has no options")
    return found


def words(scheme: Scheme, field: FormField | Column | None, value: Any) -> str:
    """As one text; a list line by line."""
    if value in ("", None, [], {}):
        return ""
    if isinstance(value, list):
        return "\n".join(words(scheme, field, one) for one in value)
    if isinstance(value, Mapping):
        return "  ".join(words(scheme, None, cell) for cell in value.values())
    return _one(scheme, field, str(value))


def rows(scheme: Scheme, field: FormField, value: Any) -> Iterator[tuple[str, ...]]:
    """A table, its cells in printed order."""
    for row in value if isinstance(value, list) else []:
        if isinstance(row, Mapping):
            yield tuple(words(scheme, column, row.get(column.id, "")) for column in field.columns)


def marks(said: Said) -> str:
    """推定：サーバログ等より推測; empty where it is stated as known."""
    sure = CERTAINTY[said.certainty] if said.certainty else ""
    told = (f"{sure}：{said.basis}" if sure else f"根拠：{said.basis}") if said.basis else sure
    return "、".join(part for part in (ANONYMIZED if said.is_anonymized else "", told) if part)


def moment(value: str) -> str:
    """令和8年11月21日 13:00; what is no exact moment stays as it was written."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return value
    there = found.astimezone(JAPAN) if found.tzinfo else found
    return f"{era_year(there.date())}{there.month}月{there.day}日 {there:%H:%M}"


def _one(scheme: Scheme, field: FormField | Column | None, value: str) -> str:
    kind = field.type if field else FieldType.TEXT
    if kind is FieldType.SECTOR:
        sector = scheme.sector(value)
        return sector.ja if sector else value
    if kind is FieldType.MOMENT:
        return moment(value)
    option = _option(scheme, field, value)
    return option.ja if option else value


def _option(scheme: Scheme, field: FormField | Column | None, value: str) -> Option | None:
    return options_of(scheme, field).option(value) if field and field.options else None
