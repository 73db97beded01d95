"""The closed words: labels in both languages, printed colors, groups of the form."""

import pytest

from noroshi import vocabulary
from noroshi.vocabulary import (
    AddresseeTier,
    Cause,
    CauseGroup,
    DutyTier,
    EventAspect,
    EventKind,
    Importance,
    MemberClass,
    OrganizationKind,
    Outlook,
    PressStatus,
    Text,
    Tie,
    Tlp,
    Word,
)

LISTS = [
    known
    for name in vocabulary.__all__
    if isinstance(known := getattr(vocabulary, name), type) and issubclass(known, Word) and known is not Word
]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_word_has_both_labels(words: type[Word]) -> None:
    for word in words:
        assert word.ja.strip()
        assert word.en.strip()
        assert word.en.isascii()


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_no_two_words_of_a_list_read_alike(words: type[Word]) -> None:
    assert len({word.ja for word in words}) == len(words)
    assert len({word.en for word in words}) == len(words)


def test_a_word_is_stored_as_its_value() -> None:
    assert f"{Tlp.RED}" == "red"
    assert Tlp("clear") is Tlp.CLEAR


def test_labels_follow_the_reader_and_fall_back_to_japanese() -> None:
    assert Importance.WARNING.label("ja") == "警報"
    assert Importance.WARNING.label("en-US") == "warning"
    assert Importance.WARNING.label("fr") == "警報"
    assert Text("狼煙", "signal fire").label("en") == "signal fire"


def test_choices_keep_the_printed_order() -> None:
    assert Importance.choices("ja") == [("warning", "警報"), ("caution", "注意喚起"), ("reference", "参考情報")]


def test_colors_are_printed_as_the_forms_do() -> None:
    assert [tlp.printed for tlp in Tlp] == ["Red", "Amber", "Green", "White"]


def test_a_stricter_color_is_never_as_wide() -> None:
    assert [tlp.width for tlp in Tlp] == [0, 1, 2, 3]


def test_only_staff_are_inside() -> None:
    assert [tie for tie in Tie if not tie.is_outside] == [Tie.STAFF]


def test_only_the_first_two_outlooks_expect_a_follow_up() -> None:
    assert [one for one in Outlook if one.expects_follow_up] == [Outlook.CONTINUING, Outlook.INVESTIGATING]


def test_press_asks_for_time_and_title_unless_there_was_none() -> None:
    assert [one for one in PressStatus if one.asks_when_and_title] == [PressStatus.DONE, PressStatus.PLANNED]


def test_assigned_people_wait_for_their_assignment() -> None:
    assert [tier for tier in DutyTier if not tier.needs_to_know_from_start] == [DutyTier.ASSIGNED]


def test_the_form_has_eight_events_and_seventeen_causes() -> None:
    assert len(EventKind) == 8
    assert len(Cause) == 17


def test_causes_stand_under_their_printed_heading() -> None:
    counts = {group: sum(cause.group is group for cause in Cause) for group in CauseGroup}

    assert counts == {
        CauseGroup.DELIBERATE: 6,
        CauseGroup.ACCIDENTAL: 8,
        CauseGroup.ENVIRONMENTAL: 1,
        CauseGroup.OTHER: 2,
    }


def test_events_that_may_lead_to_others_are_told_apart() -> None:
    leading = {kind for kind in EventKind if kind.aspect is EventAspect.LEADS_TO}

    assert leading == {EventKind.MALWARE, EventKind.CODE_EXECUTION, EventKind.INTRUSION}


def test_the_two_councils_are_two() -> None:
    assert OrganizationKind("council").ja == "サイバーセキュリティ協議会"
    assert OrganizationKind("ceptoar_council").ja == "セプターカウンシル"


def test_importance_ranks_the_most_urgent_first() -> None:
    assert sorted(Importance, key=lambda one: one.rank)[0] is Importance.WARNING


def test_tiers_and_classes_are_complete() -> None:
    assert [tier.value for tier in AddresseeTier] == ["executive", "ciso", "planning", "csirt", "operations"]
    assert [one.value for one in MemberClass] == ["one", "two", "general"]
