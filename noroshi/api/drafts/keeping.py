"""Drafts of my desk: the list, one of them, saved, discarded, put back, opened again."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page, Paged, page, place_of
from noroshi.api.drafts.room import room
from noroshi.api.drafts.shown import DraftListed, DraftRead, line, whole
from noroshi.api.drafts.written import Typed
from noroshi.api.fields import Edit, Handle, VersionOf
from noroshi.api.sheet import FieldChanged, changed_fields
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.actions import amend, discard, put_back, renew
from noroshi.drafting.queries import draft, drafts
from noroshi.editions.given import gathered
from noroshi.reports.differences import differences
from noroshi.threshold.acting import viewer_of


class DraftFilter(Paged):
    kind: Annotated[list[Literal["report", "advisory", "sheet"]], Field(max_length=3)] = []


class DraftEdit(Typed, Edit):
    """What is not named stays as it is; null takes a field, a mark or a wish out."""

    way: Handle | None = None


class DraftChanges(Schema):
    """Against the edition `before`; null where it was recalled or is no longer open to my desk."""

    before: UUID | None
    changes: list[FieldChanged]


@room.get("/drafts", Scope.EDITIONS_READ, Page[DraftListed])
def open_drafts(request: HttpRequest, wanted: Query[DraftFilter]) -> Page[DraftListed]:
    """Drafts of my desk that are neither sent nor discarded, the last saved first."""
    before = _place(place_of(request, wanted.cursor))
    found = drafts(viewer_of(request), kinds=tuple(wanted.kind), before=before, limit=wanted.limit)
    place = f"{found[-1].saved_at.isoformat()} {found[-1].key}" if found else None
    return page(request, [line(row) for row in found], wanted.limit, place)


@room.get("/drafts/{uuid:draft}", Scope.EDITIONS_READ, DraftRead)
def one_draft(request: HttpRequest, draft: UUID) -> DraftRead:
    """One draft as typed, with what is missing, what to look at again, and what stands in the way of sending it."""
    viewer = viewer_of(request)
    return whole(viewer, _read(viewer, draft))


@room.get("/drafts/{uuid:draft}/changes", Scope.EDITIONS_READ, DraftChanges)
def changed_in(request: HttpRequest, draft: UUID) -> DraftChanges:
    """What this draft changes, field by field, in what it was made from or goes on from."""
    viewer = viewer_of(request)
    with gathered(viewer):
        found = differences(viewer, draft)
    return DraftChanges(
        before=found.against.public_id if found.against else None,
        changes=changed_fields(found.draft.form, (*found.contact, *found.changes)),
    )


@room.patch("/drafts/{uuid:draft}", Scope.EDITIONS_WRITE, DraftRead)
def save(request: HttpRequest, draft: UUID, given: DraftEdit) -> DraftRead:
    """Save as typed: nothing is refused but what no text may hold. Who saves second is told what the first wrote."""
    viewer = viewer_of(request)
    return whole(viewer, amend(viewer, draft, given.written(), version=given.read_version, way=given.way))


@room.delete("/drafts/{uuid:draft}", Scope.EDITIONS_WRITE)
def throw_away(request: HttpRequest, draft: UUID, wanted: Query[VersionOf]) -> Status[None]:
    """Discard a draft; it can be put back."""
    discard(viewer_of(request), draft, version=wanted.read_version)
    return Status(204, None)


@room.post("/drafts/{uuid:draft}/put-back", Scope.EDITIONS_WRITE, DraftRead, status=200)
def take_back_out(request: HttpRequest, draft: UUID) -> DraftRead:
    """Put a discarded draft back."""
    viewer = viewer_of(request)
    return whole(viewer, put_back(viewer, draft))


@room.post("/drafts/{uuid:draft}/renew", Scope.EDITIONS_WRITE, DraftRead, status=200)
def open_again(request: HttpRequest, draft: UUID) -> DraftRead:
    """Open an expired draft again, or one whose form was changed meanwhile."""
    viewer = viewer_of(request)
    return whole(viewer, renew(viewer, draft))


_read = draft


def _place(given: str) -> tuple[datetime, int] | None:
    saved_at, _, key = given.partition(" ")
    return (datetime.fromisoformat(saved_at), int(key)) if given else None
