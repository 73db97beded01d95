"""What can be said about a record without looking at the directory."""

from collections.abc import Iterable

from noroshi.directory.interchange.outcomes import Outcome, PlannedRecord
from noroshi.directory.interchange.records import COLUMNS, KEYS, KeyMissing, Mistake, Record, RecordTwice, RecordUnknown
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line
from noroshi.vocabulary.unreadable import FieldUnknown


def unsound(records: Iterable[Record]) -> dict[tuple[str, int], PlannedRecord]:
    """By kind and row: an unknown kind, an unknown column, a missing key, the same thing twice."""
    seen: set[tuple[str, ...]] = set()
    found: dict[tuple[str, int], PlannedRecord] = {}
    for record in records:
        mistakes = _mistakes(record, seen)
        if mistakes:
            key = record.key if record.kind in KEYS else ()
            found[record.kind, record.row] = PlannedRecord(
                record.kind, record.row, key, Outcome.REFUSED, mistakes=tuple(mistakes)
            )
    return found


def _mistakes(record: Record, seen: set[tuple[str, ...]]) -> list[Mistake]:
    if record.kind not in COLUMNS:
        return [_mistake(record, "record", RecordUnknown.code)]
    found = [_mistake(record, name, FieldUnknown.code) for name in record.values if name not in COLUMNS[record.kind]]
    found += [_mistake(record, name, code) for name in KEYS[record.kind] for code in _wrong_key(record, name)]
    if not found:
        whole = (record.kind, *record.key)
        if whole in seen:
            found.append(_mistake(record, KEYS[record.kind][0], RecordTwice.code))
        seen.add(whole)
    return found


def _wrong_key(record: Record, name: str) -> list[str]:
    value = record.values.get(name)
    if not isinstance(value, str) or not value.strip():
        return [KeyMissing.code]
    try:
        clean_line(value, most=200)
    except Refusal as refusal:
        return [refusal.code]
    return []


def _mistake(record: Record, column: str, code: str) -> Mistake:
    return Mistake(record.row, record.kind, column, code)
