"""What sending a draft would mean, and sending it: sealed, with its files, brought to the next station, once."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.advisories.confirming import Confirmed, findings, recipients, same_content, send_draft
from noroshi.advisories.foretelling import Looked, look
from noroshi.api.drafts.room import room
from noroshi.api.drafts.shown import Hindrance, in_the_way
from noroshi.api.editions.explaining import PreviewShown, preview_shown
from noroshi.api.editions.shown import EditionRead, Origin, Party, origin, parties, reading
from noroshi.api.editions.written import Parties
from noroshi.api.fields import Edit, Reason
from noroshi.api.routing import made
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.checks import Finding
from noroshi.drafting.posted import Posted
from noroshi.drafting.queries import DraftShown, draft
from noroshi.editions.given import gathered
from noroshi.editions.queries import edition_readable_by
from noroshi.reports.ways import NAMES, Stop
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal


class StationAhead(Schema):
    """A desk along the way; `role` says what it is there."""

    role: str
    role_ja: str
    role_en: str
    desk: Origin


class CheckFound(Schema):
    """Worth a second look before it leaves. With `must_be_confirmed` its `kind` stands in `confirms` of the sending."""

    kind: str
    field: str
    message_ja: str
    message_en: str
    found: str
    must_be_confirmed: bool


class PostedBefore(Schema):
    """Another item that may tell the same, with what both have: addresses and hashes, words of the trade, a share of the text."""

    edition: UUID
    title: str
    tlp: Tlp
    signs: list[str]
    terms: list[str]
    percent: int


class DraftForetold(Schema):
    """Where it goes, station by station, who holds it right after sending, how far it may go at most, who never gets it.

    `audience` is null while nothing can be said, `at_most` counts organizations by color, null being everybody; colors
    that cannot be sent are not in it. `number` and `reference_number` are those that it will carry, as far as they are known.
    """

    stations: list[StationAhead]
    destinations: list[Party]
    audience: PreviewShown | None
    at_most: dict[Tlp, int | None]
    number: int | None
    reference_number: str
    in_the_way: list[Hindrance]
    recipients: list[str]
    checks: list[CheckFound]
    posted: list[PostedBefore]


Confirms = Annotated[list[Literal["stricter_words"]], Field(max_length=5)]


class Sending(Edit):
    """`version` is the one that was looked at: nobody sends what somebody else has just changed.

    `recipients` of the preview, sent back, are compared with those of now; in RED and AMBER another one is refused.
    `alone` is why one person issues a warning without a second.
    `confirms` says that a color in the text which goes less far than the marking is meant to stand there.
    """

    recipients: Parties | None = None
    confirms: Confirms = []
    alone: Reason = ""

    def confirmed(self) -> Confirmed:
        named = None if self.recipients is None else frozenset(self.recipients)
        return Confirmed(named, frozenset(self.confirms), self.alone)


NOTHING_SHOWN = Confirmed()
PLACES = {"report": "reports", "advisory": "advisories", "sheet": "sheets"}


@room.get("/drafts/{uuid:draft}/preview", Scope.EDITIONS_READ, DraftForetold)
def before_it_is_sent(request: HttpRequest, draft: UUID) -> DraftForetold:
    """What sending this draft would mean with today's directory; nothing is sent."""
    viewer = viewer_of(request)
    with gathered(viewer):
        found = look(viewer, draft)
        same = same_content(viewer, found.draft, found.filled)
        first = _recipients(viewer, found)
    reach = found.foretold.reach
    return DraftForetold(
        stations=[_station(stop) for stop in found.stops],
        destinations=parties(found.destinations),
        audience=preview_shown(reach) if reach else None,
        at_most=dict(found.foretold.at_most),
        number=found.number,
        reference_number=found.reference_number,
        in_the_way=in_the_way(viewer, found.draft, found.filled),
        recipients=first,
        checks=[_check(one) for one in findings(found.draft, found.files)],
        posted=[_posted(one) for one in same],
    )


@room.post("/drafts/{uuid:draft}/send", Scope.EDITIONS_WRITE, EditionRead)
def send(request: HttpRequest, answer: HttpResponse, draft: UUID, given: Sending) -> Status[EditionRead]:
    """Send a draft: a report goes to the next station of its way, an advisory or a sheet to whom it names. Sent twice, it is sent once."""
    viewer = viewer_of(request)
    row = _read(viewer, draft)
    return filed(request, answer, viewer, row, given.read_version, given.confirmed())


def filed(
    request: HttpRequest,
    answer: HttpResponse,
    viewer: Viewer,
    row: DraftShown,
    version: int,
    confirmed: Confirmed = NOTHING_SHOWN,
) -> Status[EditionRead]:
    edition = send_draft(viewer, row.public_id, version=version, confirmed=confirmed)
    shown = reading(edition_readable_by(viewer, edition))
    return made(request, answer, f"{PLACES[row.kind]}/{edition}", shown)


_read = draft


def _recipients(viewer: Viewer, found: Looked) -> list[str]:
    """Empty while it has no way yet."""
    try:
        return sorted(recipients(viewer, found.draft.row, found.filled))
    except Refusal:
        return []


def _check(one: Finding) -> CheckFound:
    return CheckFound(
        kind=one.kind.value,
        field=one.field,
        message_ja=one.kind.label("ja"),
        message_en=one.kind.label("en"),
        found=one.shown,
        must_be_confirmed=one.kind.must_be_confirmed,
    )


def _posted(one: Posted) -> PostedBefore:
    return PostedBefore(
        edition=one.line.public_id,
        title=one.line.title,
        tlp=one.line.tlp,
        signs=list(one.alike.signs),
        terms=list(one.alike.terms),
        percent=round(100 * one.alike.share),
    )


def _station(stop: Stop) -> StationAhead:
    name = NAMES[stop.kind]
    return StationAhead(role=stop.kind, role_ja=name.ja, role_en=name.en, desk=origin(stop.desk))
