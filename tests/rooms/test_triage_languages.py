"""A profile that names languages shows those, values without a text, and whatever names one's own house; and says so line by line."""

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.triage.funnel import funnel, sample
from noroshi.triage.lists import listed
from noroshi.triage.replaying import replayed
from noroshi.triage.showing import items
from noroshi.vocabulary import Dropped, FunnelStep, TextLanguage, Tlp2
from tests.rooms.intel_given import brought, marked, origin_of
from tests.rooms.test_triage import named, profile_of_bank, titles, valued

pytestmark = pytest.mark.django_db
ENGLISH = "The group sends mails with a macro to every bank"
JA, EN, *_ = TextLanguage


def brought_in_two(cast):
    brought(
        cast.center,
        origin_of(cast.center),
        named(1, name="不審な通信"),
        named(2, name=ENGLISH),
        named(3, name="Emotet"),
        named(4, name="The name of it is in English, the rest not", description="日本語", lang="ja"),
    )


def test_a_list_holds_the_languages_that_were_asked_for_and_what_is_of_none(cast):
    brought_in_two(cast)

    assert len(titles(cast.bank, profile_of_bank(cast.bank))) == 4
    assert set(titles(cast.bank, profile_of_bank(cast.bank, name="和", languages=[JA]))) == {
        "不審な通信",
        "Emotet",
        "The name of it is in English, the rest not",
    }
    assert set(titles(cast.bank, profile_of_bank(cast.bank, name="英", languages=[EN]))) == {ENGLISH, "Emotet"}


def test_the_language_is_a_line_of_the_score_and_a_step_of_the_funnel(cast):
    brought_in_two(cast)
    profile, now = profile_of_bank(cast.bank, languages=[JA]), timezone.now()

    with acting_as(cast.bank):
        shown = items(cast.bank, listed(cast.bank, profile, now).entries, now)
        found = funnel(cast.bank, profile, now)
        dropped = items(cast.bank, sample(cast.bank, profile, Dropped.LANGUAGE, now), now)

    lines = {item.title: item.scored.lines[-1] for item in (*shown, *dropped)}
    assert {title: (line.name.en, line.said.en, line.factor) for title, line in lines.items()} == {
        "不審な通信": ("Language", "Japanese", 1.0),
        "Emotet": ("Language", "no text", 1.0),
        "The name of it is in English, the rest not": ("Language", "Japanese", 1.0),
        ENGLISH: ("Language", "English", 0.0),
    }
    assert [item.scored.score for item in dropped] == [0.0]
    assert found.drops == {Dropped.LANGUAGE: 1}
    assert (found.steps[FunnelStep.NEW], found.steps[FunnelStep.RELEVANT]) == (4, 3)


def test_what_names_ones_own_house_is_shown_in_any_language(cast):
    brought(cast.center, origin_of(cast.center), valued(1, "login.aoshio.example", name=ENGLISH))

    assert titles(cast.bank, profile_of_bank(cast.bank, languages=[JA])) == []
    own = profile_of_bank(cast.bank, name="自社", languages=[JA], domains=["aoshio.example"])
    assert titles(cast.bank, own) == [ENGLISH]


def test_what_is_in_another_language_takes_no_place_of_a_short_list(cast):
    many = [named(place, name=ENGLISH, confidence=95) for place in range(1, 12)]
    brought(cast.center, origin_of(cast.center), *many, named(20, name="不審な通信", confidence=60))

    profile = profile_of_bank(cast.bank, languages=[JA], most=2)

    assert titles(cast.bank, profile) == ["不審な通信"]


def test_trying_languages_out_says_what_would_go(cast):
    brought_in_two(cast)
    profile, now = profile_of_bank(cast.bank), timezone.now()
    wish = profile_of_bank(cast.bank, name="和", languages=[JA]).wish

    with acting_as(cast.bank):
        found = replayed(cast.bank, profile, wish, now)
        assert [item.title for item in items(cast.bank, found.goes, now)] == [ENGLISH]


def test_languages_count_nothing_that_a_stranger_may_not_read(cast):
    brought(cast.center, origin_of(cast.center), named(1, name=ENGLISH, **marked(Tlp2.RED)))
    profile = profile_of_bank(cast.bank, languages=[JA])

    with acting_as(cast.bank):
        assert funnel(cast.bank, profile, timezone.now()).drops == {}
        assert sample(cast.bank, profile, Dropped.LANGUAGE, timezone.now()) == []
