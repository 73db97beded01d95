"""Whether the same was posted already (C-093): the newest items that the asker may read, and nothing of any other.

Only so many are looked through: what is shown before sending may not wait for a whole archive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.checks.likeness import Alike, Seen, alike, seen
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import sources_of
from noroshi.drafting.written import texts
from noroshi.editions.models import Edition, Part
from noroshi.editions.queries import Line, lines_readable_by

LOOKED_THROUGH: Final = 100
MOST_SHOWN: Final = 3
SHORTEST: Final = 12
NOT_COMPARED: Final = (
    "source_",
    "contact_",
    "operator_",
    "sector",
    "importance",
    "handling_",
    "reported_at",
    "provided_at",
)
"""Who writes and how it is handled is the same in many reports of one desk."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Another item that tells the same, with what matched."""

    line: Line
    alike: Alike


def posted_already(viewer: Viewer, row: Draft, content: Mapping[str, Any]) -> tuple[Posted, ...]:
    """The most alike first. Its own matter and what it is made from are no other items."""
    own = seen(_text(content))
    held, rows = Held.by(viewer), Edition.objects.exclude(matter=row.matter).exclude(is_recalled=True)
    newest = held.newest(rows.only("pk", "public_id", "matter"), LOOKED_THROUGH)
    sources = set(sources_of(row))
    apart = {one.matter for one in newest if one.public_id in sources}
    ids = {one.pk: one.public_id for one in newest if one.matter not in apart}
    found = _alike(own, _texts_of(held, ids))
    best = sorted(found.items(), key=lambda one: -one[1].weight)[:MOST_SHOWN]
    lines = lines_readable_by(viewer, [ids[key] for key, _match in best]) if best else {}
    return _of_each_matter(Posted(lines[ids[key]], match) for key, match in best if ids[key] in lines)


def _of_each_matter(found: Iterable[Posted]) -> tuple[Posted, ...]:
    """Editions of one matter tell the same by themselves: the most alike speaks for it."""
    first: dict[UUID, Posted] = {}
    for one in found:
        first.setdefault(one.line.matter, one)
    return tuple(first.values())


def _alike(own: Seen, others: Mapping[int, str]) -> dict[int, Alike]:
    matches = ((key, alike(own, seen(text))) for key, text in others.items())
    return {key: match for key, match in matches if match is not None}


def _texts_of(held: Held, ids: Iterable[int]) -> dict[int, str]:
    found: dict[int, dict[str, Any]] = {}
    rows = held.of_these(Part.objects.filter(edition__in=list(ids)))
    for edition, content in rows.values_list("edition_id", "content"):
        found.setdefault(edition, {}).update({name: value for name, (_salt, value) in content.items()})
    return {edition: _text(content) for edition, content in found.items()}


def _text(content: Mapping[str, Any]) -> str:
    return "\n".join(
        text
        for name, value in content.items()
        if not name.startswith(NOT_COMPARED)
        for text in texts(value)
        if len(text) >= SHORTEST or "." in text
    )
