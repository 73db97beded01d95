"""Block lists of the desk. Devices themselves need no key of the API: they fetch the address that `…/keys` gives once."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.devices.room import room
from noroshi.api.fields import Flag, Id, Incoming, Line, Moment, Name, Reason
from noroshi.api.routing import made
from noroshi.devices.actions.keys import make_device_key, revoke_device_key
from noroshi.devices.actions.lines import propose, publish, review, withdraw
from noroshi.devices.actions.lists import ListWish, amend_list, begin_list, end_list
from noroshi.devices.queries import (
    BlockLineShown,
    BlockListShown,
    candidates_of,
    keys_of,
    lines_of,
    list_shown,
    lists_of,
    to_take_back,
)
from noroshi.directory.signin.scopes import Scope
from noroshi.observables import BY_WORD
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import BlockState, DeviceFormat, TakenBack, Tlp
from noroshi.vocabulary.observables import ObservableKind, ValueFlag

type Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
type Range = Annotated[str, Field(max_length=60)]
AT = "/device-lists/{uuid:block_list}"


class DeviceListGiven(Incoming):
    """`lowest` confidence; `days` for values of which nobody says how long they hold; `drops`: rules stop traffic, not only tell of it.

    `profile` of triage: only what stands on its list is taken, and proposed by itself.
    """

    name: Name
    kinds: Annotated[list[ObservableKind], Field(min_length=1, max_length=40)]
    lowest: Percent = 50
    days: Annotated[int, Field(strict=True, ge=1, le=365)] = 30
    drops: Flag = False
    note: Line = ""
    profile: Id | None = None

    def wish(self) -> ListWish:
        kinds = [BY_WORD[kind] for kind in self.kinds]
        return ListWish(self.name, kinds, self.lowest, self.days, self.drops, self.note, self.profile)


class DeviceListRead(Schema):
    """`counts` by state, of what I may read."""

    id: UUID
    name: str
    note: str
    kinds: list[ObservableKind]
    lowest: int
    days: int
    drops: bool
    profile: UUID | None
    counts: dict[str, int]


class DeviceCandidate(Schema):
    """`id` is what `…/lines` takes."""

    id: str
    kind: ObservableKind
    value: str
    tlp: Tlp
    origin: str
    confidence: int | None
    valid_until: datetime | None
    warnings: list[ValueFlag]


class DeviceLineRead(Schema):
    """`is_out`: devices read it this moment."""

    id: UUID
    kind: ObservableKind
    value: str
    tlp: Tlp
    confidence: int | None
    until: datetime
    state: BlockState
    taken_back: TakenBack | None
    reason: str
    is_out: bool
    warnings: list[ValueFlag]


class LinesProposed(Incoming):
    candidates: Annotated[list[Annotated[str, Field(pattern=r"^[0-9]{1,18}\.[0-9]{1,4}$")]], Field(max_length=1000)]


class LinesChosen(Incoming):
    """`reason` is needed where a value carries a warning."""

    lines: Annotated[list[Id], Field(min_length=1, max_length=1000)]
    reason: Reason = ""


class LinesDone(Schema):
    lines: int


class DeviceKeyGiven(Incoming):
    name: Name
    expires_at: Moment
    network_ranges: Annotated[list[Range], Field(max_length=20)] = []


class DeviceKeyMade(Schema):
    """`addresses` by form, shown this once: who has one has the list."""

    id: UUID
    addresses: dict[str, str]


class DeviceKeyRead(Schema):
    id: UUID
    name: str
    network_ranges: list[str]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    fetched_at: datetime | None
    fetched: str


@room.get("/device-lists", Scope.INTEL_READ, Page[DeviceListRead])
def lists(request: HttpRequest) -> Page[DeviceListRead]:
    """My desk's lists for devices."""
    return Page(items=[_list(one) for one in lists_of(viewer_of(request))])


@room.post("/device-lists", Scope.INTEL_WRITE, DeviceListRead)
def begin(request: HttpRequest, answer: HttpResponse, given: DeviceListGiven) -> Status[DeviceListRead]:
    """Make a list."""
    viewer = viewer_of(request)
    row = begin_list(viewer, given.wish())
    return made(request, answer, f"device-lists/{row.public_id}", _list(list_shown(viewer, row.public_id)))


@room.get(AT, Scope.INTEL_READ, DeviceListRead)
def one(request: HttpRequest, block_list: UUID) -> DeviceListRead:
    """One list of my desk."""
    return _list(list_shown(viewer_of(request), block_list))


@room.post(AT, Scope.INTEL_WRITE, DeviceListRead, status=200)
def amend(request: HttpRequest, block_list: UUID, given: DeviceListGiven) -> DeviceListRead:
    """Change what a list takes from now on."""
    viewer = viewer_of(request)
    list_shown(viewer, block_list)
    amend_list(viewer, block_list, given.wish())
    return _list(list_shown(viewer, block_list))


@room.delete(AT, Scope.INTEL_WRITE)
def end(request: HttpRequest, block_list: UUID) -> Status[None]:
    """End a list: its devices find nothing any more."""
    end_list(viewer_of(request), block_list)
    return Status(204, None)


