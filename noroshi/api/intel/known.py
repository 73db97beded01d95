"""Lists of known values: the lines of one's own house, and the delivered ones as far as it has not switched them off."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.fields import Incoming, Line, checked
from noroshi.api.intel.room import room
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.intel.actions.known import add_known, change_known, drop_known, put_line_aside, take_line_up
from noroshi.intel.knowing import KnownShown, delivered, delivered_line, entry_of, known_values, own_line
from noroshi.intel.met import hits_of
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import KnownList
from noroshi.vocabulary.observables import ObservableKind
from noroshi.vocabulary.text import clean_line

type ValueWritten = Annotated[
    str, checked(lambda value: clean_line(value, most=2000, required=True)), Field(max_length=2000)
]
type Why = Annotated[str, checked(lambda value: clean_line(value, most=400, required=True)), Field(max_length=400)]


class KnownGiven(Incoming):
    """However it is written: an address, a network, a domain with all below it, a URL, a mail address, a hash."""

    list: KnownList
    value: ValueWritten
    note: Line = ""


class KnownChanged(Incoming):
    """Another value is another line."""

    list: KnownList
    note: Line = ""


class KnownRead(Schema):
    """`hits` are objects that I may read, counted to a thousand."""

    id: UUID | None
    list: KnownList
    kind: ObservableKind
    value: str
    note: str
    hits: int


class SwitchedOff(Incoming):
    """Why the line does not hold for my organization."""

    why: Why


class DeliveredRead(Schema):
    """`id` is the same in every installation. Whether it is switched off, by whom, when and why, my organization alone reads."""

    id: UUID
    list: KnownList
    kind: ObservableKind
    value: str
    says_ja: str
    says_en: str
    hits: int
    is_off: bool
    why: str
    switched_by: str
    switched_at: datetime | None


@room.get("/intel/known", Scope.EDITIONS_READ, Page[KnownRead])
def known(request: HttpRequest) -> Page[KnownRead]:
    """My organization's own lines of known values."""
    viewer = viewer_of(request)
    lines = known_values(viewer)
    counted = hits_of(viewer, lines)
    return Page(items=[_known(one, counted[one.kind, one.value]) for one in lines])


@room.post("/intel/known", Scope.EDITIONS_WRITE, KnownRead)
def know(request: HttpRequest, answer: HttpResponse, given: KnownGiven) -> Status[KnownRead]:
    """Put a value on a list of known values."""
    row = add_known(viewer_of(request), KnownList.of(given.list), given.value, given.note)
    return made(request, answer, "intel/known", _own(request, row.public_id))


@room.get("/intel/known/delivered", Scope.EDITIONS_READ, Page[DeliveredRead])
def delivered_lines(request: HttpRequest) -> Page[DeliveredRead]:
    """The lines delivered with Noroshi, as they stand for my organization."""
    viewer = viewer_of(request)
    lines = delivered(viewer, "ja")
    counted = hits_of(viewer, lines)
    return Page(items=[_delivered(one, counted[one.kind, one.value]) for one in lines])


@room.post("/intel/known/delivered/{uuid:line}/off", Scope.EDITIONS_WRITE, DeliveredRead, status=200)
def switch_off(request: HttpRequest, line: UUID, given: SwitchedOff) -> DeliveredRead:
    """Switch a delivered line off for my organization."""
    put_line_aside(viewer_of(request), line, given.why)
    return _one_delivered(request, line)


@room.post("/intel/known/delivered/{uuid:line}/on", Scope.EDITIONS_WRITE, DeliveredRead, status=200)
def switch_on(request: HttpRequest, line: UUID) -> DeliveredRead:
    """Switch a delivered line on again for my organization."""
    take_line_up(viewer_of(request), line)
    return _one_delivered(request, line)


@room.post("/intel/known/{uuid:line}", Scope.EDITIONS_WRITE, KnownRead, status=200)
def change(request: HttpRequest, line: UUID, given: KnownChanged) -> KnownRead:
    """Change the list and the reason of one of my desk's lines."""
    change_known(viewer_of(request), line, KnownList.of(given.list), given.note)
    return _own(request, line)


@room.delete("/intel/known/{uuid:line}", Scope.EDITIONS_WRITE)
def forget(request: HttpRequest, line: UUID) -> Status[None]:
    """Take one of my desk's lines off its list."""
    drop_known(viewer_of(request), line)
    return Status(204, None)


def _own(request: HttpRequest, line: UUID) -> KnownRead:
    viewer = viewer_of(request)
    one = own_line(viewer, line)
    return _known(one, hits_of(viewer, [one])[one.kind, one.value])


def _known(one: KnownShown, hits: int) -> KnownRead:
    return KnownRead(
        id=one.public_id,
        list=one.list,
        kind=ObservableKind.of(one.kind.word),
        value=one.value,
        note=one.note,
        hits=hits,
    )


def _one_delivered(request: HttpRequest, line: UUID) -> DeliveredRead:
    viewer = viewer_of(request)
    one = delivered_line(viewer, line, "ja")
    return _delivered(one, hits_of(viewer, [one])[one.kind, one.value])


def _delivered(one: KnownShown, hits: int) -> DeliveredRead:
    if one.line is None:
        raise ValueError(f"not delivered: {one.public_id}")
    says = entry_of(one.line)[1].reason
    return DeliveredRead(
        id=one.line,
        list=one.list,
        kind=ObservableKind.of(one.kind.word),
        value=one.value,
        says_ja=says.ja,
        says_en=says.en,
        hits=hits,
        is_off=one.aside is not None,
        why=one.aside.why if one.aside else "",
        switched_by=one.aside.by if one.aside else "",
        switched_at=one.aside.at if one.aside else None,
    )
