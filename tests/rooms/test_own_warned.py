"""What a house calls its own in a profile is warned of wherever its desks look values through, and to nobody else."""

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.devices.errors import WhyInSpite
from noroshi.devices.queries import lists_of
from noroshi.intel.reviewing import review_text
from noroshi.triage.actions.profiles import end_profile
from noroshi.vocabulary.observables import ValueFlag
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.devices_given import list_of, proposed, reviewed
from tests.rooms.intel_given import brought, indicator, origin_of
from tests.rooms.test_triage import profile_of_bank

pytestmark = pytest.mark.django_db
NETWORKS, DOMAINS = ["203.0.113.0/24", "2001:db8:77::/48"], ["aoshio-kanri.example"]
TEXT = "接続元 203.0.113.9 と 2001:db8:77::5、名前は login.aoshio-kanri.example。ほかに 198.51.100.4 と notaoshio.example。"
MINE = {"203.0.113.9", "2001:db8:77::5", "login.aoshio-kanri.example"}


def own_in(viewer: Viewer, text: str = TEXT) -> set[str]:
    with acting_as(viewer):
        found = review_text(viewer, text).candidates
    return {one.value for one in found if ValueFlag.OWN in {flagged.flag for flagged in one.flags}}


def test_addresses_in_own_networks_and_names_below_own_domains_are_flagged(cast: Cast) -> None:
    assert own_in(cast.bank) & MINE == set()

    profile_of_bank(cast.bank, sectors=[], networks=NETWORKS, domains=DOMAINS)

    assert own_in(cast.bank) == MINE


def test_nobody_elsewhere_learns_from_a_warning_whose_a_value_is(cast: Cast) -> None:
    profile_of_bank(cast.bank, sectors=[], networks=NETWORKS, domains=DOMAINS)

    for stranger in (cast.electric, cast.ministry, cast.center, cast.isac, cast.neighbor):
        assert own_in(stranger) & MINE == set()


def test_it_is_no_warning_any_more_when_the_profile_has_ended(cast: Cast) -> None:
    profile = profile_of_bank(cast.bank, sectors=[], networks=NETWORKS, domains=DOMAINS)
    with acting_as(cast.bank):
        end_profile(cast.bank, profile.public_id)

    assert own_in(cast.bank) & MINE == set()


def test_on_a_list_for_devices_an_address_of_ones_own_needs_a_reason(cast: Cast) -> None:
    profile_of_bank(cast.bank, sectors=[], networks=NETWORKS)
    own = indicator(1, pattern="[ipv4-addr:value = '203.0.113.9']")
    brought(cast.center, origin_of(cast.center), own, indicator(2, pattern="[ipv4-addr:value = '192.0.2.44']"))
    flags = {}
    for who in (cast.bank, cast.electric):
        lines = proposed(who, list_of(who).public_id)
        flags[who] = {line.value: {one.flag for one in line.warnings} for line in lines}

    assert ValueFlag.OWN in flags[cast.bank]["203.0.113.9"]
    assert ValueFlag.OWN not in flags[cast.bank]["192.0.2.44"] | flags[cast.electric]["203.0.113.9"]
    with acting_as(cast.bank):
        of = lists_of(cast.bank)[0].public_id
    with pytest.raises(WhyInSpite):
        reviewed(second_person(cast.bank), of)
    assert reviewed(second_person(cast.bank), of, "乗っ取られた端末") == 2
