"""Shared intelligence: taken in byte for byte, found again by who may, never by who may not."""

import json
import uuid

import pytest

from noroshi.audiences.queries import holders
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel import queries
from noroshi.intel.actions import amend_origin, begin_origin, take_in_body, withdraw
from noroshi.intel.actions.origins import OriginWish
from noroshi.intel.errors import NotAmongReaders, NotForThisColor, OriginNamedTwice
from noroshi.intel.looking_up import looked_up
from noroshi.intel.models import Link, StixObject, Value
from noroshi.observables import Kind
from noroshi.stix.kinds import StixKind
from noroshi.vocabulary import OriginKind, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.rooms.intel_given import brought, bundle, indicator, malware, marked, origin_of, relationship, stix_id

pytestmark = pytest.mark.django_db


def listed(viewer, *kinds):
    with acting_as(Viewer(viewer.seat)):
        return queries.listed(Viewer(viewer.seat), kinds)


def names(viewer, *kinds):
    return [f"{one.kind.type}--{one.uuid}" for one in listed(viewer, *kinds)]


def test_what_comes_in_is_kept_byte_for_byte(cast):
    origin = origin_of(cast.center)
    odd = b'{"type" : "malware",\n\t"spec_version": "2.1", "is_family":true , "name": "n", "x_ours": "\\u3042\xe3\x81\x82", '
    odd += f'"id":"{stix_id("malware", "odd")}","created":"2026-04-01T00:00:00Z","modified":"2026-04-01T00:00:00Z"}}'.encode()

    with acting_as(cast.center):
        taken = take_in_body(cast.center, origin.public_id, b'{"objects": [' + odd + b"]}")

    assert (taken.faults, len(taken.new)) == ([], 1)
    assert listed(cast.center)[0].raw.encode() == odd


def test_good_objects_of_a_bad_bundle_are_kept_and_bad_ones_named(cast):
    origin = origin_of(cast.center)
    bad = indicator("bad", modified="2020-01-01T00:00:00.000Z")

    taken = brought(cast.center, origin, indicator(1), bad, indicator(2))

    assert [one.id for one in taken.new] == [indicator(1)["id"], indicator(2)["id"]]
    assert [(fault.position, fault.id) for fault in taken.faults] == [(1, bad["id"])]


def test_the_same_version_comes_in_once_and_every_version_stays(cast):
    origin = origin_of(cast.center)
    later = indicator(1, modified="2026-05-01T00:00:00.000Z")
    brought(cast.center, origin, indicator(1))

    again = brought(cast.center, origin, indicator(1), later, later)

    assert ([one.id for one in again.new], len(again.known)) == ([later["id"]], 2)
    with acting_as(cast.center):
        found = queries.versions(cast.center, uuid.UUID(later["id"][-36:]))
    assert [one.version.month for one in found if one.version] == [5, 4]


def test_another_origin_brings_the_same_object_beside(cast):
    first, second = origin_of(cast.center, "一つ目"), origin_of(cast.center, "二つ目")
    brought(cast.center, first, indicator(1))

    taken = brought(cast.center, second, indicator(1))

    assert len(taken.new) == 1
    with acting_as(cast.center):
        assert queries.correlation(cast.center, Kind.DOMAIN, "c2-1.example").origins == {first.pk, second.pk}


def test_what_has_no_version_of_its_own_is_another_one_when_it_says_something_else(cast):
    origin = origin_of(cast.center)
    domain = {"type": "domain-name", "spec_version": "2.1", "id": stix_id("domain-name", 1), "value": "a.example"}
    brought(cast.center, origin, domain)

    taken = brought(cast.center, origin, domain, domain | {"defanged": True})

    assert (len(taken.new), len(taken.known)) == (1, 1)


