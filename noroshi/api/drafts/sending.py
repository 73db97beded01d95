"""What sending a draft would mean, and sending it: sealed, with its files, brought to the next station, once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status

from noroshi.advisories.actions import issue_advisory
from noroshi.advisories.foretelling import look
from noroshi.api.drafts.room import room
from noroshi.api.drafts.shown import Hindrance, in_the_way
from noroshi.api.editions.explaining import PreviewShown, preview_shown
from noroshi.api.editions.shown import EditionRead, Origin, Party, origin, parties, reading
from noroshi.api.fields import Edit
from noroshi.api.routing import made
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.queries import DraftShown, draft
from noroshi.editions.given import gathered
from noroshi.editions.queries import edition_readable_by
from noroshi.reports.actions import submit_report
from noroshi.reports.ways import NAMES, Stop
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Tlp


class StationAhead(Schema):
    """A desk along the way; `role` says what it is there."""

    role: str
    role_ja: str
    role_en: str
    desk: Origin


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


class Sending(Edit):
    """`version` is the one that was looked at: nobody sends what somebody else has just changed."""


@room.get("/drafts/{uuid:draft}/preview", Scope.EDITIONS_READ, DraftForetold)
def before_it_is_sent(request: HttpRequest, draft: UUID) -> DraftForetold:
    """What sending this draft would mean with today's directory; nothing is sent."""
    viewer = viewer_of(request)
    with gathered(viewer):
        found = look(viewer, draft)
    reach = found.foretold.reach
    return DraftForetold(
        stations=[_station(stop) for stop in found.stops],
        destinations=parties(found.destinations),
        audience=preview_shown(reach) if reach else None,
        at_most=dict(found.foretold.at_most),
        number=found.number,
        reference_number=found.reference_number,
        in_the_way=in_the_way(viewer, found.draft, found.filled),
    )


@room.post("/drafts/{uuid:draft}/send", Scope.EDITIONS_WRITE, EditionRead)
def send(request: HttpRequest, answer: HttpResponse, draft: UUID, given: Sending) -> Status[EditionRead]:
    """Send a draft: a report goes to the next station of its way, an advisory to its ministries. Sent twice, it is sent once."""
    viewer = viewer_of(request)
    row = _read(viewer, draft)
    return filed(request, answer, viewer, row, given.read_version)


def filed(
    request: HttpRequest, answer: HttpResponse, viewer: Viewer, row: DraftShown, version: int
) -> Status[EditionRead]:
    deed = issue_advisory if row.kind == "advisory" else submit_report
    edition = deed(viewer, row.public_id, version=version)
    shown = reading(edition_readable_by(viewer, edition))
    return made(request, answer, f"{'advisories' if row.kind == 'advisory' else 'reports'}/{edition}", shown)


_read = draft


def _station(stop: Stop) -> StationAhead:
    name = NAMES[stop.kind]
    return StationAhead(role=stop.kind, role_ja=name.ja, role_en=name.en, desk=origin(stop.desk))
