"""Attacks on triage: ties that a desk may not read, and what other people's profiles name."""

import uuid

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.triage.actions.sure import confirm_sure
from noroshi.triage.digests import digests_of, sure_of
from noroshi.vocabulary import Tlp2
from tests.cast import small_cast
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of, relationship
from tests.rooms.test_triage import named, profile_of_bank
from tests.rooms.test_triage_told import run

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_tie_that_is_closed_to_a_desk_does_not_show_in_how_it_is_told():
    """Two of four indicators belong to one malware; that they do is RED at the center."""
    cast = small_cast()
    origin, profile_of = origin_of(cast.center), profile_of_bank(cast.bank)
    family = malware("RedTide", **marked(Tlp2.RED))
    ties = [relationship(n, indicator(n)["id"], family["id"], **marked(Tlp2.RED)) for n in (1, 2)]
    brought(cast.center, origin, *(named(n) for n in (1, 2, 3, 4)), family, *ties)

    run("tell_new")

    with acting_as(cast.bank):
        assert len(digests_of(cast.bank)) == 1
    assert profile_of.is_own_desk


def test_nobody_finds_out_what_a_profile_names_by_sending_a_sure_measure_to_one_house():
    cast = small_cast()
    profile_of_bank(cast.bank, notice_threshold=1.0)
    bank = f"organization:{cast.bank.organization_id}"
    alone = origin_of(cast.center, opened=[bank])
    brought(cast.center, alone, named(1), indicator(2, confidence=90, x_sectors=["electricity"]))

    said = []
    for number in (1, 2):
        with acting_as(cast.center):
            confirm_sure(cast.center, uuid.UUID(indicator(number)["id"][-36:]), "確かめた")
        run("send_sure")
        with acting_as(cast.center):
            one = sure_of(cast.center)[0]
            said.append((one.sent_to, one.received))

    assert said[0] == said[1]
    with acting_as(cast.bank):
        assert [one.is_sure for one in digests_of(cast.bank)] == [True]