def test_a_value_is_found_however_it_was_written(cast):
    origin = origin_of(cast.center)
    brought(
        cast.center, origin, indicator(1, "EVIL.Example"), indicator(2, "evil.example"), indicator(3, "other.example")
    )

    with acting_as(cast.center):
        found = queries.about(cast.center, Kind.DOMAIN, "evil.example")
        seen = queries.correlation(cast.center, Kind.DOMAIN, "evil.example")

    assert {one.uuid for one in found} == {uuid.UUID(indicator(n)["id"][-36:]) for n in (1, 2)}
    assert (seen.objects, seen.is_everywhere) == (2, False)


def test_a_source_may_keep_to_its_own_desk_where_else_a_value_is_seen(cast):
    loud, silent = origin_of(cast.center, "一つ目"), origin_of(cast.center, "二つ目", correlates=False)
    brought(cast.center, loud, indicator(1, "evil.example"))
    brought(cast.center, silent, indicator(2, "evil.example"))

    told = {}
    for viewer in (cast.center, cast.bank):
        with acting_as(viewer):
            told[viewer] = queries.correlation(viewer, Kind.DOMAIN, "evil.example").origins

    assert told == {cast.center: {loud.pk, silent.pk}, cast.bank: {loud.pk}}


def test_what_everybody_names_is_counted_so_far_and_no_farther(cast, monkeypatch):
    origin = origin_of(cast.center)
    monkeypatch.setattr(queries, "SEEN_EVERYWHERE", 3)
    brought(cast.center, origin, *(indicator(n, "cdn.example") for n in range(5)))

    with acting_as(cast.bank):
        seen = queries.correlation(cast.bank, Kind.DOMAIN, "cdn.example")

    assert (seen.objects, seen.is_everywhere) == (3, True)


def test_relations_are_found_from_both_ends(cast):
    origin = origin_of(cast.center)
    one, other = indicator(1), malware("Rokuro")
    tie = relationship(1, one["id"], other["id"])
    brought(cast.center, origin, one, other, tie)
    ends = uuid.UUID(one["id"][-36:]), uuid.UUID(other["id"][-36:])

    with acting_as(cast.center):
        found = [queries.related(cast.center, end) for end in ends]

    assert found[0] == found[1]
    assert [(row[0], row[2]) for row in found[0]] == [ends]


def test_green_reaches_an_operator_in_range_and_no_stranger(cast):
    origin = origin_of(cast.center)

    brought(cast.center, origin, indicator(1))

    assert names(cast.bank) == [indicator(1)["id"]]
    assert names(cast.isac) == []
    assert names(cast.platform) == []


def test_a_marking_narrows_and_never_widens(cast):
    origin = origin_of(cast.center, tlp=Tlp2.GREEN)

    brought(
        cast.center,
        origin,
        indicator("red", **marked(Tlp2.RED)),
        indicator("strict", **marked(Tlp2.AMBER_STRICT)),
        indicator("clear", **marked(Tlp2.CLEAR)),
    )

    assert len(names(cast.center)) == 3
    assert names(cast.bank) == [indicator("clear")["id"]]
    with acting_as(cast.center):
        held = {json.loads(one.raw)["id"]: holders(one.audience).keys() for one in queries.listed(cast.center)}
    assert held[indicator("red")["id"]] == {cast.center.desk_id}
    assert cast.center_general.desk_id in held[indicator("strict")["id"]]
    assert cast.bank.desk_id not in held[indicator("strict")["id"]]
    with acting_as(cast.anonymous):
        assert queries.listed(cast.anonymous) == []


def test_a_marking_that_nobody_knows_stays_at_the_desk(cast):
    origin = origin_of(cast.center)
    unknown = {"object_marking_refs": [stix_id("marking-definition", "secret club")]}

    brought(cast.center, origin, indicator(1, **unknown))

    assert len(names(cast.center)) == 1
    assert names(cast.bank) == names(cast.center_general) == []


def test_a_statement_that_came_earlier_is_remembered(cast):
    origin = origin_of(cast.center)
    statement = {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": stix_id("marking-definition", "copyright"),
        "created": "2026-04-01T00:00:00.000Z",
        "definition_type": "statement",
        "definition": {"statement": "Copyright 2026"},
    }
    brought(cast.center, origin, statement)

    brought(cast.center, origin, indicator(1, object_marking_refs=[statement["id"]]))

    assert indicator(1)["id"] in names(cast.bank)


