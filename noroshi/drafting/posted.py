"""Whether the same was posted already (C-093): among everything that the asker may read, and nothing of any other.

What was kept with each part (`editions.traits`) finds the few that are worth a look; their texts are compared as they are.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import draft, sources_of
from noroshi.drafting.sending import filled
from noroshi.editions.models import Edition
from noroshi.editions.queries import Line, lines_readable_by
from noroshi.editions.traits import editions_like, texts_of
from noroshi.likeness import Alike, Seen, alike, compared, seen, traits_of

LOOKED_THROUGH: Final = 40
MOST_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Posted:
    """Another item that tells the same, with what matched."""

    line: Line
    alike: Alike


def posted_already(viewer: Viewer, row: Draft, content: Mapping[str, Any]) -> tuple[Posted, ...]:
    """The most alike first. Its own matter and what it is made from are no other items."""
    held = Held.by(viewer)
    return _alike_to(viewer, held, compared(content), _apart(held, row))


def alike_to_draft(viewer: Viewer, draft_id: UUID) -> tuple[Posted, ...]:
    """While it is written: to what is kept of it so far, files and unfinished items included."""
    shown = draft(viewer, draft_id)
    return posted_already(viewer, shown.row, filled(viewer, shown.row).content)


def alike_to_item(viewer: Viewer, public_id: UUID, content: Mapping[str, Any]) -> tuple[Posted, ...]:
    """To an item as its reader holds it; other editions of its matter are no other items."""
    held = Held.by(viewer)
    matters = held.of_these(Edition.objects.filter(public_id=public_id)).values("matter")
    own = held.of_these(Edition.objects.filter(matter__in=list(matters.values_list("matter", flat=True))))
    return _alike_to(viewer, held, compared(content), list(own.values_list("pk", flat=True)))


def _alike_to(viewer: Viewer, held: Held, text: str, apart: Collection[int]) -> tuple[Posted, ...]:
    near = editions_like(held, traits_of(text, is_asking=True), apart, LOOKED_THROUGH)
    rows = held.of_these(Edition.objects.filter(pk__in=near, is_recalled=False))
    known = {key: (public_id, matter) for key, public_id, matter in rows.values_list("pk", "public_id", "matter")}
    best = _of_each_matter(_alike(seen(text), texts_of(held, known)), {key: one[1] for key, one in known.items()})
    lines = lines_readable_by(viewer, [known[key][0] for key in best]) if best else {}
    return tuple(Posted(lines[known[key][0]], match) for key, match in best.items() if known[key][0] in lines)


def _apart(held: Held, row: Draft) -> Collection[int]:
    """Other editions of its matter, and of the matters that it is made from."""
    made_from = held.of_these(Edition.objects.filter(public_id__in=sources_of(row)))
    matters = set(made_from.values_list("matter", flat=True))
    rows = Edition.objects.filter(Q(matter=row.matter) | Q(matter__in=matters))
    return list(held.of_these(rows).values_list("pk", flat=True))


def _of_each_matter(found: Mapping[int, Alike], matters: Mapping[int, UUID]) -> dict[int, Alike]:
    """Editions of one matter tell the same by themselves: the most alike speaks for it. What is not shown is not read either."""
    first: dict[UUID, int] = {}
    for key, _match in sorted(found.items(), key=lambda one: (-one[1].weight, -one[0])):
        first.setdefault(matters[key], key)
    return {key: found[key] for key in list(first.values())[:MOST_SHOWN]}


def _alike(own: Seen, others: Mapping[int, str]) -> dict[int, Alike]:
    matches = ((key, alike(own, seen(text))) for key, text in others.items())
    return {key: match for key, match in matches if match is not None}
