"""A group of items stands beside the reports and advisories on the same matter, as far as its reader reads those."""

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import recall
from noroshi.triage.grouping import grouped
from noroshi.triage.lists import listed
from noroshi.triage.profiles import profiles_of
from noroshi.triage.showing import items
from noroshi.vocabulary import Tlp, Tlp2
from tests.drafted import issued, reported
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of, relationship
from tests.rooms.test_advisories_way import pair
from tests.rooms.test_triage import named, profile_of_bank, valued

pytestmark = pytest.mark.django_db
NAMING = "変電所の保守端末から hxxps://c2-7[.]example/gate へ不審な通信があった"


def groups(viewer):
    """Whatever stands on the list of one profile of the viewer's."""
    with acting_as(viewer):
        known = profiles_of(viewer)
    profile = known[0] if known else profile_of_bank(viewer)
    with acting_as(viewer):
        now = timezone.now()
        return grouped(viewer, items(viewer, listed(viewer, profile, now).entries, now))


def told(viewer):
    return [one for group in groups(viewer) for one in group.statements]


def test_a_group_shows_the_report_that_names_one_of_its_values_with_its_scope(cast):
    brought(cast.center, origin_of(cast.center), valued(1, "c2-7.example"))
    report = reported(cast.electric, "direct_report", summary=NAMING)

    (one,) = told(cast.ministry)

    assert (one.line.public_id, one.line.tlp, one.line.kind) == (report, Tlp.AMBER, "report")
    assert [value for _, value in one.values] == ["c2-7.example"]


def test_whoever_does_not_hold_the_report_sees_the_group_without_it(cast):
    brought(cast.center, origin_of(cast.center), valued(1, "c2-7.example"))
    reported(cast.electric, "direct_report", summary=NAMING)

    for stranger in (cast.bank, cast.bank_ministry, cast.center):
        assert [len(group.items) for group in groups(stranger)] == [1]
        assert told(stranger) == []


def test_an_advisory_is_shown_to_those_it_reached_and_to_nobody_else(cast):
    brought(cast.center, origin_of(cast.center), valued(1, "c2-7.example"))
    advisory = issued(cast.center, pair(cast), threat_summary=NAMING)

    assert [one.line.public_id for one in told(cast.center)] == [advisory]
    assert [one.line.public_id for one in told(cast.ministry)] == [advisory]
    assert told(cast.bank) == told(cast.bank_ministry) == []


def test_what_names_no_value_but_reads_alike_is_shown_and_other_things_are_not(cast):
    story = "VPN機器の脆弱性を突いて社内に入り、変電所の保守端末から外へ不審な通信を行う。ログの消去も確認されている。"
    brought(cast.center, origin_of(cast.center), named(1, name="手口", description=story))
    alike = reported(cast.electric, "direct_report", summary=story)
    reported(cast.electric, "direct_report", summary="電源設備の点検にあわせて予備系への切り替えを行った。影響はない。")

    (one,) = told(cast.ministry)

    assert (one.line.public_id, list(one.values)) == (alike, [])


def test_of_a_matter_one_stands_there_and_none_that_was_recalled(cast):
    brought(cast.center, origin_of(cast.center), valued(1, "c2-7.example"))
    report = reported(cast.electric, "direct_report", summary=NAMING)
    assert len(told(cast.ministry)) == 1

    with acting_as(cast.electric):
        recall(cast.electric, report, read_number=1, reason="取り消す")

    assert told(cast.ministry) == []


def test_each_item_of_a_group_says_how_far_it_goes(cast):
    family = malware("RedTide")
    ties = [relationship(n, indicator(n)["id"], family["id"]) for n in (1, 2)]
    brought(cast.center, origin_of(cast.center), named(1, **marked(Tlp2.GREEN)), named(2), family, *ties)

    (group,) = groups(cast.bank)

    assert {color.tlp for color in group.colors.values()} == {Tlp.GREEN}
    assert len(group.colors) == len(group.items) == 2
