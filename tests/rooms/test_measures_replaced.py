"""Measures that a later issue replaces are struck on paper and for machines, to whoever may read both alone (C-054)."""

import re

import pytest

from noroshi.advisories.actions import begin_next_issue, issue_advisory
from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import save
from noroshi.drafting.exporting import Sort, export_item
from noroshi.drafting.written import Written
from noroshi.editions.actions import recall
from noroshi.vocabulary.errors import NotFound
from tests.drafted import issued
from tests.rooms.test_attacks_canary import caller_of

WHY = "閉じられない構成があった"
OLD, NEW = "接続口を閉じる。\n接続の記録を確かめる。", "接続元を限る。\n接続の記録を確かめる。"


def two_issues(cast, tlp="amber", later=""):
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    first = issued(cast.center, pair, tlp=tlp, course_of_action=OLD)
    with acting_as(cast.center):
        begun = begin_next_issue(cast.center, first)
        typed = {**begun.written.typed, "course_of_action": NEW}
        marks = {**begun.written.marks, "course_of_action": {"correction": WHY}}
        written = Written(typed, marks, {**begun.written.wish, "tlp": later or tlp})
        draft = save(cast.center, begun.public_id, written, version=begun.version)
    with acting_as(cast.center):
        return first, issue_advisory(cast.center, draft.public_id, version=draft.version)


def paper(viewer, edition):
    with acting_as(viewer):
        return export_item(viewer, edition, Sort.TEXT, marks=False).content.decode()


@pytest.mark.django_db
def test_the_old_issue_says_on_paper_what_does_not_stand_any_more(cast):
    first, second = two_issues(cast)

    old, new = paper(cast.ministry, first), paper(cast.ministry, second)

    assert f"※差し替え済み　第2報で差し替えられています（{WHY}）" in old
    struck = "".join(re.findall("※　取消：(.*)", old))
    assert "閉じる" in struck
    assert "記録" not in struck
    assert "接続元を限る" not in old
    assert "差し替え済み" not in new
    with pytest.raises(NotFound):
        paper(cast.bank, first)


@pytest.mark.django_db
def test_whoever_may_not_read_the_later_issue_learns_nothing_of_it(cast):
    first, second = two_issues(cast)
    with acting_as(cast.center):
        recall(cast.center, second, read_number=1, reason="誤って出した")

    assert "差し替え済み" not in paper(cast.ministry, first)
    assert caller_of(cast.ministry).get(f"/advisories/{first}").json()["replaced"] == []


@pytest.mark.django_db
def test_machines_are_told_piece_by_piece_in_the_old_issue_and_in_the_new_one(cast):
    first, second = two_issues(cast)
    ministry = caller_of(cast.ministry)

    (old,), (new,) = (ministry.get(f"/advisories/{one}").json()["replaced"] for one in (first, second))

    assert (old["by"], old["is_latest"], old["reason"]) == (str(second), False, WHY)
    assert (new["by"], new["is_latest"], new["reason"]) == (str(second), True, WHY)
    assert "".join(one["text"] for one in old["pieces"]) == OLD
    assert "".join(one["text"] for one in new["pieces"] if one["kind"] != "gone") == NEW
    assert caller_of(cast.bank).get(f"/advisories/{first}").status_code == 404
