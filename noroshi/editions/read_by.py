"""Which desks read what this organization wrote, as its reader may know it (C-268): of confidential groups nobody in particular."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition
from noroshi.editions.rosters import desks_to_name
from noroshi.ledger.queries import ReadingEntry, readings_of_provider


@dataclass(frozen=True)
class ReadBy:
    """One answer in which others were given editions of ours. `desk` is None for somebody of a confidential group."""

    at: datetime
    answer: str
    desk: Desk | None
    editions: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class ReadByPage:
    """`last` is where the next page goes on; empty at the end."""

    rows: tuple[ReadBy, ...]
    last: int | None


def readings_of_own(viewer: Viewer, *, before: int | None = None, limit: int = 50) -> ReadByPage:
    """Newest first; only editions that the viewer's own desk holds, too."""
    found = readings_of_provider(viewer.organization_id, before=before, limit=limit)
    entries = [entry for entry in found if entry.organization_id != viewer.organization_id]
    named = _named(viewer, {edition for entry in entries for edition in entry.object_ids})
    desks = Desk.objects.select_related("organization").in_bulk([entry.desk_id for entry in entries if entry.desk_id])
    rows = [row for entry in entries for row in _rows(entry, named, desks)]
    return ReadByPage(tuple(rows), found[-1].id if len(found) >= limit else None)


def _named(viewer: Viewer, editions: Iterable[uuid.UUID]) -> dict[uuid.UUID, frozenset[int] | None]:
    """By edition that the viewer reads: the desks that may be named, or None for all."""
    own = Edition.objects.filter(public_id__in=list(editions), originator_organization=viewer.organization_id)
    return {row.public_id: desks_to_name(viewer, row) for row in readable_by(viewer, own)}


def _rows(
    entry: ReadingEntry, named: Mapping[uuid.UUID, frozenset[int] | None], desks: Mapping[int, Desk]
) -> Iterable[ReadBy]:
    known = [edition for edition in entry.object_ids if edition in named]
    open_ = tuple(edition for edition in known if _may_be_named(entry, named[edition]))
    secret = tuple(edition for edition in known if edition not in open_)
    if open_:
        yield ReadBy(entry.at, entry.answer, desks.get(entry.desk_id or 0), open_)
    if secret:
        yield ReadBy(entry.at, entry.answer, None, secret)


def _may_be_named(entry: ReadingEntry, named: frozenset[int] | None) -> bool:
    return named is None or entry.desk_id in named
