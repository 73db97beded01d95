"""What was taken back, for machines: whoever fetches from collections or feeds asks here what to take out again."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.api.cursors import Page
from noroshi.api.intel.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.taken import TakenBackShown, Taker, taken_back
from noroshi.threshold.acting import viewer_of


class TakerRead(Schema):
    """A desk that had taken it, last at; nameless, and with the day alone, where a group tells nobody who is in it."""

    desk: UUID | None
    organization: str
    at: datetime


class TakenBackRead(Schema):
    """`takers` are told to the desk whose object it was."""

    id: UUID
    stix_id: str
    source: str
    at: datetime
    is_own: bool
    takers: list[TakerRead]


@room.get("/intel/taken-back", Scope.INTEL_READ, Page[TakenBackRead])
def what_was_taken_back(request: HttpRequest) -> Page[TakenBackRead]:
    """What was taken back after I had taken it, and what my desk took back, with who had taken that. The latest first."""
    return Page(items=[_shown(one) for one in taken_back(viewer_of(request))])


def _shown(one: TakenBackShown) -> TakenBackRead:
    return TakenBackRead(
        id=one.public_id,
        stix_id=one.stix_id,
        source=one.source,
        at=one.at,
        is_own=one.is_own,
        takers=[_taker(each) for each in one.takers],
    )


def _taker(one: Taker) -> TakerRead:
    house = one.desk.organization.name_ja if one.desk else ""
    return TakerRead(desk=one.desk.public_id if one.desk else None, organization=house, at=one.at)
