"""Early warnings past the usual path, and ministries that an emergency mode suggests."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema, Status
from pydantic import Field

from noroshi.api.cursors import Page
from noroshi.api.editions.explaining import OrganizationNamed
from noroshi.api.editions.passing import hop_shown
from noroshi.api.editions.shown import Origin, ReceiptShown, origin
from noroshi.api.emergency.room import room
from noroshi.api.fields import Id, Incoming, Reason
from noroshi.api.routing import made
from noroshi.directory.signin.scopes import Scope
from noroshi.emergency.actions import pass_to_suggested, warn_directly
from noroshi.emergency.directly import addressees
from noroshi.emergency.suggesting import suggested
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import DirectAnswer

Organizations = Annotated[list[Id], Field(min_length=1, max_length=500)]


class AddresseeShown(Schema):
    """`answer` is `direct`, or says why it is not; `liaisons` are copied at the same moment."""

    organization: OrganizationNamed
    answer: DirectAnswer
    liaisons: list[Origin]


class WarningDirectly(Incoming):
    """`to` are organizations whose answer is `direct`; one that is not, and nothing is sent. `reason` stays on the receipt."""

    to: Organizations
    reason: Reason


class WarningPassedOn(Incoming):
    to: Organizations


class Suggested(Schema):
    """`mode` is null while none concerns this item."""

    mode: UUID | None
    organizations: list[OrganizationNamed]


@room.get("/advisories/{uuid:edition}/direct", Scope.EDITIONS_READ, Page[AddresseeShown])
def who_directly(request: HttpRequest, edition: UUID) -> Page[AddresseeShown]:
    """At the center, of an own warning: who would get it directly, who would not and why. Nothing is sent."""
    return Page(
        items=[
            AddresseeShown(
                organization=_named(one.organization),
                answer=one.answer,
                liaisons=[origin(desk) for desk in one.liaisons],
            )
            for one in addressees(viewer_of(request), edition)
        ]
    )


@room.post("/advisories/{uuid:edition}/direct", Scope.EDITIONS_WRITE, Page[ReceiptShown])
def directly(
    request: HttpRequest, answer: HttpResponse, edition: UUID, given: WarningDirectly
) -> Status[Page[ReceiptShown]]:
    """Send an early warning straight to whom a handling agreement allows, each liaison copied by the same receipt."""
    rows = warn_directly(viewer_of(request), edition, to=given.to, reason=given.reason)
    return made(request, answer, f"editions/{edition}/receipts", Page(items=[hop_shown(row) for row in rows]))


@room.get("/editions/{uuid:edition}/emergency", Scope.EDITIONS_READ, Suggested)
def who_besides(request: HttpRequest, edition: UUID) -> Suggested:
    """Ministries that an emergency mode suggests for this item and that its ceiling lets in."""
    mode, offered = suggested(viewer_of(request), edition)
    return Suggested(mode=mode.public_id if mode else None, organizations=[_named(one) for one in offered])


@room.post("/editions/{uuid:edition}/emergency", Scope.EDITIONS_WRITE, ReceiptShown)
def besides(request: HttpRequest, answer: HttpResponse, edition: UUID, given: WarningPassedOn) -> Status[ReceiptShown]:
    """Pass it to ministries that the mode suggests."""
    row = pass_to_suggested(viewer_of(request), edition, given.to)
    return made(request, answer, f"editions/{edition}/receipts", hop_shown(row))


def _named(home: object) -> OrganizationNamed:
    return OrganizationNamed(id=home.public_id, name_ja=home.name_ja, name_en=home.name_en)  # type: ignore[attr-defined]  # an organization: doors know no models
