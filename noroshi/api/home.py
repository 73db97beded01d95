"""What the home page of a desk says: what needs it now, what is new, and how far its own words have come."""

from typing import Final

from django.http import HttpRequest
from ninja import Schema

from noroshi.advisories.at_home import read_at_once
from noroshi.advisories.queries import to_acknowledge, to_relay
from noroshi.api.drafts.shown import DraftListed
from noroshi.api.drafts.shown import line as draft_line
from noroshi.api.editions.shown import EditionLine, line
from noroshi.api.reports.reading import ParcelShown, WaitingReport, parcel_shown, waits
from noroshi.api.routing import Room
from noroshi.audiences.queries import asked_once
from noroshi.audiences.viewer import Viewer
from noroshi.directory.signin.scopes import Scope
from noroshi.drafting.queries import drafts
from noroshi.editions.given import gathered
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.reports.queries import follow_ups_due, parcels, waiting_reports
from noroshi.threshold.acting import viewer_of

room = Room("home")
EACH: Final = 10
OTHERS: Final = Wanted(limit=EACH, is_foreign=True)
OURS: Final = Wanted(limit=5, is_own=True)


class Sent(EditionLine):
    """An edition of my desk, and how far it has come."""

    parcel: ParcelShown


class Home(Schema):
    """Each list shows its first few; the whole of each has an address of its own."""

    reports_waiting: list[WaitingReport]
    advisories_to_relay: list[EditionLine]
    advisories_to_acknowledge: list[EditionLine]
    follow_ups_due: list[EditionLine]
    drafts: list[DraftListed]
    new: list[EditionLine]
    sent: list[Sent]


@room.get("/home", Scope.EDITIONS_READ, Home)
def home(request: HttpRequest) -> Home:
    """What needs my desk now, what is new, and what it sent: one answer, one entry in the record."""
    viewer = viewer_of(request)
    with gathered(viewer), asked_once():
        read_at_once(viewer, [OTHERS, OURS], EACH)
        return Home(
            reports_waiting=[waits(one) for one in waiting_reports(viewer, limit=EACH)],
            advisories_to_relay=[line(one) for one in to_relay(viewer, limit=EACH)],
            advisories_to_acknowledge=[line(one) for one in to_acknowledge(viewer, limit=EACH)],
            follow_ups_due=[line(one) for one in follow_ups_due(viewer, limit=EACH)],
            drafts=[draft_line(one) for one in drafts(viewer, limit=EACH)],
            new=[line(one) for one in editions_readable_by(viewer, OTHERS)],
            sent=_sent(viewer),
        )


def _sent(viewer: Viewer) -> list[Sent]:
    own = editions_readable_by(viewer, OURS)
    ways = parcels(viewer, [one.public_id for one in own])
    return [Sent(**dict(line(one)), parcel=parcel_shown(ways[one.public_id])) for one in own if one.public_id in ways]
