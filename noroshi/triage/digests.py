"""What a desk was told: the items of a notice, as far as the reader may read them now; and what became of what the desk confirmed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries.acting import PersonNamed, person_named
from noroshi.triage.grouping import Group, grouped
from noroshi.triage.lists import Entry
from noroshi.triage.models import Digest, Sure
from noroshi.triage.showing import items
from noroshi.triage.weighing import FRESHNESS, Above
from noroshi.vocabulary import Relevance
from noroshi.vocabulary.errors import NotFound

MOST: Final = 50
FEWEST: Final = 5
POSTED: Final = """
select distinct on (object_id) key, object_id, number, weight, origin_id, freshness, max(topic) over (partition by object_id)
  from held.triage_posting where object_id = any (%(ids)s::bigint[]) order by object_id, topic
"""


@dataclass(frozen=True, slots=True)
class DigestShown:
    public_id: uuid.UUID
    profile: uuid.UUID
    profile_name: str
    made_at: datetime
    is_sure: bool
    received_at: datetime | None
    received_by: PersonNamed | None
    groups: Sequence[Group] = ()


@dataclass(frozen=True, slots=True)
class SureShown:
    """So many other organizations it went to, so many said that they have it; which ones is theirs to say.

    None: nothing was sent yet, or to so few that the number would say what somebody's profile names.
    """

    public_id: uuid.UUID
    why: str
    confidence: int
    confirmed_by: PersonNamed
    confirmed_at: datetime
    sent_at: datetime | None
    sent_to: int | None
    received: int | None


def digests_of(viewer: Viewer) -> list[DigestShown]:
    rows = Digest.objects.filter(desk_id=viewer.desk_id).select_related("profile", "received_by")
    return [_shown(row) for row in readable_by(viewer, rows).order_by("-made_at", "-pk")[:MOST]]


def digest_of(viewer: Viewer, public_id: uuid.UUID, now: datetime) -> DigestShown:
    """Another desk's is not found."""
    rows = Digest.objects.filter(public_id=public_id, desk_id=viewer.desk_id).select_related("profile", "received_by")
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    entries = [
        Entry(Above(key, number, place, weight, origin, FRESHNESS[fresh], _relevance(topic), 0.0))
        for key, number, place, weight, origin, fresh, topic in Held.by(viewer).asked(POSTED, ids=list(row.objects_in))
    ]
    return _shown(row, grouped(viewer, items(viewer, entries, now)))


def sure_of(viewer: Viewer) -> list[SureShown]:
    rows = Sure.objects.filter(desk_id=viewer.desk_id).select_related("confirmed_by")
    return [
        SureShown(
            row.public_id,
            row.why,
            row.confidence,
            person_named(row.confirmed_by),
            row.confirmed_at,
            row.sent_at,
            row.sent_to if row.sent_to >= FEWEST else None,
            row.received if row.sent_to >= FEWEST else None,
        )
        for row in readable_by(viewer, rows).order_by("-confirmed_at")[:MOST]
    ]


def _relevance(topic: int) -> Relevance:
    if topic > 63:
        return Relevance.PRODUCT
    return Relevance.SECTOR if topic else Relevance.GENERAL


def _shown(row: Digest, groups: Sequence[Group] = ()) -> DigestShown:
    return DigestShown(
        public_id=row.public_id,
        profile=row.profile.public_id,
        profile_name=row.profile.name,
        made_at=row.made_at,
        is_sure=row.sure_id is not None,
        received_at=row.received_at,
        received_by=person_named(row.received_by) if row.received_by else None,
        groups=groups,
    )
