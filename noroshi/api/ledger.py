"""The record: what my organization's people did and read, what others did to it, who read what it wrote; the node's key."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from noroshi.api.cursors import Page, Paged, number_of, page
from noroshi.api.editions.shown import Origin, origin
from noroshi.api.routing import Room
from noroshi.directory.queries.acting import DeskNamed, PersonNamed, who_acted
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.queries import ids_readable_by
from noroshi.editions.read_by import readings_of_own
from noroshi.ledger.entries import Answer
from noroshi.ledger.queries import Only, deeds_about, deeds_of
from noroshi.ledger.seals import fingerprint_of, node_key
from noroshi.threshold.acting import seat_of, viewer_of

room = Room("ledger")


class EntryShown(Schema):
    """One deed or answer. `clause` is what allowed it, or the code of its refusal.

    `objects` are those of the directory, and editions that the asker may read; others are as if they were not.
    """

    at: datetime
    deed: str
    answer: Answer
    allowed: bool
    clause: str
    person: PersonNamed | None
    desk: DeskNamed | None
    is_by_key: bool
    objects: list[UUID]


class ReadingShown(Schema):
    """`by` is null for somebody in a group with a confidential roster."""

    at: datetime
    answer: Answer
    by: Origin | None
    editions: list[UUID]


class DeedsWanted(Paged):
    only: Only | None = None


class NodeKeyShown(Schema):
    """With it everybody who reads an edition can verify its seal."""

    fingerprint: str
    algorithm: str
    public_key: str


@room.get("/ledger/deeds", Scope.LEDGER_READ, Page[EntryShown])
def own(request: HttpRequest, wanted: Query[DeedsWanted]) -> Page[EntryShown]:
    """What my organization's people did and read, and what was refused to them, newest first."""
    before = number_of(request, wanted.cursor)
    rows = deeds_of(seat_of(request).organization_id, before=before, limit=wanted.limit, only=wanted.only)
    return _entries(request, rows, wanted.limit)


@room.get("/ledger/deeds-about", Scope.LEDGER_READ, Page[EntryShown])
def about(request: HttpRequest, wanted: Query[Paged]) -> Page[EntryShown]:
    """What others, such as the platform, did to my organization in the directory, newest first."""
    rows = deeds_about(seat_of(request).organization_id, before=number_of(request, wanted.cursor), limit=wanted.limit)
    return _entries(request, rows, wanted.limit)


@room.get("/ledger/readings", Scope.LEDGER_READ, Page[ReadingShown])
def readings(request: HttpRequest, wanted: Query[Paged]) -> Page[ReadingShown]:
    """Which desks read what my organization wrote, newest first."""
    found = readings_of_own(viewer_of(request), before=number_of(request, wanted.cursor), limit=wanted.limit)
    rows = [
        ReadingShown(
            at=row.at,
            answer=Answer.of(row.answer),
            by=origin(row.desk) if row.desk else None,
            editions=list(row.editions),
        )
        for row in found.rows
    ]
    return page(request, rows, 0, str(found.last) if found.last else None)


@room.get("/ledger/node-key", Scope.LEDGER_READ, NodeKeyShown)
def key(request: HttpRequest) -> NodeKeyShown:
    """The public half of the key with which this node seals."""
    public = node_key().public_key()
    return NodeKeyShown(
        fingerprint=fingerprint_of(public), algorithm="ed25519", public_key=public.public_bytes_raw().hex()
    )


def _entries(request: HttpRequest, rows: Sequence[Any], limit: int) -> Page[EntryShown]:
    named = who_acted(seat_of(request), [row.person_id for row in rows], [row.desk_id for row in rows])
    known = ids_readable_by(viewer_of(request), {each for row in rows for each in row.object_ids})
    shown = [
        EntryShown(
            at=row.at,
            deed=row.deed,
            answer=Answer.of(row.answer),
            allowed=row.allowed,
            clause=row.clause,
            person=named.people.get(row.person_id or 0),
            desk=named.desks.get(row.desk_id or 0),
            is_by_key=row.key_id is not None,
            objects=[each for each in row.object_ids if row.subject_organization_id or each in known],
        )
        for row in rows
    ]
    return page(request, shown, limit, str(rows[-1].pk) if rows else None)
