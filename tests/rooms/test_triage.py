"""Triage: the few that matter, explained, and nothing of what the viewer may not read."""

import uuid
from dataclasses import replace
from datetime import timedelta
from math import exp, prod

import pytest
from django.db import connection
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions import withdraw
from noroshi.stix.ours import extended
from noroshi.triage.actions.decisions import Deciding, decide, take_back
from noroshi.triage.actions.profiles import begin_profile, end_profile
from noroshi.triage.funnel import funnel, sample
from noroshi.triage.lists import listed
from noroshi.triage.profiles import ProfileWish, profiles_of
from noroshi.triage.profiles import profile_of as shown_profile
from noroshi.triage.replaying import replayed
from noroshi.triage.showing import items
from noroshi.triage.similar import similar
from noroshi.triage.topics import topics_of
from noroshi.triage.weighing import above
from noroshi.vocabulary import Dropped, FunnelStep, Relevance, Tlp2, Verdict
from noroshi.vocabulary.errors import NotFound
from tests.bench.unposted import unposted
from tests.rooms.intel_given import brought, indicator, marked, origin_of

pytestmark = pytest.mark.django_db


def fresh(place, value="", **more):
    now = timezone.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return indicator(place, value) | {"created": now, "modified": now, "valid_from": now, "confidence": 90} | more


def seen(viewer, sectors=(), products=(), threshold=0.05):
    with acting_as(viewer):
        return above(Held.by(viewer), topics_of(sectors, products), threshold, timezone.now(), 100)


def test_what_names_the_sector_or_a_product_stands_above_what_names_none(cast):
    origin = origin_of(cast.center)
    brought(
        cast.center,
        origin,
        fresh(1),
        fresh(2, extensions=extended(sectors=["finance"], products=[])),
        fresh(3, extensions=extended(sectors=[], products=["cpe:2.3:a:maker:thing:2.0:*:*:*:*:*:*:*"])),
    )

    found = seen(cast.bank, ["finance"], ["maker:thing"])

    assert [one.relevance for one in found] == [Relevance.PRODUCT, Relevance.SECTOR, Relevance.GENERAL]
    assert [round(one.score, 3) for one in found] == [0.648, 0.518, 0.194]


def test_a_list_never_holds_what_the_desk_may_not_read(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, fresh(1, **marked(Tlp2.RED)))

    assert seen(cast.bank) == []
    assert len(seen(cast.center)) == 1


