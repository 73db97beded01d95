"""What is accepted before anything else. Until then other routes answer `pledge_first`."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.drafts.shown import Writer, writer
from noroshi.api.fields import Day, Id, Incoming, Line, Writing
from noroshi.api.legal.room import room
from noroshi.api.routing import ANY_KEY, made
from noroshi.directory.signin.scopes import Scope
from noroshi.legal import actions
from noroshi.legal.pledges import PledgeShown, Roll, binding, outstanding, pledge, rolls
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import PledgeKind, PledgeReach


class Words(Incoming):
    """The text of one version; `penalty` is what the law threatens when secrecy is broken."""

    title_ja: Line
    title_en: Line = ""
    text_ja: Writing
    text_en: Writing = ""
    penalty_ja: Writing = ""
    penalty_en: Writing = ""
    valid_from: Day


class Writes(Words):
    """`group` only where `reach` is a group; it must be one that my desk runs."""

    kind: PledgeKind
    reach: PledgeReach
    group: Id | None = None


class Accepting(Incoming):
    """Versions as they were read."""

    pledges: Annotated[list[Id], Field(min_length=1, max_length=50)]


class PledgeRead(Schema):
    """`accepted_at` is mine, of this very version."""

    id: UUID
    series: UUID
    version: int
    kind: PledgeKind
    reach: PledgeReach
    organization: UUID
    title_ja: str
    title_en: str
    text_ja: str
    text_en: str
    penalty_ja: str
    penalty_en: str
    valid_from: date
    ended_at: datetime | None
    accepted_at: datetime | None
    may_write: bool


class SignerRead(Schema):
    person: Writer
    accepted_at: datetime | None


class RollRead(Schema):
    pledge: PledgeRead
    signers: list[SignerRead]


@room.get("/pledges", ANY_KEY, Page[PledgeRead])
def all_mine(request: HttpRequest) -> Page[PledgeRead]:
    """What binds me at this desk, what is still to be accepted first."""
    seat = seat_of(request)
    waiting = outstanding(seat)
    known = {one.public_id for one in waiting}
    return Page(items=[_read(one) for one in [*waiting, *(one for one in binding(seat) if one.public_id not in known)]])


@room.post("/pledges/accept", ANY_KEY, Page[PledgeRead], status=200)
def accept(request: HttpRequest, given: Accepting) -> Page[PledgeRead]:
    """Accept versions that bind me. The record says by which key."""
    actions.accept_pledges(seat_of(request), given.pledges)
    return all_mine(request)


@room.get("/pledges/accepted", Scope.DIRECTORY_READ, Page[RollRead])
def accepted(request: HttpRequest) -> Page[RollRead]:
    """For the administrator: who of the own organization has accepted what binds it."""
    return Page(items=[_roll(one) for one in rolls(seat_of(request))])


@room.get("/pledges/{uuid:pledge}", ANY_KEY, PledgeRead)
def one(request: HttpRequest, pledge: UUID) -> PledgeRead:
    """One version that binds me, that I accepted, or that my organization wrote."""
    return _read(_pledge(seat_of(request), pledge))


@room.post("/pledges", Scope.DIRECTORY_WRITE, PledgeRead)
def write(request: HttpRequest, answer: HttpResponse, given: Writes) -> Status[PledgeRead]:
    """Write a text that everybody whom it reaches accepts first, from its day on."""
    seat, wanted = seat_of(request), given.model_dump()
    kind, reach = PledgeKind.of(wanted.pop("kind")), PledgeReach.of(wanted.pop("reach"))
    row = actions.write_pledge(seat, kind=kind, reach=reach, **wanted)
    return made(request, answer, f"pledges/{row.public_id}", _read(_pledge(seat, row.public_id)))


@room.post("/pledges/{uuid:pledge}/versions", Scope.DIRECTORY_WRITE, PledgeRead)
def next_version(request: HttpRequest, answer: HttpResponse, pledge: UUID, given: Words) -> Status[PledgeRead]:
    """Its next version. Whoever accepted the earlier one is asked again."""
    seat = seat_of(request)
    row = actions.next_version(seat, pledge, **given.model_dump())
    return made(request, answer, f"pledges/{row.public_id}", _read(_pledge(seat, row.public_id)))


@room.post("/pledges/{uuid:pledge}/end", Scope.DIRECTORY_WRITE, PledgeRead, status=200)
def end(request: HttpRequest, pledge: UUID) -> PledgeRead:
    """Nobody is asked any more; who accepted it stays written down."""
    seat = seat_of(request)
    actions.end_pledge(seat, pledge)
    return _read(_pledge(seat, pledge))


_pledge = pledge


def _read(one: PledgeShown) -> PledgeRead:
    return PledgeRead(
        id=one.public_id,
        series=one.series,
        version=one.version,
        kind=one.kind,
        reach=one.reach,
        organization=one.organization.public_id,
        title_ja=one.title_ja,
        title_en=one.title_en,
        text_ja=one.text_ja,
        text_en=one.text_en,
        penalty_ja=one.penalty_ja,
        penalty_en=one.penalty_en,
        valid_from=one.valid_from,
        ended_at=one.ended_at,
        accepted_at=one.accepted_at,
        may_write=one.may_write,
    )


def _roll(one: Roll) -> RollRead:
    signers = [SignerRead(person=writer(each.person), accepted_at=each.accepted_at) for each in one.signers]
    return RollRead(pledge=_read(one.pledge), signers=signers)
