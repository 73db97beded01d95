"""Which derivative still keeps an item from being disposed of: told to its own desk where it knows of it anyway, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.demo.clock import told_at
from noroshi.legal.actions import propose_disposal, withdraw_disposal
from noroshi.legal.needed import kept_by
from noroshi.reports.actions import begin_anonymized, relay_report, submit_report
from noroshi.vocabulary.errors import NotFound
from tests.drafted import amended, issued, reported
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=1900)


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def made_from(viewer, begin, source):
    with acting_as(viewer):
        changed = amended(viewer, begin(viewer, source), summary="変電所の端末")
        return submit_report(viewer, changed.public_id, version=changed.version)


def proposed(viewer):
    with acting_as(viewer):
        return propose_disposal(viewer).public_id


def anonymized(cast):
    with told_at(timezone.now() - LONG_AGO):
        first = reported(cast.electric, "anonymized_report")
        made_from(cast.secretariat, begin_anonymized, first)
    return first


def test_a_desk_is_told_that_its_report_stays_for_what_was_made_of_it_on_the_way(cast):
    first = anonymized(cast)
    disposal = proposed(cast.electric)

    with acting_as(cast.electric):
        (found,) = kept_by(cast.electric, disposal)

    assert (found.edition, found.made) == (first, None)
    page = client_of(cast.electric).get(f"/records/disposals/{disposal}/").content.decode()
    assert "What keeps items here" in page
    assert "An edition made from it by a desk on its way" in page
    (told,) = caller_of(cast.electric).read(f"/disposals/{disposal}")["kept_by"]
    assert (told["edition"], told["made"]) == (str(first), None)


def test_that_an_advisory_was_made_of_it_is_not_told(cast):
    with told_at(timezone.now() - LONG_AGO):
        first = reported(cast.electric, "direct_report")
        with acting_as(cast.ministry):
            relay_report(cast.ministry, first)
        meti = cast.world.organizations["meti"].public_id
        issued(cast.center, f"ministry_for_sector:{meti}/electricity", sources=(first,))
    disposal = proposed(cast.electric)

    with acting_as(cast.electric):
        assert kept_by(cast.electric, disposal) == []
    page = client_of(cast.electric).get(f"/records/disposals/{disposal}/").content.decode()
    assert "What keeps items here" not in page
    assert caller_of(cast.electric).read(f"/disposals/{disposal}")["kept_by"] == []


def test_a_stranger_finds_no_disposal_and_nothing_that_keeps_it(cast):
    anonymized(cast)
    disposal = proposed(cast.electric)

    for stranger in (cast.bank, cast.neighbor, cast.secretariat, cast.ministry):
        with acting_as(stranger), pytest.raises(NotFound):
            kept_by(stranger, disposal)
        assert client_of(stranger).get(f"/records/disposals/{disposal}/").status_code == 404


def test_of_a_disposal_that_was_withdrawn_nothing_is_told(cast):
    anonymized(cast)
    disposal = proposed(cast.electric)
    with acting_as(cast.electric):
        withdraw_disposal(cast.electric, disposal)

        assert kept_by(cast.electric, disposal) == []
