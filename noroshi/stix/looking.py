"""What any JSON is looked through for before its shape: keys written twice, depth, numbers, characters that cannot be kept."""

import json
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.limits import DEPTH, LARGEST

KEY_ENDS: Final = b'":'


def look_through(whole: dict[str, Any], raw: bytes) -> None:
    """Raises Wrong. Keys are counted: one more in the text than in the dictionary is one written twice."""
    keys = _walk(whole)
    if keys != _keys_written(raw):
        _tell_apart(raw)


def _walk(whole: dict[str, Any]) -> int:
    keys = 0
    pending: list[tuple[Any, int, str]] = [(whole, 1, "$")]
    while pending:
        one, depth, path = pending.pop()
        if depth > DEPTH:
            raise Wrong("too_deep", path[:100], DEPTH)
        if isinstance(one, dict):
            keys += len(one)
            for name, value in one.items():
                if "\0" in name:
                    raise Wrong("nul", path)
                _look(value, depth, f"{path}.{name}", pending)
        else:
            for number, value in enumerate(one):
                _look(value, depth, f"{path}[{number}]", pending)
    return keys


def _look(value: Any, depth: int, path: str, pending: list[tuple[Any, int, str]]) -> None:
    kind = type(value)
    if kind is str:
        if "\0" in value:
            raise Wrong("nul", path)
    elif kind is dict or kind is list:
        pending.append((value, depth + 1, path))
    elif kind is int and not -LARGEST <= value <= LARGEST:
        raise Wrong("number_out_of_range", path, value if abs(value) < 10**30 else "…")


def _keys_written(raw: bytes) -> int:
    return raw.count(KEY_ENDS) - (raw.count(b'\\":') if b"\\" in raw else 0)


def _tell_apart(raw: bytes) -> None:
    """The quick count errs where a key ends in blanks or backslashes: look once more, with every pair in sight."""
    json.loads(raw, object_pairs_hook=_once)


def _once(pairs: list[tuple[str, Any]]) -> None:
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            raise Wrong("duplicate_key", "$", name)
        seen.add(name)
