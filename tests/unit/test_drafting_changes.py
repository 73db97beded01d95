"""Receivers see what a follow-up changed, field by field, as the form prints it."""

from typing import Any

from noroshi.drafting.changes import ChangeKind, FieldChange, changes, tally
from noroshi.schemes import load_scheme
from noroshi.vocabulary import Amendment, Certainty, FormKind, Said

REPORT = load_scheme("plan4").form(FormKind.REPORT)
ADDED, CHANGED, REMOVED, SAME = ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.REMOVED, ChangeKind.SAME


def only(before: dict[str, Any], after: dict[str, Any]) -> FieldChange:
    (found,) = changes(REPORT, before, after)
    return found


def rows(before: list[Any], after: list[Any], field: str = "timeline") -> list[tuple[ChangeKind, Any, Any]]:
    return [(row.kind, row.before, row.after) for row in only({field: before}, {field: after}).rows]


def at(time: str, entry: str) -> dict[str, str]:
    return {"at": time, "entry": entry}


def file(name: str, digest: str, number: str = "1") -> dict[str, Any]:
    return {"file": number, "name": name, "size": 1, "sha256": digest}


def test_a_field_is_added_changed_removed_or_the_same() -> None:
    before = {"summary": "a", "lessons": "b", "systems": "c"}
    after = {"summary": "a", "lessons": "x", "supplement": "d"}

    found = {one.field_id: one.kind for one in changes(REPORT, before, after)}

    assert found == {"systems": REMOVED, "summary": SAME, "supplement": ADDED, "lessons": CHANGED}


def test_fields_stand_as_printed_and_what_the_form_does_not_know_comes_first() -> None:
    content = {
        "lessons": "a",
        "attachments_follow_by": "b",
        "body": "c",
        "event_kind": "leak",
        "title": "d",
        "attachments": [file("a", "1")],
    }

    found = [one.field_id for one in changes(REPORT, {}, content)]

    assert found == ["title", "body", "event_kind", "lessons", "attachments", "attachments_follow_by"]


def test_without_a_form_everything_is_compared_all_the_same() -> None:
    assert [(one.field_id, one.kind) for one in changes(None, {"title": "a"}, {"title": "b"})] == [("title", CHANGED)]


def test_a_change_of_certainty_alone_is_a_change() -> None:
    found = only({"occurred_at": {"value": "11/20", "certainty": "unconfirmed"}}, {"occurred_at": "11/20"})

    assert found.kind is CHANGED
    assert found.is_of_certainty_alone
    assert (found.before, found.after) == (Said("11/20", Certainty.UNCONFIRMED), Said("11/20"))


def test_a_name_taken_out_is_not_an_empty_field() -> None:
    found = only({"operator_name": "A社"}, {"operator_name": {"value": "", "anonymized": True}})

    assert found.kind is CHANGED
    assert not found.is_of_certainty_alone


def test_a_row_put_between_two_others_is_the_only_new_one() -> None:
    first, second, third = at("1:00", "受信"), at("2:00", "確認"), at("3:00", "停止")

    assert rows([first, third], [first, second, third]) == [
        (SAME, first, first),
        (ADDED, None, second),
        (SAME, third, third),
    ]
    assert rows([first, second, third], [first, third])[1] == (REMOVED, second, None)


def test_a_row_with_another_time_or_text_is_changed() -> None:
    assert rows([at("1:00", "受信")], [at("1:30", "受信")]) == [(CHANGED, at("1:00", "受信"), at("1:30", "受信"))]
    assert rows([at("1:00", "受信")], [at("1:00", "受信と確認")])[0][0] is CHANGED


def test_a_row_that_shares_nothing_went_and_another_came() -> None:
    assert [kind for kind, _, _ in rows([at("1:00", "受信")], [at("2:00", "停止")])] == [REMOVED, ADDED]


def test_options_are_added_and_removed_one_by_one() -> None:
    assert rows(["dos", "unknown"], ["dos", "insider"], "causes") == [
        (SAME, "dos", "dos"),
        (REMOVED, "unknown", None),
        (ADDED, None, "insider"),
    ]


