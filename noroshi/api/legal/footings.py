"""How an item stands in law, and holding its disposal."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest
from ninja import Schema

from noroshi.api.editions.shown import Origin, origin
from noroshi.api.fields import Incoming, Reason
from noroshi.api.legal.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.legal import actions
from noroshi.legal.footing import FootingShown, footing
from noroshi.legal.retention import hold_on
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Consent, LegalGround, Treatment


class FootingSaid(Incoming):
    """At the originator's desk. What was sent as a statutory report stays one."""

    ground: LegalGround
    consent: Consent = Consent.NOT_GIVEN
    note: Reason = ""


class Holding(Incoming):
    reason: Reason


class HeldHere(Schema):
    """My own desk's; what others hold is told to nobody."""

    reason: str
    since: datetime


class FootingRead(Schema):
    """`treatment` is null but for reports. `is_said`: somebody wrote it down; else it is how things stand by themselves."""

    edition: UUID
    treatment: Treatment | None
    ground: LegalGround
    laws: list[str]
    consent: Consent
    note: str
    is_said: bool
    said_at: datetime | None
    said_by: Origin | None
    may_say: bool
    hold: HeldHere | None


@room.get("/editions/{uuid:edition}/law", Scope.EDITIONS_READ, FootingRead)
def law(request: HttpRequest, edition: UUID) -> FootingRead:
    """How an item stands in law: voluntary or statutory, on what ground, with whose consent."""
    return _read(request, edition)


@room.post("/editions/{uuid:edition}/law", Scope.EDITIONS_WRITE, FootingRead, status=200)
def say(request: HttpRequest, edition: UUID, given: FootingSaid) -> FootingRead:
    """Say on what ground an own item was given, and whether its source agreed to disclosure."""
    ground, consent = LegalGround.of(given.ground), Consent.of(given.consent)
    actions.say_footing(viewer_of(request), edition, ground, consent=consent, note=given.note)
    return _read(request, edition)


@room.post("/editions/{uuid:edition}/law/hold", Scope.EDITIONS_WRITE, FootingRead, status=200)
def hold(request: HttpRequest, edition: UUID, given: Holding) -> FootingRead:
    """Hold its disposal: nothing of its matter goes while my desk holds it."""
    actions.hold(viewer_of(request), edition, given.reason)
    return _read(request, edition)


@room.post("/editions/{uuid:edition}/law/let-go", Scope.EDITIONS_WRITE, FootingRead, status=200)
def let_go(request: HttpRequest, edition: UUID) -> FootingRead:
    """Let it go again."""
    actions.end_hold(viewer_of(request), edition)
    return _read(request, edition)


def _read(request: HttpRequest, edition: UUID) -> FootingRead:
    viewer = viewer_of(request)
    one: FootingShown = footing(viewer, edition)
    held = hold_on(viewer, edition)
    return FootingRead(
        edition=one.edition,
        treatment=one.treatment,
        ground=one.ground,
        laws=list(one.laws),
        consent=one.consent,
        note=one.note,
        is_said=one.is_said,
        said_at=one.at,
        said_by=origin(one.desk) if one.desk else None,
        may_say=one.may_say,
        hold=HeldHere(reason=held.reason, since=held.at) if held else None,
    )
