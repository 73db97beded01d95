"""Who may read the ledger: an organization its own people's deeds, a provider which desks read its information. Nobody more.

The database's own lock (audiences) gives a viewer the rows of its organization only, whatever is asked here.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from noroshi.ledger.entries import Answer
from noroshi.ledger.models import Entry
from noroshi.vocabulary.word import Word


class Only(Word):
    """A part of what somebody's people did."""

    DONE = "done", "したこと", "done"
    READ = "read", "読んだもの", "read"
    REFUSED = "refused", "断られたこと", "refused"


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


class Recent(NamedTuple):
    """As much of an entry as tells what was done with what."""

    deed: str
    answer: str
    object_ids: tuple[uuid.UUID, ...]
    detail: Mapping[str, object]


def deeds_of(
    organization_id: int, *, before: int | None = None, limit: int = 50, only: Only | None = None
) -> list[Entry]:
    """What the organization's own people did and read, newest first, older than entry `before`."""
    rows = Entry.objects.filter(organization_id=organization_id)
    match only:
        case Only.DONE:
            rows = rows.filter(allowed=True, answer=Answer.DEED)
        case Only.READ:
            rows = rows.filter(allowed=True).exclude(answer=Answer.DEED)
        case Only.REFUSED:
            rows = rows.filter(allowed=False)
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])


def recent_of(organization_id: int, person_id: int, *, since: datetime, among: int) -> list[Recent]:
    """What one person did and read just now, as far as it stands among the house's latest entries."""
    latest = Entry.objects.filter(organization_id=organization_id).order_by("-pk")[:among]
    rows = latest.values_list("person_id", "allowed", "at", "deed", "answer", "object_ids", "detail")
    return [
        Recent(deed, answer, tuple(objects), detail)
        for person, allowed, at, deed, answer, objects, detail in rows
        if person == person_id and allowed and at >= since
    ]


def deeds_about(organization_id: int, *, before: int | None = None, limit: int = 50) -> list[Entry]:
    """What others, such as the platform administrator, did to this organization in the directory."""
    rows = Entry.objects.filter(subject_organization_id=organization_id).exclude(organization_id=organization_id)
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-pk")[:limit])


def readings_of_provider(
    organization_id: int, *, of: uuid.UUID | None = None, before: int | None = None, limit: int = 200
) -> list[ReadingEntry]:
    """Newest first; `of` asks about one object."""
    with connection.cursor() as cursor:
        cursor.execute("select * from ledger_readings_of(%s, %s, %s, %s)", [organization_id, before, limit, of])
        return [ReadingEntry(*row) for row in cursor.fetchall()]


def readers_of_provider(organization_id: int, *, of: uuid.UUID, limit: int) -> list[tuple[int | None, int | None, int]]:
    """Other organizations' desks that read one object, and how often, who read last first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select organization_id, desk_id, count(*) from ledger_readings_of(%s, null, %s, %s)"
            " where organization_id is distinct from %s group by 1, 2 order by max(id) desc",
            [organization_id, limit, of, organization_id],
        )
        return [(house, desk, int(count)) for house, desk, count in cursor.fetchall()]


@contextmanager
def as_system(name: str, *, snapshot: bool = False) -> Iterator[None]:
    """A transaction of the ledger's own work, which must see every entry. Only the system's login is given that.

    With `snapshot` it only reads, everything as it was at one instant; then it must be the outermost transaction.
    """
    with transaction.atomic(durable=snapshot), connection.cursor() as cursor:
        if snapshot:
            cursor.execute("set transaction isolation level repeatable read, read only")
        cursor.execute("select set_config('noroshi.viewer', %s, true)", [f"system:{name}"])
        yield
