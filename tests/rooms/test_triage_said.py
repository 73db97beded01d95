"""What names a supplier or a keyword of a profile is listed and told however much weighs more; nobody else learns the word."""

import uuid
from dataclasses import replace

import pytest
from django.db import connection
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel.actions import withdraw
from noroshi.triage import lists
from noroshi.triage.actions.profiles import amend_profile
from noroshi.triage.digests import digests_of
from noroshi.triage.lists import Entry, listed
from noroshi.triage.models import Said, Wish
from noroshi.triage.profiles import ProfileShown, profiles_of
from noroshi.vocabulary import Relevance, Tlp2
from tests.cast import Cast, small_cast
from tests.rooms.intel_given import brought, indicator, marked, origin_of
from tests.rooms.test_triage import fresh, named, profile_of_bank, titles
from tests.rooms.test_triage_told import run

pytestmark = pytest.mark.django_db(transaction=True)

LIGHT = {"confidence": 60}


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Only one is looked at before the worker came by, and something else is heavier."""
    monkeypatch.setattr(lists, "LOOKED", 1)
    return small_cast()


def said(viewer: Viewer) -> int:
    """By plain SQL: only the lock of the database stands between."""
    with acting_as(viewer), connection.cursor() as cursor:
        cursor.execute("select count(*) from triage_said")
        return int(cursor.fetchone()[0])


def entries(viewer: Viewer, profile: ProfileShown) -> list[Entry]:
    with acting_as(viewer):
        return [one for one in listed(viewer, profile, timezone.now()).entries if one.named]


def test_what_names_a_supplier_or_a_keyword_is_listed_however_much_weighs_more(cast: Cast) -> None:
    profile = profile_of_bank(cast.bank, sectors=[], suppliers=["Acme Systems"], keywords=["不正送金", "ICS"])
    brought(
        cast.center,
        origin_of(cast.center),
        fresh("heavy", name="よそ"),
        fresh("supplier", name="委託先", description="Mails to customers of ＡＣＭＥ systems.", **LIGHT),
        fresh("keyword", name="送金", description="不正送金に使われた。ｱｸﾒ", **LIGHT),
        fresh("alike", name="似た語", description="Topics and statistics", **LIGHT),
    )
    assert entries(cast.bank, profile) == []

    run("tell_new")

    assert [(one.named, one.above.relevance) for one in entries(cast.bank, profile)] == [
        ("Acme Systems", Relevance.SUPPLIER),
        ("不正送金", Relevance.KEYWORD),
    ]
    assert titles(cast.bank, profile) == ["委託先", "送金"]


@pytest.mark.parametrize("most", range(1, 10))
def test_where_topics_fill_a_short_list_words_put_in_what_weighs_more_and_only_that(cast: Cast, most: int) -> None:
    """A short list is the head of the long one."""
    wish = {"suppliers": ["Acme"], "keywords": ["vpn"], "threshold": 0.05}
    words = ("", "acme", "vpn", "acme vpn")
    brought(
        cast.center,
        origin_of(cast.center),
        *(
            named(number, description=words[number % 4], name=f"sector {number}", confidence=95 - 9 * number)
            for number in range(4)
        ),
        *(
            fresh(10 + number, description=words[number], name=f"word {number}", confidence=92 - 8 * number)
            for number in (1, 2, 3)
        ),
    )
    profile = profile_of_bank(cast.bank, most=most, **wish)
    run("tell_new")
    with acting_as(cast.bank):
        now = timezone.now()
        whole = listed(cast.bank, replace(profile, wish=replace(profile.wish, most=100)), now, is_whole=True)
        short = listed(cast.bank, profile, now)

    assert len(whole.entries) == 7
    assert list(short.entries) == list(whole.entries[:most])


def test_nobody_else_learns_which_words_somebody_watches_for(cast: Cast) -> None:
    profile_of_bank(cast.bank, sectors=[], keywords=["不正送金"])
    profile_of_bank(cast.electric, sectors=[], keywords=["変電所"])
    brought(cast.center, origin_of(cast.center), fresh("word", description="不正送金に使われた"))

    run("tell_new")

    assert said(cast.bank) == 1
    for stranger in (cast.electric, cast.center, cast.ministry):
        assert said(stranger) == 0
        with acting_as(stranger), connection.cursor() as cursor:
            cursor.execute("select count(*) from triage_watch")
            assert cursor.fetchone() == (0,)


def test_two_houses_with_one_word_each_see_it_only_where_they_may_read(cast: Cast) -> None:
    both = [(viewer, profile_of_bank(viewer, sectors=[], keywords=["vpn"])) for viewer in (cast.bank, cast.electric)]
    origin = origin_of(cast.center)
    brought(cast.center, origin, fresh("closed", description="A VPN", **marked(Tlp2.RED)))

    assert run("tell_new") == 0
    assert [said(viewer) for viewer, _ in both] == [0, 0]

    brought(cast.center, origin, fresh("open", description="All VPNs", name="皆へ"))

    assert run("tell_new") == 2
    assert run("tell_new") == 0
    for viewer, profile in both:
        assert titles(viewer, profile) == ["皆へ"]
        with acting_as(viewer):
            assert len(digests_of(viewer)) == 1
    with acting_as(cast.ministry):
        assert digests_of(cast.ministry) == []


def test_what_is_taken_back_is_neither_listed_nor_told(cast: Cast) -> None:
    profile = profile_of_bank(cast.bank, sectors=[], keywords=["vpn"], notice_threshold=0.9)
    origin = origin_of(cast.center)
    brought(cast.center, origin, fresh(1, description="A VPN"), fresh(2, name="よそ"))
    run("tell_new")
    assert len(entries(cast.bank, profile)) == said(cast.bank) == 1

    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, uuid.UUID(indicator(1)["id"][-36:]))

    assert entries(cast.bank, profile) == []
    assert said(cast.bank) == 0


def test_what_was_there_before_is_found_when_a_word_is_new_and_no_longer_when_it_went(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), fresh("word", description="A VPN", **LIGHT), fresh("other"))
    profile = profile_of_bank(cast.bank, sectors=[])
    run("tell_new")

    for keywords in (["VPN"], [], ["vpn"]):
        with acting_as(cast.bank):
            amend_profile(cast.bank, profile.public_id, replace(profile.wish, keywords=keywords))
        assert run("tell_new") == 0
        with acting_as(cast.bank):
            now = next(one for one in profiles_of(cast.bank) if one.public_id == profile.public_id)
        assert [one.named for one in entries(cast.bank, now)] == keywords
        assert said(cast.bank) == len(keywords)


def test_after_the_worker_came_by_only_what_is_newer_is_looked_through(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile_of_bank(cast.bank, sectors=[], keywords=["vpn"])
    origin = origin_of(cast.center)
    brought(cast.center, origin, fresh("first", description="A VPN", **LIGHT))
    run("tell_new")
    looked: list[object] = []
    monkeypatch.setattr(lists, "LOOKED", 100)
    monkeypatch.setattr(lists, "near", lambda held, mine, of: looked.extend(of) or {})
    with acting_as(cast.bank):
        (profile,) = profiles_of(cast.bank)

    assert [one.named for one in entries(cast.bank, profile)] == ["vpn"]
    assert looked == []

    brought(cast.center, origin, fresh("second", description="A VPN"))
    entries(cast.bank, profile)

    assert len(looked) == 1


def test_a_profile_from_before_has_its_words_after_the_worker_came_by(cast: Cast) -> None:
    profile = profile_of_bank(cast.bank, sectors=[], suppliers=["Acme"], keywords=["vpn"])
    with acting_as(cast.bank):
        Wish.objects.filter(topic__lt=0).update(ended_at=timezone.now())
    brought(cast.center, origin_of(cast.center), fresh("word", description="The VPN of Acme", **LIGHT), fresh("other"))

    run("tell_new")

    assert [one.named for one in entries(cast.bank, profile)] == ["Acme"]
    with acting_as(cast.bank):
        assert Said.objects.count() == 2