def test_the_database_alone_keeps_it_from_strangers(cast):
    origin = origin_of(cast.center, tlp=Tlp2.AMBER_STRICT, opened=())
    one, other = indicator(1), malware("Rokuro")
    brought(cast.center, origin, one, other, relationship(1, one["id"], other["id"]))

    counted = {}
    for viewer in (cast.center, cast.bank):
        with acting_as(viewer):
            counted[viewer] = [model.objects.count() for model in (StixObject, Value, Link)]

    assert counted == {cast.center: [3, 2, 1], cast.bank: [0, 0, 0]}


def test_nobody_brings_anything_into_the_origin_of_another_desk(cast):
    origin = origin_of(cast.center)

    with acting_as(cast.bank), pytest.raises(NotFound):
        take_in_body(cast.bank, origin.public_id, bundle(indicator(1)))


def test_what_is_withdrawn_is_gone_for_everybody_else(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1), indicator(2))

    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(indicator(1)["id"][-36:]))

    assert names(cast.bank) == [indicator(2)["id"]]
    assert len(names(cast.center)) == 2
    with acting_as(cast.bank):
        assert queries.correlation(cast.bank, Kind.DOMAIN, "c2-1.example").objects == 0


def test_only_the_desk_itself_withdraws(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1))

    with acting_as(cast.bank), pytest.raises(NotFound):
        withdraw(cast.bank, origin.public_id, uuid.UUID(indicator(1)["id"][-36:]))


def test_numbers_follow_the_order_in_which_things_came_and_so_do_moments(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, *(indicator(n) for n in range(5)))
    brought(cast.center, origin, *(indicator(n) for n in range(5, 8)))
    numbers = [one.number for one in reversed(listed(cast.center))]

    moments = queries.added_at(numbers)

    assert moments == sorted(moments)
    assert len({moments[0], moments[-1]}) == 2
    assert [queries.until(moment) for moment in (moments[0], moments[-1])] == [numbers[4], numbers[7]]


def test_a_source_has_one_name_at_a_desk_and_its_color_limits_whom_it_is_opened_to(cast):
    origin = origin_of(cast.center)

    with pytest.raises(OriginNamedTwice):
        origin_of(cast.center)
    with pytest.raises(NotForThisColor):
        origin_of(cast.center, "別", tlp=Tlp2.RED)
    with acting_as(cast.center), pytest.raises(NotForThisColor):
        amend_origin(
            cast.center,
            origin.public_id,
            OriginWish(name="x", kind=OriginKind.FEED, tlp=Tlp2.GREEN, opened=["public"]),
        )


def test_lists_are_narrowed_by_kind(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1), malware("Rokuro"))

    assert names(cast.bank, StixKind.MALWARE) == [malware("Rokuro")["id"]]
    assert json.loads(listed(cast.bank, StixKind.MALWARE)[0].raw)["name"] == "Rokuro"


def test_a_source_is_begun_by_those_who_would_read_it(cast: Cast) -> None:
    """A colleague without need to know is told whom to ask; nothing is left behind."""
    wish = OriginWish(name="同僚の情報源", kind=OriginKind.HAND, tlp=Tlp2.AMBER_STRICT)

    with pytest.raises(NotAmongReaders), acting_as(cast.electric_colleague):
        begin_origin(cast.electric_colleague, wish)

    with acting_as(cast.electric):
        assert begin_origin(cast.electric, wish).name == "同僚の情報源"


def test_the_last_of_very_many_values_is_found_as_well_as_the_first(cast: Cast) -> None:
    names = " OR ".join(f"domain-name:value = 'n{number}.kirisame.top'" for number in range(1200))
    brought(cast.center, origin_of(cast.center), indicator(1, pattern=f"[{names}]"))

    with acting_as(cast.bank):
        assert [len(looked_up(cast.bank, f"n{number}.kirisame.top").rows) for number in (0, 1199, 1200)] == [1, 1, 0]
