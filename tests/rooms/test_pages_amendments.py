"""The page of a follow-up says what was put right and why, when the next report comes, and what the own desk thinks of it."""

import re

import pytest
from django.urls import reverse

from noroshi.advisories.actions import begin_next_issue, issue_advisory
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import save
from noroshi.drafting.written import Written
from noroshi.reports.actions import begin_follow_up, begin_report
from tests.drafted import issued, reported, sent
from tests.rooms.test_pages_deeds import client_of, words_of

pytestmark = pytest.mark.django_db

WHY = "保守会社の数え違い"


@pytest.fixture(autouse=True)
def without_second_factor(settings):
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def two(cast):
    first = reported(cast.electric, systems="端末3台", outlook="continuing")
    with acting_as(cast.electric):
        begun = begin_follow_up(cast.electric, first)
        typed = {**begun.written.typed, "systems": "端末4台", "next_report_at": "2031-11-30 09:00"}
        marks = {**begun.written.marks, "systems": {"correction": WHY}}
        draft = save(cast.electric, begun.public_id, Written(typed, marks, begun.written.wish), version=begun.version)
    return first, sent(cast.electric, draft)


def page(viewer, name, *arguments):
    return client_of(viewer).get(reverse(name, args=arguments))


def test_the_reader_sees_what_was_put_right_and_why(cast, two):
    shown = words_of(page(cast.ministry, "item", two[1]))

    assert "Correction" in shown
    assert WHY in shown
    assert page(cast.bank, "item", two[1]).status_code == 404


def test_the_page_and_the_list_say_when_the_next_report_comes_and_only_of_the_latest(cast, two):
    assert "11/30 09:00" in words_of(page(cast.ministry, "item", two[1]))
    listed = words_of(page(cast.ministry, "reports"))
    assert listed.count("11/30 09:00") == 1
    assert listed.count("More to come") == 1
    assert "11/30 09:00" not in words_of(page(cast.bank, "reports"))


def test_a_desk_numbers_and_weighs_from_the_page_itself(cast, two):
    client = client_of(cast.ministry)
    address = reverse("own_number", args=[two[1]])

    answer = client.post(address, {"number": "METI-7", "importance": "warning"})

    assert answer.status_code == 302
    mine, theirs = (words_of(page(viewer, "reports")) for viewer in (cast.ministry, cast.electric))
    assert "METI-7" in mine
    assert "This desk: Warning" in " ".join(mine.split())
    assert "METI-7" not in theirs
    assert "This desk:" not in theirs
    narrowed = client.get(reverse("reports"), {"weighed": "warning"})
    assert "METI-7" in words_of(narrowed)
    assert client_of(cast.bank).post(address, {"number": "x", "importance": ""}).status_code == 404


def test_the_form_of_a_follow_up_asks_why_and_that_of_a_first_report_does_not(cast, two):
    with acting_as(cast.electric):
        following = begin_follow_up(cast.electric, two[1])
    client = client_of(cast.electric)

    assert 'name="m.systems.correction"' in client.get(reverse("draft", args=[following.public_id])).content.decode()
    with acting_as(cast.electric):
        begun = begin_report(cast.electric, "")
    first = client.get(reverse("draft", args=[begun.public_id])).content.decode()
    assert 'name="f.next_report_at"' in first
    assert ".correction" not in first


def test_measures_that_a_later_issue_replaces_stand_struck_in_both(cast):
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    first = issued(cast.center, pair, course_of_action="接続口を閉じる。\n接続の記録を確かめる。")
    with acting_as(cast.center):
        begun = begin_next_issue(cast.center, first)
        typed = {**begun.written.typed, "course_of_action": "接続元を限る。\n接続の記録を確かめる。"}
        marks = {**begun.written.marks, "course_of_action": {"correction": "閉じられない構成があった"}}
        draft = save(cast.center, begun.public_id, Written(typed, marks, begun.written.wish), version=begun.version)
    with acting_as(cast.center):
        second = issue_advisory(cast.center, draft.public_id, version=draft.version)

    old = page(cast.ministry, "item", first).content.decode()
    new = client_of(cast.ministry).get(reverse("item", args=[second]), {"view": "full"}).content.decode()
    for shown in (old, new):
        assert "閉じる" in "".join(re.findall(r"<del>(.*?)</del>", shown, re.DOTALL))
        assert "閉じられない構成があった" in shown
        assert "接続の記録を確かめる。" not in "".join(re.findall(r"<del>(.*?)</del>", shown, re.DOTALL))
    assert "限る" not in old
    assert page(cast.bank, "item", first).status_code == 404
