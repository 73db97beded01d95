"""After a recall: what left the house, what my desk is asked to delete, and that it has."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.api.cursors import Page
from noroshi.api.editions.room import room
from noroshi.api.editions.shown import Origin, origin
from noroshi.api.fields import Incoming, Reason
from noroshi.api.routing import made
from noroshi.asking.withdrawing import LeftBy, what_left
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.withdrawing import WithdrawalShown, confirm_deleted, deleted_by, withdrawal, withdrawals
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp


class LeftShown(Schema):
    """What a recall does not reach at one desk. `desk` is null for somebody of a confidential group."""

    desk: Origin | None
    ways: list[LeftBy]
    latest_at: datetime
    deleted_at: datetime | None


class Withdrawn(Schema):
    """What its originator has recalled; `deleted_at` is when my desk said that nothing of it is left."""

    id: UUID
    edition: UUID
    kind: str
    tlp: Tlp
    reference_number: str
    originator: Origin
    at: datetime
    deleted_at: datetime | None


class Deleting(Incoming):
    note: Reason = ""


@room.get("/editions/{uuid:edition}/left", Scope.EDITIONS_READ, Page[LeftShown])
def left(request: HttpRequest, edition: UUID) -> Page[LeftShown]:
    """For the originator: which desks have an own edition outside, by mail, as a file or in a machine."""
    viewer = viewer_of(request)
    said = {one.desk.pk: one.at for one in deleted_by(viewer, edition) if one.desk}
    return Page(
        items=[
            LeftShown(
                desk=origin(one.desk) if one.desk else None,
                ways=list(one.ways),
                latest_at=one.latest_at,
                deleted_at=said.get(one.desk.pk) if one.desk else None,
            )
            for one in what_left(viewer, edition)
        ]
    )


@room.get("/withdrawals", Scope.EDITIONS_READ, Page[Withdrawn])
def withdrawn(request: HttpRequest) -> Page[Withdrawn]:
    """What others have recalled that my desk held; what it has not answered first."""
    return Page(items=[_withdrawn(one) for one in withdrawals(viewer_of(request))])


@room.post("/withdrawals/{uuid:withdrawal}/deletion", Scope.EDITIONS_WRITE, Withdrawn)
def deleted(request: HttpRequest, answer: HttpResponse, withdrawal: UUID, given: Deleting) -> Status[Withdrawn]:
    """Say for my desk that nothing of it is left outside. Its originator reads that."""
    viewer = viewer_of(request)
    confirm_deleted(viewer, withdrawal, note=given.note)
    return made(request, answer, "withdrawals", _withdrawn(_read(viewer, withdrawal)))


_read = withdrawal


def _withdrawn(one: WithdrawalShown) -> Withdrawn:
    return Withdrawn(
        id=one.public_id,
        edition=one.edition_id,
        kind=one.kind,
        tlp=one.tlp,
        reference_number=one.reference_number,
        originator=origin(one.originator),
        at=one.at,
        deleted_at=one.deleted_at,
    )
