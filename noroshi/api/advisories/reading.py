"""Advisories that I may read, and those that my desk has not acknowledged or passed on yet."""

from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Schema

from noroshi.advisories.inquiring import asks_whom
from noroshi.advisories.queries import to_acknowledge, to_relay
from noroshi.api.advisories.room import room
from noroshi.api.cursors import Page
from noroshi.api.editions.shown import EditionLine, EditionListed, line
from noroshi.api.reports.reading import (
    MOST_WAITING,
    ReportFilter,
    SheetRead,
    newest_of,
    of_kind,
    with_sheet,
)
from noroshi.api.sheet import Against, Changes, changes_between
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.queries import edition_readable_by
from noroshi.threshold.acting import viewer_of

ADVISORY = "advisory"


class HouseNamed(Schema):
    id: UUID
    name_ja: str
    name_en: str


@room.get("/advisories", Scope.EDITIONS_READ, Page[EditionListed])
def advisories(request: HttpRequest, wanted: Query[ReportFilter]) -> Page[EditionListed]:
    """Advisories that I may read, newest first, and what has been overtaken."""
    return newest_of(request, wanted, ADVISORY)


@room.get("/advisories/to-acknowledge", Scope.EDITIONS_READ, Page[EditionLine])
def unanswered(request: HttpRequest) -> Page[EditionLine]:
    """The latest advisories that my desk has not answered, the oldest first. At most 100."""
    return Page(items=[line(one) for one in to_acknowledge(viewer_of(request), limit=MOST_WAITING)])


@room.get("/advisories/to-relay", Scope.EDITIONS_READ, Page[EditionLine])
def unrelayed(request: HttpRequest) -> Page[EditionLine]:
    """At a ministry or a secretariat: advisories that my desk has not passed on, the oldest first. At most 100."""
    return Page(items=[line(one) for one in to_relay(viewer_of(request), limit=MOST_WAITING)])


class AdvisoryRead(SheetRead):
    """`ask` is whom to ask where the contact block is not for my desk: the ministry of my organization."""

    ask: HouseNamed | None


@room.get("/advisories/{uuid:edition}", Scope.EDITIONS_READ, AdvisoryRead)
def advisory(request: HttpRequest, edition: UUID) -> AdvisoryRead:
    """One advisory, field by field, as far as I may hold it."""
    viewer = viewer_of(request)
    found = of_kind(edition_readable_by(viewer, edition), ADVISORY)
    is_own = found.originator.pk == viewer.desk_id
    ministry = None if is_own else asks_whom(viewer, found.content)
    shown = with_sheet(viewer, found, ["follow_up"] if is_own else ["acknowledge"])
    named = HouseNamed(id=ministry.id, name_ja=ministry.name_ja, name_en=ministry.name_en) if ministry else None
    return AdvisoryRead(**dict(shown), ask=named)


@room.get("/advisories/{uuid:edition}/changes", Scope.EDITIONS_READ, Changes)
def changed_advice(request: HttpRequest, edition: UUID, wanted: Query[Against]) -> Changes:
    """What changed, field by field and word by word: since the issue before it, the one I read last, or another that I hold."""
    return changes_between(viewer_of(request), ADVISORY, edition, wanted)
