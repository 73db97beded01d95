"""What a form sends becomes what is kept: `f.` fields, `m.` what is said about them, `w.` sharing, `g.` figures. Nothing else is read."""

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2s
from typing import Any, Final

from django.http import QueryDict

from noroshi.drafting.fields import fields_of
from noroshi.drafting.portions import with_marks
from noroshi.drafting.written import Written
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FieldType

WISHED_MANY: Final = ("sectors", "destinations", "additions", "exclusions")
WISHED_FLAGS: Final = ("is_statutory", "relay_by_hand", "bars_government", "names_in_note")
EXCEPTIONS: Final = "w.exceptions"
SECTOR: Final = "sector:"
MOST_EXCEPTIONS: Final = 20
PORTION: Final = "w.portion."
MARKS: Final = frozenset("123456789") | {"red", "amber", "green"}
PARTS: Final = {"f": "typed", "m": "marks", "w": "wish", "g": "figures"}


def read_typed(given: QueryDict, form: Form, before: Written) -> Written:
    """What the form does not send stays as it was; what it sends empty is empty."""
    return Written(
        _marked(_filled({**before.typed, **_fields(given, form)}), given),
        _filled({**before.marks, **_marks(given, before.marks)}),
        _filled({**before.wish, **_wish(given, before.wish)}),
        _filled({**before.figures, **_plain(given, "g.")}),
    )


def version_of(given: QueryDict) -> int:
    """The version that the page was made from; what is no number is none."""
    version = str(given.get("version", ""))
    return int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0


def flat(written: Written) -> dict[str, Any]:
    """Each value under the name by which the form and a page about two versions call it."""
    return {
        f"{letter}.{name}": value for letter, part in PARTS.items() for name, value in getattr(written, part).items()
    }


def unflat(values: Mapping[str, Any]) -> Written:
    parts: dict[str, dict[str, Any]] = {part: {} for part in PARTS.values()}
    for name, value in values.items():
        letter, _dot, rest = name.partition(".")
        parts[PARTS[letter]][rest] = value
    return Written(**parts)


def marks_of(written: Written) -> str:
    """How each value was when the page was made, short and with nothing that a page must escape: by it one sees who changed what."""
    return " ".join(f"{name}={_mark(value)}" for name, value in flat(written).items())


def changed_since(read: str, now: Written) -> set[str]:
    """The names whose value is another one than `marks_of` wrote down then."""
    before = {name: mark for name, sign, mark in (one.partition("=") for one in read.split()) if sign}
    after = {name: _mark(value) for name, value in flat(now).items()}
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def _mark(value: Any) -> str:
    return blake2s(json.dumps(value, sort_keys=True).encode(), digest_size=4).hexdigest()


def _fields(given: QueryDict, form: Form) -> dict[str, Any]:
    types = {field.id: field.type for field in fields_of(form)}
    found: dict[str, Any] = {}
    rows: dict[str, dict[int, dict[str, str]]] = {}
    for key in given:
        if not key.startswith("f."):
            continue
        name, _dot, rest = key[2:].partition(".")
        if types.get(name) is FieldType.ROWS:
            _cell(rows.setdefault(name, {}), rest, str(given[key]))
        elif types.get(name) is FieldType.CHOICES:
            found[name] = [one for one in given.getlist(key) if one]
        else:
            found[key[2:]] = given[key]
    return found | {
        name: [row for _number, row in sorted(each.items()) if any(row.values())] for name, each in rows.items()
    }


def _cell(rows: dict[int, dict[str, str]], rest: str, value: str) -> None:
    number, _dot, column = rest.partition(".")
    if number.isascii() and number.isdigit() and len(number) < 6:
        rows.setdefault(int(number), {})[column] = value


def _marks(given: QueryDict, before: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for key in given:
        if key.startswith("m."):
            name, _dot, what = key[2:].partition(".")
            mark = found.setdefault(name, dict(before.get(name, {})))
            mark[what] = given[key] == "yes" if what == "anonymized" else given[key]
    return {name: {what: value for what, value in mark.items() if value} for name, mark in found.items()}


def _wish(given: QueryDict, before: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "w.tlp" in given:
        found["tlp"] = given["w.tlp"]
    found |= {name: _many(given, f"w.{name}") for name in WISHED_MANY if f"w.{name}" in given}
    found |= {name: given[f"w.{name}"] == "yes" for name in WISHED_FLAGS if f"w.{name}" in given}
    if EXCEPTIONS in given:
        found |= _exceptions(given, found.get("additions", before.get("additions") or []))
    return found


def _exceptions(given: QueryDict, additions: Iterable[str]) -> dict[str, Any]:
    """Everything that the handling note says by its structure, as the page offers all of it at once."""
    sectors = [f"{SECTOR}{one}" for one in _many(given, "w.to_sectors")]
    kept = _many(given, "w.kept")
    parts = [{"fields": kept, "kept_from": sectors}] if kept and sectors else []
    return {
        "additions": [*(one for one in additions if not one.startswith(SECTOR)), *sectors],
        "parts": [*parts, *_numbered(given, "w.part", _part)],
        "published": list(_numbered(given, "w.published", _published)),
    }


def _numbered(
    given: QueryDict, name: str, read: Callable[[QueryDict, str], dict[str, Any]]
) -> Iterable[dict[str, Any]]:
    rows = (read(given, f"{name}.{number}") for number in range(1, MOST_EXCEPTIONS + 1))
    return (row for row in rows if row)


def _part(given: QueryDict, name: str) -> dict[str, Any]:
    """A part that keeps nobody out is none."""
    fields, readers = _many(given, f"{name}.fields"), _many(given, f"{name}.readers")
    tlp, mark = given.get(f"{name}.tlp", ""), str(given.get(f"{name}.mark", ""))[:1]
    if not (tlp or readers):
        return {}
    return {"fields": fields, "mark": mark} | ({"tlp": tlp} if tlp else {}) | ({"readers": readers} if readers else {})


def _published(given: QueryDict, name: str) -> dict[str, Any]:
    fields, address = _many(given, f"{name}.fields"), str(given.get(f"{name}.address", "")).strip()
    return {"fields": fields, "address": address} if fields or address else {}


def _marked(typed: dict[str, Any], given: QueryDict) -> dict[str, Any]:
    """Marks that were chosen for paragraphs are put into the text itself, where they travel with it."""
    wanted: dict[str, dict[str, str]] = {}
    for key in given:
        if key.startswith(PORTION):
            name, _dot, digest = key[len(PORTION) :].partition(".")
            mark = str(given[key])
            wanted.setdefault(name, {})[digest] = mark if mark in MARKS else ""
    return {
        name: with_marks(value, wanted[name]) if name in wanted and isinstance(value, str) else value
        for name, value in typed.items()
    }


def _many(given: QueryDict, key: str) -> list[str]:
    return [one for one in given.getlist(key) if one]


def _plain(given: QueryDict, prefix: str) -> dict[str, str]:
    return {key[len(prefix) :]: str(given[key]) for key in given if key.startswith(prefix)}


def _filled(part: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing said is nothing kept."""
    return {name: value for name, value in part.items() if value not in ("", None, [], {}, False)}
