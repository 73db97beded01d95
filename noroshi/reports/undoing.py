"""Steps of reworking that can be taken back: each field as it was before and after, so that what was typed since is never lost."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from noroshi.drafting.written import Written

STEPS: Final = "undo"
KEPT: Final = "kept_words"
SOUGHT: Final = "sought_words"
MOST_STEPS: Final = 30
MOST_LINES: Final = 250
LONGEST: Final = 18_000
"""A longer field cannot be remembered beside its draft; its step is not offered."""


def remembered(before: Written, after: Written) -> Written:
    """With one more step, when anything changed."""
    names = sorted({*before.typed, *after.typed, *before.marks, *after.marks})
    lines = [_line(name, _field(before, name), _field(after, name)) for name in names]
    lines += [_line(f"wish {name}", _wish(before, name), _wish(after, name)) for name in (KEPT, SOUGHT)]
    changed = [line for line in lines if line["before"] != line["after"]]
    if not changed:
        return after
    steps = _steps(before)
    number = max((int(line["step"]) for line in steps), default=0) + 1
    if any(len(line["before"]) > LONGEST or len(line["after"]) > LONGEST for line in changed):
        return _with_steps(after, [])
    room = MOST_LINES - len(changed)
    kept = [line for line in steps if int(line["step"]) > number - MOST_STEPS]
    first = int(kept[-room]["step"]) + 1 if len(kept) > room > 0 else 0
    return _with_steps(after, [*(one for one in kept if int(one["step"]) >= first), *_numbered(changed, number)])


def undone(written: Written) -> Written:
    """The latest step taken back, field by field where nobody has typed since; the others stay as they are typed."""
    steps = _steps(written)
    latest = max((int(line["step"]) for line in steps), default=0)
    for line in (one for one in steps if int(one["step"]) == latest):
        written = _put_back(written, line)
    return _with_steps(written, [line for line in steps if int(line["step"]) != latest])


def steps_left(written: Written) -> int:
    return len({int(line["step"]) for line in _steps(written)})


def _put_back(written: Written, line: Mapping[str, Any]) -> Written:
    name, before, after = str(line["field"]), str(line["before"]), str(line["after"])
    if name.startswith("wish "):
        key = name.removeprefix("wish ")
        return (
            replace(written, wish={**written.wish, key: json.loads(before)})
            if _wish(written, key) == after
            else written
        )
    if _field(written, name) != after:
        return written
    typed, mark = json.loads(before)
    return Written(_put(written.typed, name, typed), _put(written.marks, name, mark), written.wish, written.figures)


def _put(values: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    rest = {known: each for known, each in values.items() if known != name}
    return rest if value is None else {**values, name: value}


def _numbered(lines: list[dict[str, Any]], number: int) -> list[Mapping[str, Any]]:
    return [{**line, "step": number} for line in lines]


def _line(name: str, before: str, after: str) -> dict[str, Any]:
    return {"field": name, "before": before, "after": after}


def _field(written: Written, name: str) -> str:
    return json.dumps([written.typed.get(name), written.marks.get(name)], ensure_ascii=False, sort_keys=True)


def _wish(written: Written, name: str) -> str:
    return json.dumps(sorted(written.wish.get(name) or []), ensure_ascii=False)


def _steps(written: Written) -> list[Mapping[str, Any]]:
    return list(written.wish.get(STEPS) or [])


def _with_steps(written: Written, steps: list[Mapping[str, Any]]) -> Written:
    return replace(written, wish={**written.wish, STEPS: steps})
