"""Passing on, publishing, marking again, recalling."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.editions.room import room
from noroshi.api.editions.shown import EditionFiled, Party, ReceiptShown, filed, origin, parties
from noroshi.api.editions.written import MarkingAsked
from noroshi.api.editions.written import Parties as PartiesAsked
from noroshi.api.fields import Flag, Incoming, Reason, Version
from noroshi.api.routing import made
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.actions import hop, mark_again, publish, recall
from noroshi.editions.addressed import addressed
from noroshi.editions.errors import MarkingChangedMeanwhile
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.foretelling import Reached, foretell_hop
from noroshi.editions.wishes import marking
from noroshi.editions.wishes import parties as named
from noroshi.sharing.marking import Marking
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import HopKind, Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import ChangedMeanwhile, NotFound, VersionMissing


class NewHop(Incoming):
    kind: Literal["submit", "relay", "relay_anonymized", "issue", "post"]
    to: Annotated[PartiesAsked, Field(min_length=1)]
    note: Reason = ""


class HopAsked(Incoming):
    to: Annotated[PartiesAsked, Field(min_length=1)]


class ReachedShown(Schema):
    name_ja: str
    name_en: str
    desks: int


class HopForetold(Schema):
    """Whom a hop would reach and who of those named is outside the range; others than known ones only by number."""

    reached: list[ReachedShown]
    reached_unnamed: int
    outside: list[ReachedShown]
    outside_unnamed: int
    groups: list[ReachedShown]


class Publishing(Incoming):
    """`is_confirmed`: everybody on the internet will be able to read it."""

    is_confirmed: Flag = False


class Remarking(MarkingAsked):
    """`read_number`: the number of the marking that was read."""

    read_number: Version | None = None
    reason: Reason = ""


class Recalling(Incoming):
    reason: Annotated[Reason, Field(min_length=1)]
    read_number: Version | None = None


class PartShown(Schema):
    fields: list[str]
    tlp: Tlp | None
    readers: list[Party] | None
    kept_from: list[Party]


class PublishedShown(Schema):
    fields: list[str]
    address: str


class MarkingShown(Schema):
    """As the originator wrote it; nobody else is shown whom it excludes."""

    number: int
    tlp: Tlp
    variant: TableVariant
    leg: Leg
    sectors: list[str]
    receivers: list[Party]
    destinations: list[Party]
    additions: list[Party]
    exclusions: list[Party]
    parts: list[PartShown]
    published: list[PublishedShown]
    bars_government: bool
    handling_note: str
    is_statutory: bool
    relay_by_hand: bool
    only_anonymized: bool
    is_recalled: bool


@room.post("/editions/{uuid:edition}/hops", Scope.EDITIONS_WRITE, ReceiptShown)
def pass_on(request: HttpRequest, answer: HttpResponse, edition: UUID, given: NewHop) -> Status[ReceiptShown]:
    """Pass an edition on: it opens to these parties, only inside its ceiling. The receipt says where it went."""
    viewer = viewer_of(request)
    row = hop(viewer, edition, kind=HopKind.of(given.kind), to=named(viewer, given.to), note=given.note)
    return made(request, answer, f"editions/{edition}/receipts", hop_shown(row))


@room.ask("/editions/{uuid:edition}/hops/preview", Scope.EDITIONS_READ, HopForetold)
def before_passing_on(request: HttpRequest, edition: UUID, given: HopAsked) -> HopForetold:
    """Whom a hop would reach; nothing is passed on."""
    viewer = viewer_of(request)
    found = foretell_hop(viewer, edition, named(viewer, given.to))
    return HopForetold(
        reached=_reached(found.reached),
        reached_unnamed=found.unnamed,
        outside=_reached(found.outside),
        outside_unnamed=found.outside_unnamed,
        groups=_reached(found.groups),
    )


@room.post("/editions/{uuid:edition}/publish", Scope.EDITIONS_WRITE, ReceiptShown)
def open_to_all(request: HttpRequest, answer: HttpResponse, edition: UUID, given: Publishing) -> Status[ReceiptShown]:
    """Publish a CLEAR edition for everybody on the internet, without contact blocks and names."""
    row = publish(viewer_of(request), edition, is_confirmed=given.is_confirmed)
    return made(request, answer, f"public/editions/{edition}", hop_shown(row))


@room.get("/editions/{uuid:edition}/marking", Scope.EDITIONS_READ, MarkingShown)
def marked(request: HttpRequest, edition: UUID) -> MarkingShown:
    """The marking of an edition of my own desk."""
    return _marking(*marking_of_own(viewer_of(request), edition))


@room.post("/editions/{uuid:edition}/marking", Scope.EDITIONS_WRITE, EditionFiled, status=200)
def remark(request: HttpRequest, edition: UUID, given: Remarking) -> EditionFiled:
    """Mark again: wider or narrower. A new numbered record; the content's seal stays."""
    viewer, wanted = viewer_of(request), marking(viewer_of(request), given.wish(), "notice")
    number = _read(given.read_number)
    try:
        row = mark_again(
            viewer, edition, _on_its_form(viewer, edition, wanted), read_number=number, reason=given.reason
        )
    except MarkingChangedMeanwhile:
        raise _changed(viewer, edition) from None
    return filed(row)


