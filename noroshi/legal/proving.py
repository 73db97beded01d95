"""Proves what was disposed of: every seal that remains stands, nothing of the item is left, and the record tells of it."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.drafting.models import Draft
from noroshi.editions.models import Edition, Hop
from noroshi.editions.sealing import is_whole
from noroshi.ledger.models import Entry
from noroshi.legal.models import Remnant

SYSTEM = SystemViewer("records")
AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Proof:
    """Ids of items that are not as they should be; none of them when all is well."""

    items: int
    broken: tuple[uuid.UUID, ...]
    left: tuple[uuid.UUID, ...]
    untold: tuple[uuid.UUID, ...]

    @property
    def is_whole(self) -> bool:
        return not (self.broken or self.left or self.untold)


def prove() -> Proof:
    """Opens its own transaction; needs the system's login."""
    with acting_as(SYSTEM):
        rows = list(Remnant.objects.order_by("pk"))
        ids = [row.edition_public_id for row in rows]
        told = {
            one for each in Entry.objects.filter(deed="dispose").values_list("object_ids", flat=True) for one in each
        }
        return Proof(
            items=len(rows),
            broken=tuple(row.edition_public_id for row in rows if not is_whole(row.seal, {})),
            left=tuple(sorted(_left(ids))),
            untold=tuple(one for one in ids if one not in told),
        )


def _left(ids: list[uuid.UUID]) -> Iterable[uuid.UUID]:
    """Rows that still name what is gone."""
    found: set[uuid.UUID] = set()
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        found |= set(Edition.objects.filter(public_id__in=some).values_list("public_id", flat=True))
        found |= set(Hop.objects.filter(edition_public_id__in=some).values_list("edition_public_id", flat=True))
        found |= set(Draft.objects.filter(sent_as__in=some).values_list("sent_as", flat=True))  # type: ignore[arg-type]  # never null here
    return found
