"""A change of the directory opens and closes items: told beforehand in numbers, done at once, and no edition is touched."""

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.changes import agree_change, preview_change, request_change
from noroshi.directory.actions.governing import administrator_signed_in
from noroshi.directory.models import Membership, Organization
from noroshi.directory.seated import seated
from noroshi.editions.models import Edition
from noroshi.vocabulary import HopKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(cast):
    """An AMBER report about electricity, opened to everyone in its range."""
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, "everyone_in_range", kind=HopKind.ISSUE)
    return edition


@pytest.fixture(autouse=True)
def governing_themselves(cast):
    """Their administrators have signed in, so that they are the second person."""
    for administrator in (cast.bank, cast.neighbor):
        Membership.objects.filter(pk=administrator.seat.membership_id).update(is_administrator=True)
        administrator_signed_in(person_id=administrator.seat.person_id, at=timezone.now())


def agrees(viewer, change) -> None:
    seat = seated(viewer.seat.person_id, viewer.desk_id)
    with acting_as(Viewer(seat)):
        agree_change(actor=seat, change=change.public_id)


def reads(viewer, edition) -> bool:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.filter(pk=edition.pk).exists()


def test_the_preview_counts_what_would_open_and_what_would_close(cast, issued):
    bank = Organization.objects.get(pk=cast.bank.organization_id)
    neighbor = Organization.objects.get(pk=cast.neighbor.organization_id)

    with acting_as(cast.platform):
        opening = preview_change(
            actor=cast.platform.seat, organization=bank.public_id, sectors=[*bank.sectors, "electricity"]
        )
        closing = preview_change(actor=cast.platform.seat, organization=neighbor.public_id, sectors=["gas"])

    assert (opening.opens, opening.closes) == (1, 0)
    assert (closing.opens, closing.closes) == (0, 1)


def test_after_a_second_person_agrees_it_is_read_with_the_new_directory(cast, issued):
    bank = Organization.objects.get(pk=cast.bank.organization_id)
    assert not reads(cast.bank, issued)

    with acting_as(cast.platform):
        change = request_change(
            actor=cast.platform.seat,
            organization=bank.public_id,
            version=bank.version,
            sectors=[*bank.sectors, "electricity"],
            reason="電力事業を始めた",
        )
    assert not reads(cast.bank, issued)
    agrees(cast.bank, change)

    assert reads(cast.bank, issued)


def test_the_seats_move_and_the_edition_stays_as_it_is(cast, issued):
    with acting_as(cast.electric):
        before = Edition.objects.values().get(pk=issued.pk)
    neighbor = Organization.objects.get(pk=cast.neighbor.organization_id)

    with acting_as(cast.platform):
        change = request_change(
            actor=cast.platform.seat,
            organization=neighbor.public_id,
            version=neighbor.version,
            sectors=["gas"],
            reason="移管",
        )
    agrees(cast.neighbor, change)

    assert not reads(cast.neighbor, issued)
    with acting_as(cast.electric):
        assert Edition.objects.values().get(pk=issued.pk) == before
