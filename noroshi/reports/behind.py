"""Whether an item has been overtaken, as far as this reader holds what came after it.

Of what a desk made of somebody's report it says so and names nobody: who the source is stays behind the link, whose opening
the source is shown (C-088).
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition, EditionKind, Hop
from noroshi.editions.queries import Line
from noroshi.editions.rows import edition_row

LOOKED_THROUGH: Final = 200


@dataclass(frozen=True, slots=True)
class Behind:
    """`latest` is the newest edition by the same desk after this one. `is_overtaken`: the source of my own edition has sent more.

    `is_passed_on`: my desk has passed this one on and not the latest, so that those after it are one behind.
    """

    latest: uuid.UUID | None = None
    is_overtaken: bool = False
    is_passed_on: bool = False

    @property
    def is_behind(self) -> bool:
        return self.latest is not None or self.is_overtaken


def behind(viewer: Viewer, edition_id: uuid.UUID) -> Behind:
    row = edition_row(viewer, edition_id)
    after = Edition.objects.filter(matter=row.matter, originator_desk=row.originator_desk_id, kind=row.kind)
    later = readable_by(viewer, after.filter(pk__gt=row.pk, is_recalled=False))
    latest = later.order_by("-pk").values_list("public_id", flat=True).first()
    passed = _passed_on(viewer, [row.public_id, *([latest] if latest else [])])
    is_passed_on = latest is not None and row.public_id in passed and latest not in passed
    return Behind(latest, is_behind(viewer, edition_id), is_passed_on)


def behind_each(viewer: Viewer, lines: Sequence[Line]) -> dict[uuid.UUID, Behind]:
    """The same for a whole list, in as many questions as for one."""
    latest = _latest_of(viewer, lines)
    newer = {one.public_id: latest.get(_statement(one)) for one in lines}
    own = {one.matter for one in lines if _may_be_overtaken(viewer, one)}
    overtaken = _overtaken(viewer, own) if own else frozenset[uuid.UUID]()
    passed = _passed_on(viewer, [*newer, *(after[1] for after in newer.values() if after)])
    return {one.public_id: _behind(viewer, one, newer[one.public_id], overtaken, passed) for one in lines}


type _Statement = tuple[uuid.UUID, int, str]


def _statement(one: Line) -> _Statement:
    return one.matter, one.originator.pk, one.kind


def _latest_of(viewer: Viewer, lines: Sequence[Line]) -> dict[_Statement, tuple[int, uuid.UUID]]:
    """Of each desk's statement in a matter its newest edition, as far as this reader holds it."""
    rows = Edition.objects.filter(matter__in={one.matter for one in lines}, is_recalled=False).order_by("pk")
    found = readable_by(viewer, rows).values_list("matter", "originator_desk", "kind", "pk", "public_id")
    return {(matter, desk, kind): (key, public_id) for matter, desk, kind, key, public_id in found}


def _may_be_overtaken(viewer: Viewer, one: Line) -> bool:
    return one.is_derived and not one.is_recalled and one.originator.pk == viewer.desk_id


def _behind(
    viewer: Viewer,
    one: Line,
    newest: tuple[int, uuid.UUID] | None,
    overtaken: Collection[uuid.UUID],
    passed: Collection[uuid.UUID],
) -> Behind:
    latest = newest[1] if newest and newest[0] > one.key else None
    is_passed_on = latest is not None and one.public_id in passed and latest not in passed
    return Behind(latest, _may_be_overtaken(viewer, one) and one.matter in overtaken, is_passed_on)


def _passed_on(viewer: Viewer, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    hops = Hop.objects.filter(edition_public_id__in=ids, from_desk=viewer.desk_id)
    return set(readable_by(viewer, hops).values_list("edition_public_id", flat=True))


def is_behind(viewer: Viewer, edition_id: uuid.UUID) -> bool:
    """Of an own edition that was made from others, as far as this person reads those; of any other no."""
    row = edition_row(viewer, edition_id)
    if not row.is_derived or row.is_recalled or row.originator_desk_id != viewer.desk_id:
        return False
    return row.matter in _overtaken(viewer, {row.matter})


def _overtaken(viewer: Viewer, matters: Collection[uuid.UUID]) -> frozenset[uuid.UUID]:
    """Of these matters, which this desk wrote from others, those whose source has sent more since."""
    taken = Derivation.objects.filter(derived__matter__in=matters, derived__originator_desk=viewer.desk_id)
    used: dict[bytes, set[uuid.UUID]] = defaultdict(set)
    for digest, matter in readable_by(viewer, taken).values_list("source_digest", "derived__matter"):
        used[bytes(digest)].add(matter)
    rows = Edition.objects.filter(kind=EditionKind.REPORT, is_recalled=False).exclude(originator_desk=viewer.desk_id)
    came = Held.by(viewer).of_these(rows).order_by("-pk").values_list("public_id", "matter")[:LOOKED_THROUGH]
    unused: dict[uuid.UUID, list[set[uuid.UUID]]] = defaultdict(list)
    found: set[uuid.UUID] = set()
    for public_id, source in came:
        made = used.get(pseudonyms.digest_of(public_id), set())
        found |= {one for one in made if any(one not in others for others in unused[source])}
        unused[source].append(made)
    return frozenset(found)
