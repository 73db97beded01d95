"""Who may read the ledger: an organization its own people's deeds, a provider which desks read its information. Nobody more."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from noroshi.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class ReadingEntry:
    """One answer that named information of a provider: which desk, when, and only that provider's objects."""

    id: int
    at: datetime
    deed: str
    answer: str
    organization_id: int | None
    desk_id: int | None
    object_ids: Sequence[uuid.UUID]


def deeds_of(organization_id: int, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """Newest first; the database's own lock lets through the viewer's organization only."""
    rows = Entry.objects.filter(organization_id=organization_id)
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])


def changes_concerning(organization_id: int, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """What others, such as the platform administrator, did to this organization in the directory."""
    rows = Entry.objects.filter(subject_organization_id=organization_id).exclude(organization_id=organization_id)
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])


def readings_of_provider(organization_id: int, *, before: int | None = None, limit: int = 200) -> list[ReadingEntry]:
    with connection.cursor() as cursor:
        cursor.execute("select * from ledger_readings_of(%s, %s, %s)", [organization_id, before, limit])
        return [ReadingEntry(*row) for row in cursor.fetchall()]
