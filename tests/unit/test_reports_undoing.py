"""Steps of the workbench are taken back one by one, and what was typed since is never lost."""

from noroshi.drafting.written import Written
from noroshi.reports.undoing import remembered, steps_left, undone

FIRST = Written({"summary": "汐見電力で停電", "systems": "監視"}, {"summary": {"basis": "記録"}})
SECOND = Written({"summary": "会員で停電", "systems": "監視"}, {"summary": {"basis": "記録"}})
THIRD = Written({"summary": "会員で停電"}, {"systems": {"anonymized": True}, "summary": {"basis": "記録"}})


def stepped() -> Written:
    two = remembered(FIRST, SECOND)
    return remembered(two, Written(THIRD.typed, THIRD.marks, two.wish))


def test_each_step_is_taken_back_the_latest_first() -> None:
    three = stepped()
    assert steps_left(three) == 2

    two = undone(three)
    assert (dict(two.typed), dict(two.marks)) == (SECOND.typed, SECOND.marks)
    one = undone(two)
    assert (dict(one.typed), dict(one.marks)) == (FIRST.typed, FIRST.marks)
    assert steps_left(one) == 0
    assert undone(one) == one


def test_what_was_typed_since_stays() -> None:
    three = stepped()
    typed = Written({**three.typed, "systems": "自分で書いた"}, three.marks, three.wish)

    assert undone(typed).typed["systems"] == "自分で書いた"


def test_nothing_changed_is_no_step() -> None:
    assert steps_left(remembered(FIRST, FIRST)) == 0


def test_kept_and_marked_words_are_taken_back_as_well() -> None:
    after = Written(FIRST.typed, FIRST.marks, {"kept_words": ["name"], "sought_words": ["峠"]})
    back = undone(remembered(FIRST, after))

    assert back.wish["kept_words"] == []
    assert back.wish["sought_words"] == []


def test_steps_do_not_grow_without_end() -> None:
    written = FIRST
    for number in range(50):
        written = remembered(written, Written({"summary": str(number)}, {}, written.wish))

    assert steps_left(written) == 30


def test_steps_that_change_much_drop_the_oldest_whole() -> None:
    written = Written({f"field{n}": "x" for n in range(60)})
    for number in range(8):
        written = remembered(written, Written({f"field{n}": str(number) for n in range(60)}, {}, written.wish))

    assert len(written.wish["undo"]) <= 250
    assert steps_left(written) == 4
    assert undone(written).typed["field0"] == "6"