def test_what_is_old_is_on_no_list(cast):
    origin = origin_of(cast.center)
    old = (timezone.now() - timedelta(days=500)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    brought(cast.center, origin, indicator(1, valid_from=old, confidence=90))

    assert seen(cast.center) == []


def named(place, **more):
    return fresh(place, extensions=extended(sectors=["finance"], products=[]), **more)


def profile_of_bank(viewer, **more):
    wish = {"name": "勘定系", "sectors": ["finance"], "threshold": 0.2, "notice_threshold": 0.3} | more
    with acting_as(viewer):
        return shown_profile(viewer, begin_profile(viewer, ProfileWish(**wish)).public_id)


def titles(viewer, profile):
    with acting_as(viewer):
        now = timezone.now()
        return [item.title for item in items(viewer, listed(viewer, profile, now).entries, now)]


def test_every_line_of_a_score_is_told_and_they_multiply_to_it(cast):
    brought(cast.center, origin_of(cast.center), named(1))
    profile = profile_of_bank(cast.bank)

    with acting_as(cast.bank):
        now = timezone.now()
        item = items(cast.bank, listed(cast.bank, profile, now).entries, now)[0]

    assert prod(line.factor for line in item.scored.lines) == pytest.approx(item.entry.above.score, rel=1e-6)
    assert exp(sum(line.points for line in item.scored.lines)) == pytest.approx(item.scored.score)
    assert [line.name.en for line in item.scored.lines][-2:] == ["Relevance", "Language"]


def test_what_an_analyst_decides_wins_over_the_figures_and_is_taken_back(cast):
    brought(cast.center, origin_of(cast.center), named(1), named(2, confidence=95))
    profile = profile_of_bank(cast.bank)
    with acting_as(cast.bank):
        first, second = listed(cast.bank, profile, timezone.now()).entries
        decide(cast.bank, profile.public_id, first.key, Deciding(Verdict.DISMISS, why="自社では使っていない"))
        decide(cast.bank, profile.public_id, second.key, Deciding(Verdict.ACCEPT))
        after = listed(cast.bank, profile, timezone.now())

    assert [one.key for one in after.entries] == [second.key]
    assert [(one.key, one.decided.why) for one in after.dismissed] == [(first.key, "自社では使っていない")]

    with acting_as(cast.bank):
        take_back(cast.bank, profile.public_id, first.key)
        assert len(listed(cast.bank, profile, timezone.now()).entries) == 2
        with pytest.raises(NotFound):
            take_back(cast.bank, profile.public_id, first.key)


def test_profiles_assets_and_decisions_stay_in_their_house(cast):
    brought(cast.center, origin_of(cast.center), named(1))
    profile = profile_of_bank(cast.bank, networks=["192.0.2.0/24"], domains=["aoshio.example"])
    with acting_as(cast.bank):
        key = listed(cast.bank, profile, timezone.now()).entries[0].key
        decide(cast.bank, profile.public_id, key, Deciding(Verdict.HOLD))

    for stranger in (cast.electric, cast.center, cast.bank_ministry, cast.platform):
        with acting_as(stranger):
            assert profiles_of(stranger) == []
            for ask in (shown_profile, lambda v, p: decide(v, p, key, Deciding(Verdict.ACCEPT)), end_profile):
                with pytest.raises(NotFound):
                    ask(stranger, profile.public_id)
            for table in ("profile", "asset", "wish", "decision", "digest", "sure"):
                with connection.cursor() as cursor:
                    cursor.execute(f"select count(*) from triage_{table}")  # noqa: S608 - names of our own
                    assert cursor.fetchone() == (0,), table


def test_a_stranger_counts_no_posting_by_plain_sql(cast):
    brought(cast.center, origin_of(cast.center), named(1, **marked(Tlp2.RED)))

    with acting_as(cast.bank), connection.cursor() as cursor:
        cursor.execute("select count(*) from triage_posting")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from triage_feed")
        assert cursor.fetchone() == (0,)


def test_what_is_taken_back_leaves_the_lists_of_others(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, named(1))
    profile = profile_of_bank(cast.bank)
    assert titles(cast.bank, profile) != []

    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(indicator(1)["id"][-36:]))

    assert titles(cast.bank, profile) == []
    with acting_as(cast.bank):
        assert funnel(cast.bank, profile, timezone.now()).steps[FunnelStep.CAME] == 0


def test_a_later_version_stands_for_the_one_before_it_and_a_revoked_one_for_none(cast):
    origin = origin_of(cast.center)
    later = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    brought(cast.center, origin, named(1, name="一つ目"), named(2))
    brought(
        cast.center,
        origin,
        named(1) | {"modified": later, "name": "直した"},
        named(2) | {"modified": later, "revoked": True},
    )
    profile = profile_of_bank(cast.bank)

    assert titles(cast.bank, profile) == ["直した"]


def valued(place, value, **more):
    return fresh(place, value, extensions=extended(sectors=["finance"], products=[]), **more)


def test_another_object_speaks_for_a_value_when_the_one_that_said_most_is_replaced(cast):
    origin, other = origin_of(cast.center), origin_of(cast.center, name="もう一つ")
    later = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    brought(cast.center, origin, valued(1, "same.example", confidence=95), valued(2, "other.example", confidence=80))
    brought(cast.center, other, valued(3, "same.example", confidence=60))
    before = seen(cast.bank, ["finance"])
    brought(cast.center, origin, valued(1, "moved.example", confidence=95) | {"modified": later})

    after = seen(cast.bank, ["finance"])

    same = before[0].key
    assert [one.key for one in before] == [same, before[1].key]
    assert {one.key: round(one.score / 0.576, 2) for one in after}[same] == 0.6
    assert len(after) == 3
    assert [one.score for one in after] == sorted((one.score for one in after), reverse=True)


def test_a_value_that_many_objects_name_takes_no_others_place(cast):
    same = [valued(place, "same.example", confidence=95) for place in range(1, 12)]
    brought(
        cast.center, origin_of(cast.center), *same, valued(20, "one.example"), valued(21, "two.example", confidence=20)
    )

    with acting_as(cast.bank):
        found = above(Held.by(cast.bank), topics_of(["finance"], []), 0.05, timezone.now(), 2)

    assert len({one.key for one in found}) == len(found) == 2


