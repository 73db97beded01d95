"""The small cast plays its parts, and no test sees what another did with it."""

import pytest

from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.editions.errors import NobodyInRange, NotACarrier
from noroshi.editions.models import Edition
from noroshi.editions.queries import edition_readable_by
from noroshi.vocabulary import HopKind, Tlp
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def reads(viewer: Viewer | Public, edition: Edition) -> bool:
    with acting_as(viewer):
        try:
            edition_readable_by(viewer, edition.public_id)
        except NotFound:
            return False
        return True


def test_the_electric_company_reports_and_only_its_secretariat_holds_it(cast: Cast) -> None:
    report = cast.report(cast.electric)
    cast.send(cast.electric, report, cast.secretariat)

    assert reads(cast.electric, report)
    assert reads(cast.secretariat, report)
    for stranger in (cast.bank, cast.neighbor, cast.ministry, cast.center, cast.police, cast.isac, cast.anonymous):
        assert not reads(stranger, report)


def test_each_hop_opens_it_one_desk_further(cast: Cast) -> None:
    report = cast.report(cast.electric)
    cast.send(cast.electric, report, cast.secretariat)
    cast.send(cast.secretariat, report, cast.ministry, kind=HopKind.RELAY)
    assert not reads(cast.center, report)
    cast.send(cast.ministry, report, cast.center, kind=HopKind.RELAY)

    assert reads(cast.center, report)
    assert not reads(cast.gas_liaison, report)


def test_need_to_know_tie_and_nda_decide_among_colleagues(cast: Cast) -> None:
    report = cast.report(cast.electric)

    assert reads(cast.consultant, report)
    assert not reads(cast.contractor, report)
    assert not reads(cast.electric_colleague, report)
    assert not reads(cast.electric_executive, report)


def test_with_green_the_agreement_of_an_agency_does_not_matter_and_with_amber_it_does(cast: Cast) -> None:
    green = cast.report(cast.electric, Tlp.GREEN)
    cast.send(cast.electric, green, cast.partner, cast.agency, cast.vendor)
    amber = cast.report(cast.electric)
    cast.send(cast.electric, amber, cast.partner, cast.agency)

    assert reads(cast.agency, green)
    assert reads(cast.vendor, green)
    assert reads(cast.partner, amber)
    assert not reads(cast.agency, amber)


def test_nobody_outside_the_range_can_be_reached(cast: Cast) -> None:
    report = cast.report(cast.electric)

    with pytest.raises(NobodyInRange):
        cast.send(cast.electric, report, cast.bank)


def test_an_operator_does_not_pass_on_what_it_received(cast: Cast) -> None:
    report = cast.report(cast.electric)
    cast.send(cast.electric, report, cast.neighbor)

    with pytest.raises(NotACarrier):
        cast.send(cast.neighbor, report, cast.center, kind=HopKind.RELAY)


def test_nothing_is_left_of_what_other_tests_sealed(cast: Cast) -> None:
    with acting_as(cast.electric):
        assert not Edition.objects.exists()
