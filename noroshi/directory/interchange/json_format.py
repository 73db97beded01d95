"""JSON: one object with a list for each kind of record, named in the plural."""

import json
from collections.abc import Iterable
from typing import Any, Final

from noroshi.directory.interchange.records import DESK, MEMBERSHIP, ORGANIZATION, PERSON, FileUnreadable, Record

LISTS_BY_NAME: Final = {"organizations": ORGANIZATION, "desks": DESK, "people": PERSON, "memberships": MEMBERSHIP}
FORMAT: Final = "noroshi-directory-1"


def read_json(text: str) -> list[Record]:
    try:
        whole = json.loads(text, object_pairs_hook=_object, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise FileUnreadable(row=error.lineno) from None
    except (RecursionError, ValueError):
        raise FileUnreadable(row=1) from None
    if not isinstance(whole, dict) or whole.pop("format", None) != FORMAT or whole.keys() - LISTS_BY_NAME.keys():
        raise FileUnreadable(row=1)
    return [
        _record(kind, row, values)
        for name, kind in LISTS_BY_NAME.items()
        for row, values in enumerate(_list(whole.get(name, [])), start=1)
    ]


def write_json(records: Iterable[Record]) -> str:
    whole: dict[str, Any] = {"format": FORMAT} | {name: [] for name in LISTS_BY_NAME}
    names = {kind: name for name, kind in LISTS_BY_NAME.items()}
    for record in records:
        whole[names[record.kind]].append(dict(record.values))
    return json.dumps(whole, ensure_ascii=False, indent=1)


def _record(kind: str, row: int, values: object) -> Record:
    if not isinstance(values, dict):
        raise FileUnreadable(row=row)
    return Record(kind, row, values)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise FileUnreadable(row=1)
    return value


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A name given twice is a mistake, not the last one's luck."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> object:
    raise ValueError