def test_postings_give_what_the_values_alone_would_give(cast):
    origin = origin_of(cast.center)
    later = (timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    products = ["cpe:2.3:a:maker:thing:2.0:*:*:*:*:*:*:*", "cpe:2.3:a:maker:thing:3.0:*:*:*:*:*:*:*", "maker:other"]
    unsaid = {name: said for name, said in named(4).items() if name != "confidence"}
    both = extended(sectors=["finance", "medical"], products=products)
    brought(
        cast.center,
        origin,
        fresh(1),
        named(2),
        named(3, **marked(Tlp2.RED)),
        unsaid,
        fresh(5, extensions=both),
    )
    brought(cast.center, origin, named(2) | {"modified": later}, named(6, revoked=True), named(7, valid_until=later))

    for viewer in (cast.bank, cast.center, cast.electric):
        for sectors, names in ((["finance"], ["maker:thing"]), (["medical"], []), ([], ["maker:other"])):
            topics, now = topics_of(sectors, names), timezone.now()
            with acting_as(viewer):
                alone = unposted(Held.by(viewer), topics, 0.05, now, 100)
                posted = above(Held.by(viewer), topics, 0.05, now, 100)
            assert [(one.key, one.object_id, round(one.score, 9)) for one in posted] == alone
            assert len(alone) >= 4


def test_own_assets_and_keywords_find_what_names_no_sector(cast):
    brought(
        cast.center,
        origin_of(cast.center),
        fresh(1, "mail.aoshio.example", name="own"),
        fresh(2, "other.example", name="word", description="不正送金に使われた"),
        fresh(3, "third.example", name="none"),
    )
    profile = profile_of_bank(cast.bank, sectors=[], domains=["aoshio.example"], keywords=["不正送金"], threshold=0.3)

    assert titles(cast.bank, profile) == ["own", "word"]


def test_another_version_of_a_product_is_left_out(cast):
    def about(place, version):
        return fresh(
            place,
            name=version,
            extensions=extended(sectors=[], products=[f"cpe:2.3:a:maker:thing:{version}:*:*:*:*:*:*:*"]),
        )

    brought(cast.center, origin_of(cast.center), about(1, "2.0"), about(2, "3.0"))

    assert titles(cast.bank, profile_of_bank(cast.bank, sectors=[], products=["maker:thing:2.0"], threshold=0.3)) == [
        "2.0"
    ]


def test_the_funnel_says_what_was_dropped_where_and_shows_some_of_it(cast):
    origin, other = origin_of(cast.center), origin_of(cast.center, "二つ目")
    past = (timezone.now() - timedelta(days=500)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    ended = (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    before = (timezone.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    brought(cast.center, origin, named(1), named(2, revoked=True), fresh(3), fresh(4) | {"valid_from": past})
    brought(cast.center, origin, fresh(5) | {"valid_from": before, "valid_until": ended}, fresh(6, **marked(Tlp2.RED)))
    brought(cast.center, other, named(1))
    profile = profile_of_bank(cast.bank)

    with acting_as(cast.bank):
        now = timezone.now()
        found = funnel(cast.bank, profile, now)
        old = sample(cast.bank, profile, Dropped.OLD, now)
        weak = sample(cast.bank, profile, Dropped.WEAK, now)
        shown = [item.object for item in items(cast.bank, [*old, *weak], now)]

    assert list(found.steps.values()) == [6, 4, 3, 1, 1]
    assert found.drops == {Dropped.REVOKED: 1, Dropped.ENDED: 1, Dropped.REPEATED: 1, Dropped.OLD: 1, Dropped.WEAK: 1}
    assert shown == [uuid.UUID(indicator(number)["id"][-36:]) for number in (4, 3)]


def test_a_replay_shows_what_would_come_and_go_and_keeps_nothing(cast):
    brought(cast.center, origin_of(cast.center), named(1), fresh(2))
    profile = profile_of_bank(cast.bank)

    with acting_as(cast.bank):
        now = timezone.now()
        lower = replayed(cast.bank, profile, replace(profile.wish, threshold=0.1), now)
        higher = replayed(cast.bank, profile, replace(profile.wish, threshold=0.9), now)

        assert (lower.before, lower.after, len(lower.comes), len(lower.goes)) == (1, 2, 1, 0)
        assert (higher.after, len(higher.goes)) == (0, 1)
        assert len(listed(cast.bank, profile, now).entries) == 1


def test_what_is_known_of_values_in_a_text_is_found_for_whoever_may_read_it(cast):
    brought(
        cast.center,
        origin_of(cast.center),
        fresh(1, "c2.kirisame.top"),
        fresh(2, "red.kirisame.top", **marked(Tlp2.RED)),
    )
    text = "通信先は c2[.]kirisame[.]top と red[.]kirisame[.]top でした"

    with acting_as(cast.bank):
        assert [(one.value, one.objects) for one in similar(cast.bank, text)] == [("c2.kirisame.top", 1)]