@room.get(f"{AT}/candidates", Scope.INTEL_READ, Page[DeviceCandidate])
def candidates(request: HttpRequest, block_list: UUID) -> Page[DeviceCandidate]:
    """Values that could be proposed, with what must be said beside them."""
    return Page(
        items=[
            DeviceCandidate(
                id=found.public_key,
                kind=ObservableKind.of(found.kind.word),
                value=found.row.value,
                tlp=found.marking.tlp,
                origin=found.origin,
                confidence=found.row.confidence,
                valid_until=found.row.valid_until,
                warnings=[each.flag for each in found.warnings],
            )
            for found in candidates_of(viewer_of(request), block_list)
        ]
    )


@room.get(f"{AT}/lines", Scope.INTEL_READ, Page[DeviceLineRead])
def lines(request: HttpRequest, block_list: UUID) -> Page[DeviceLineRead]:
    """What is proposed, reviewed and published."""
    states = (BlockState.PROPOSED, BlockState.REVIEWED, BlockState.PUBLISHED)
    return Page(items=[_line(found) for found in lines_of(viewer_of(request), block_list, *states)])


@room.get(f"{AT}/taken-back", Scope.INTEL_READ, Page[DeviceLineRead])
def taken_back(request: HttpRequest, block_list: UUID) -> Page[DeviceLineRead]:
    """What devices have had and must take back; of the last 30 days."""
    return Page(items=[_line(found) for found in to_take_back(viewer_of(request), block_list)])


@room.post(f"{AT}/lines", Scope.INTEL_WRITE, LinesDone)
def propose_lines(
    request: HttpRequest, answer: HttpResponse, block_list: UUID, given: LinesProposed
) -> Status[LinesDone]:
    """Propose values; somebody else of the desk reviews them."""
    chosen = {(int(each.partition(".")[0]), int(each.partition(".")[2])) for each in given.candidates}
    count = len(propose(viewer_of(request), block_list, chosen))
    return made(request, answer, f"device-lists/{block_list}/lines", LinesDone(lines=count))


@room.post(f"{AT}/review", Scope.INTEL_WRITE, LinesDone, status=200)
def review_lines(request: HttpRequest, block_list: UUID, given: LinesChosen) -> LinesDone:
    """Review what somebody else has proposed."""
    return LinesDone(lines=review(viewer_of(request), block_list, given.lines, given.reason))


@room.post(f"{AT}/publication", Scope.INTEL_WRITE, LinesDone, status=200)
def publish_lines(request: HttpRequest, block_list: UUID) -> LinesDone:
    """Publish everything that was reviewed."""
    return LinesDone(lines=publish(viewer_of(request), block_list))


@room.post(f"{AT}/withdrawal", Scope.INTEL_WRITE, LinesDone, status=200)
def withdraw_lines(request: HttpRequest, block_list: UUID, given: LinesChosen) -> LinesDone:
    """Take values off at once; devices find them in what they take back."""
    return LinesDone(lines=withdraw(viewer_of(request), block_list, given.lines, given.reason))


@room.get(f"{AT}/keys", Scope.INTEL_READ, Page[DeviceKeyRead])
def keys(request: HttpRequest, block_list: UUID) -> Page[DeviceKeyRead]:
    """Keys of devices and when each came last."""
    return Page(
        items=[
            DeviceKeyRead(
                id=key.public_id,
                name=key.name,
                network_ranges=[*key.network_ranges],
                made_at=key.made_at,
                expires_at=key.expires_at,
                revoked_at=key.revoked_at,
                fetched_at=key.fetched_at,
                fetched=key.fetched,
            )
            for key in keys_of(viewer_of(request), block_list)
        ]
    )


@room.post(f"{AT}/keys", Scope.INTEL_WRITE, DeviceKeyMade)
def make_key(
    request: HttpRequest, answer: HttpResponse, block_list: UUID, given: DeviceKeyGiven
) -> Status[DeviceKeyMade]:
    """Make a key for one device. Its addresses are shown this once."""
    key, secret = make_device_key(viewer_of(request), block_list, given.name, given.expires_at, given.network_ranges)
    addresses = {
        form.value: request.build_absolute_uri(reverse("device_list", args=[secret, form.value]))
        for form in DeviceFormat
    }
    read = DeviceKeyMade(id=key.public_id, addresses=addresses)
    return made(request, answer, f"device-lists/{block_list}/keys", read)


@room.delete(f"{AT}/keys/{{uuid:device_key}}", Scope.INTEL_WRITE)
def revoke_key(request: HttpRequest, block_list: UUID, device_key: UUID) -> Status[None]:
    """Revoke a key: the device finds nothing any more."""
    revoke_device_key(viewer_of(request), block_list, device_key)
    return Status(204, None)


def _list(one: BlockListShown) -> DeviceListRead:
    return DeviceListRead(
        id=one.public_id,
        name=one.name,
        note=one.note,
        kinds=[ObservableKind.of(kind.word) for kind in one.kinds],
        lowest=one.lowest,
        days=one.days,
        drops=one.drops,
        profile=one.profile,
        counts={state.value: count for state, count in one.counts.items()},
    )


def _line(one: BlockLineShown) -> DeviceLineRead:
    return DeviceLineRead(
        id=one.public_id,
        kind=ObservableKind.of(one.kind.word),
        value=one.value,
        tlp=one.tlp,
        confidence=one.confidence,
        until=one.until,
        state=one.state,
        taken_back=one.taken_back,
        reason=one.reason,
        is_out=one.is_out,
        warnings=[each.flag for each in one.warnings],
    )