@room.post("/editions/{uuid:edition}/recall", Scope.EDITIONS_WRITE, EditionFiled, status=200)
def take_back(request: HttpRequest, edition: UUID, given: Recalling) -> EditionFiled:
    """Recall: it ends for everybody but the originator; receipts stay."""
    viewer = viewer_of(request)
    try:
        row = recall(viewer, edition, read_number=_read(given.read_number), reason=given.reason)
    except MarkingChangedMeanwhile:
        raise _changed(viewer, edition) from None
    return filed(row)


def _reached(found: Iterable[Reached]) -> list[ReachedShown]:
    return [ReachedShown(name_ja=one.name_ja, name_en=one.name_en, desks=one.desks) for one in found]


def _read(number: int | None) -> int:
    if number is None:
        raise VersionMissing
    return number


def _on_its_form(viewer: Viewer, edition: UUID, wanted: Marking) -> Marking:
    """The form stays the one that was filled. Whoever is not the originator is refused by the deed itself."""
    try:
        current, _ = marking_of_own(viewer, edition)
    except NotFound:
        return wanted
    return replace(wanted, variant=current.variant, leg=current.leg)


def _changed(viewer: Viewer, edition: UUID) -> ChangedMeanwhile:
    current = _marking(*marking_of_own(viewer, edition))
    return ChangedMeanwhile(current=current.model_dump(mode="json"))


def hop_shown(row: Any) -> ReceiptShown:
    return ReceiptShown(
        id=row.public_id,
        edition=row.edition_public_id,
        kind=row.kind,
        from_desk=origin(row.from_desk),
        at=row.at,
        is_by_order=row.by_order_id is not None,
        note=row.note,
        to=parties(addressed(row.to)),
    )


def _marking(found: Marking, number: int) -> MarkingShown:
    return MarkingShown(
        number=number,
        tlp=found.tlp,
        variant=found.variant,
        leg=found.leg,
        sectors=sorted(found.sectors),
        receivers=parties(addressed(f"desk:{desk}" for desk in sorted(found.receivers))),
        destinations=parties(addressed(sorted(map(str, found.destinations)))),
        additions=parties(addressed(sorted(map(str, found.additions)))),
        exclusions=parties(addressed(sorted(map(str, found.exclusions)))),
        parts=[
            PartShown(
                fields=sorted(part.fields),
                tlp=part.tlp,
                readers=None if part.readers is None else parties(addressed(sorted(map(str, part.readers)))),
                kept_from=parties(addressed(sorted(map(str, part.kept_from)))),
            )
            for part in found.parts
        ],
        published=[PublishedShown(fields=sorted(one.fields), address=one.address) for one in found.published],
        bars_government=found.bars_government,
        handling_note=found.handling_note,
        is_statutory=found.is_statutory,
        relay_by_hand=found.relay_by_hand,
        only_anonymized=found.only_anonymized,
        is_recalled=found.is_recalled,
    )
