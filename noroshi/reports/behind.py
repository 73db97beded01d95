"""Whether an item has been overtaken, as far as this reader holds what came after it.

Of what a desk made of somebody's report it says so and names nobody: who the source is stays behind the link, whose opening
the source is shown (C-088).
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions import pseudonyms
from noroshi.editions.models import Derivation, Edition, EditionKind, Hop
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


def _passed_on(viewer: Viewer, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    hops = Hop.objects.filter(edition_public_id__in=ids, from_desk=viewer.desk_id)
    return set(readable_by(viewer, hops).values_list("edition_public_id", flat=True))


def is_behind(viewer: Viewer, edition_id: uuid.UUID) -> bool:
    """Of an own edition that was made from others, as far as this person reads those; of any other no."""
    row = edition_row(viewer, edition_id)
    if not row.is_derived or row.is_recalled or row.originator_desk_id != viewer.desk_id:
        return False
    taken = Derivation.objects.filter(derived__matter=row.matter, derived__originator_desk=viewer.desk_id)
    used = {bytes(digest) for digest in readable_by(viewer, taken).values_list("source_digest", flat=True)}
    rows = Edition.objects.filter(kind=EditionKind.REPORT, is_recalled=False).exclude(originator_desk=viewer.desk_id)
    came = Held.by(viewer).of_these(rows).order_by("-pk").values_list("public_id", "matter")[:LOOKED_THROUGH]
    overtaken: set[uuid.UUID] = set()
    for public_id, matter in came:
        if pseudonyms.digest_of(public_id) not in used:
            overtaken.add(matter)
        elif matter in overtaken:
            return True
    return False
