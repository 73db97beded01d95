"""Reports and advisories that tell of the same as a group of items: they name one of its values, or read alike.

Only what the reader may read; two readers may see different ones beside the same items. Nothing is linked by it, and nobody is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.editions.traits import Value, editions_like, editions_naming, texts_of, values_in, whole_and_host
from noroshi.likeness import alike, seen, traits_of
from noroshi.triage.showing import Item

LOOKED_THROUGH: Final = 40
MOST: Final = 5
MOST_ASKED: Final = 200
LONGEST: Final = 2000


@dataclass(frozen=True, slots=True)
class Statement:
    """One report or advisory, the latest readable edition that tells of it; `values` are those that both name."""

    line: Line
    values: Sequence[Value]


def statements(viewer: Viewer, items: Sequence[Item]) -> list[Statement]:
    """Of each matter one, the one that names most first."""
    held, values, text = Held.by(viewer), _values(items), _text(items)
    near = editions_naming(held, values, LOOKED_THROUGH) if values else []
    near += editions_like(held, traits_of(text, is_asking=True), (), LOOKED_THROUGH)
    rows = held.of_these(Edition.objects.filter(pk__in=near, is_recalled=False))
    known = {key: (public_id, matter) for key, public_id, matter in rows.values_list("pk", "public_id", "matter")}
    found = {key: both for key, own in texts_of(held, known).items() if (both := _both(values, text, own)) is not None}
    best: dict[object, int] = {}
    for key in sorted(found, key=lambda one: (-len(found[one]), -one)):
        best.setdefault(known[key][1], key)
    shown = list(best.values())[:MOST]
    lines = lines_readable_by(viewer, [known[key][0] for key in shown]) if shown else {}
    return [Statement(lines[known[key][0]], found[key]) for key in shown if known[key][0] in lines]


def _both(values: Sequence[Value], text: str, other: str) -> list[Value] | None:
    """What both name, or nothing where they only read alike; None where they tell of different things."""
    named = values_in(other)
    shared = [value for value in values if value in named]
    return shared if shared or alike(seen(text), seen(other)) else None


def _values(items: Sequence[Item]) -> list[Value]:
    said = (one for item in items if item.kind for one in whole_and_host(item.kind, item.value))
    return list(dict.fromkeys(said))[:MOST_ASKED]


def _text(items: Sequence[Item]) -> str:
    return "\n".join(dict.fromkeys(line for item in items for line in (item.title, item.description) if line))[:LONGEST]