def test_the_order_of_options_means_nothing() -> None:
    assert only({"causes": ["dos", "insider"]}, {"causes": ["insider", "dos"]}).kind is SAME


def test_files_are_told_apart_by_their_digest() -> None:
    assert rows([file("a.pdf", "1")], [file("a.pdf", "1", number="2")], "attachments")[0][0] is SAME
    assert rows([file("a.pdf", "1")], [file("b.pdf", "1")], "attachments")[0][0] is CHANGED
    assert rows([file("a.pdf", "1")], [file("a.pdf", "2")], "attachments")[0][0] is CHANGED
    assert [kind for kind, _, _ in rows([file("a.pdf", "1")], [file("b.pdf", "2")], "attachments")] == [REMOVED, ADDED]


def test_a_whole_table_that_came_or_went_is_told_row_by_row() -> None:
    assert [row.kind for row in only({}, {"timeline": [at("1:00", "受信")]}).rows] == [ADDED]
    assert [row.kind for row in only({"timeline": [at("1:00", "受信")]}, {}).rows] == [REMOVED]


def test_what_says_nothing_in_both_is_not_mentioned() -> None:
    assert changes(REPORT, {"summary": "", "causes": []}, {}) == ()


def amendment(before: Any, after: Any, field: str = "summary") -> Amendment | None:
    return only({field: before}, {field: after}).amendment


def test_what_was_empty_or_only_went_on_is_an_addition() -> None:
    assert only({}, {"summary": "a"}).amendment is Amendment.ADDITION
    assert amendment("不審な通信。", "不審な通信。委託先の端末から。") is Amendment.ADDITION
    assert amendment([at("1:00", "受信")], [at("1:00", "受信"), at("2:00", "停止")], "timeline") is Amendment.ADDITION


def test_what_was_estimated_unconfirmed_or_unknown_and_is_sure_now_is_a_confirmation() -> None:
    assert amendment({"value": "3社", "certainty": "estimate"}, "3社") is Amendment.CONFIRMATION
    assert amendment({"value": "3社", "certainty": "unconfirmed"}, "4社") is Amendment.CONFIRMATION
    assert amendment(["unknown"], ["dos"], "causes") is Amendment.CONFIRMATION


def test_what_stands_no_more_is_a_correction() -> None:
    assert amendment("3社", "4社") is Amendment.CORRECTION
    assert only({"summary": "a"}, {}).amendment is Amendment.CORRECTION
    assert amendment([at("1:00", "受信")], [at("1:30", "受信")], "timeline") is Amendment.CORRECTION
    assert amendment("3社", {"value": "3社", "certainty": "unconfirmed"}) is Amendment.CORRECTION


def test_an_event_that_moves_on_was_not_told_wrongly() -> None:
    assert amendment("continuing", "closed", "outlook") is Amendment.PROGRESS


def test_the_writer_s_word_beats_what_the_wordings_tell() -> None:
    found = only({"summary": "a"}, {"summary": {"value": "a。b", "correction": "保守会社の誤報"}})

    assert (found.amendment, found.reason) == (Amendment.CORRECTION, "保守会社の誤報")


def test_a_correction_keeps_its_reason_over_editions_that_lie_between() -> None:
    second = {"summary": {"value": "4社", "correction": "数え違い"}}

    (found,) = changes(REPORT, {"summary": "3社"}, {"summary": "4社"}, [second])

    assert found.reason == "数え違い"


def test_a_correction_of_what_reads_the_same_is_not_told() -> None:
    found = only({"summary": "a"}, {"summary": {"value": "a", "correction": "x"}})

    assert (found.is_change, found.amendment, found.reason) == (False, None, "")


def test_changes_are_counted_by_kind() -> None:
    found = changes(REPORT, {"summary": "3社", "lessons": "a"}, {"summary": "4社", "lessons": "a", "systems": "b"})

    assert tally(found) == {Amendment.ADDITION: 1, Amendment.CORRECTION: 1}
