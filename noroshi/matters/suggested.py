"""What may be the same event though other bodies tell it: by what both say, over what this person reads (C-089, C-092).

Nothing is linked by itself; what somebody of the desk has declined is not offered again.
"""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.drafting.posted import Posted, alike_to_item
from noroshi.editions.queries import edition_readable_by
from noroshi.matters.models import Declined
from noroshi.matters.queries import event_of


@dataclass(frozen=True, slots=True)
class DeclinedShown:
    """Who of this desk said that it is another event, and why."""

    reason: str
    by: Person


def suggested(viewer: Viewer, edition_id: uuid.UUID) -> tuple[Posted, ...]:
    """The most alike first, with what both say."""
    about = edition_readable_by(viewer, edition_id, answer="page")
    near = alike_to_item(viewer, edition_id, about.content)
    known = event_of(viewer, edition_id) if near else None
    together = {about.matter, *(line.matter for line in known.statements)} if known else {about.matter}
    apart = together | _declined(viewer, together)
    return tuple(one for one in near if one.line.matter not in apart)


def declined(viewer: Viewer, edition_id: uuid.UUID) -> list[DeclinedShown]:
    """Only where this person reads both matters."""
    matter = edition_readable_by(viewer, edition_id, answer="page").matter
    rows = readable_by(viewer, _of(viewer, {matter})).select_related("by").order_by("-pk")
    return [DeclinedShown(row.reason, row.by) for row in rows]


def _declined(viewer: Viewer, matters: Collection[uuid.UUID]) -> set[uuid.UUID]:
    pairs = readable_by(viewer, _of(viewer, matters)).values_list("low", "high")
    return {matter for pair in pairs for matter in pair if matter not in matters}


def _of(viewer: Viewer, matters: Collection[uuid.UUID]) -> QuerySet[Declined]:
    mine = Q(low__in=matters) | Q(high__in=matters)
    return Declined.objects.filter(mine, desk=viewer.desk_id)
