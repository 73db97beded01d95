"""A typed form becomes content: what is said, in printed order; everything wrong at once; only starred fields ever block."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from noroshi.drafting.fields import DERIVED, FOLLOW_BY, fields_of
from noroshi.drafting.reading import Filled, read_form
from noroshi.schemes import load_scheme
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import InvalidFields

NOW = datetime(2026, 11, 21, 13, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
SCHEME = load_scheme("plan4")
REPORT, ADVISORY = SCHEME.form(FormKind.REPORT), SCHEME.form(FormKind.ADVISORY)
STARRED = {
    "source_ministry": "経済産業省",
    "source_person": "連絡 太郎",
    "source_bureau": "YY課",
    "source_telephone": "03-1234-5678",
    "source_fax": "03-1234-5679",
    "source_email": "renraku.taro@xx.go.jp",
    "attachment_presence": "no",
}
FILE = {"file": "0b0ecb5c-9a5b-4c7a-8f43-000000000001", "name": "構成図.pdf", "size": 10, "sha256": "a" * 64}


def read(typed: dict[str, Any], marks: dict[str, Any] | None = None, form: Any = REPORT) -> Filled:
    return read_form(form, SCHEME, typed, marks or {}, now=NOW)


def warned(filled: Filled) -> set[tuple[str, str]]:
    return {(one.field, one.code) for one in filled.warnings}


def test_a_first_report_needs_the_starred_fields_only() -> None:
    filled = read(STARRED)

    assert filled.may_be_sent
    assert filled.content == STARRED
    assert (filled.mistakes, filled.missing) == ({}, [])


def test_an_empty_form_misses_the_starred_fields_and_nothing_that_is_derived() -> None:
    filled = read({})

    assert filled.missing == list(STARRED)
    assert not filled.may_be_sent
    assert not set(filled.missing) & DERIVED


def test_content_stands_in_printed_order_whatever_the_order_of_typing() -> None:
    typed = STARRED | {"lessons": "a", "summary": "b", "event_kind": "leak", "handling_note": "c"}

    content = read(dict(reversed(typed.items()))).content

    order = [field.id for field in fields_of(REPORT)]
    assert list(content) == sorted(content, key=order.index)


def test_what_is_derived_is_not_read_from_what_was_typed() -> None:
    typed = STARRED | {"edition_number": "7", "reference_number": "T1", "sharing_scope": "clear", "reported_at": "x"}

    filled = read(typed | {"importance": "警報"})

    assert filled.content == STARRED
    assert filled.importance == "warning"
    assert filled.mistakes == {}


def test_a_value_keeps_how_sure_its_writer_is() -> None:
    filled = read(
        STARRED | {"occurred_at": "11/20 22時頃", "system_status": "stopped"},
        {"occurred_at": {"certainty": "estimate", "basis": "ログより"}, "system_status": {"certainty": "unconfirmed"}},
    )

    assert filled.content["occurred_at"] == {"value": "11/20 22時頃", "certainty": "estimate", "basis": "ログより"}
    assert filled.content["system_status"] == {"value": "stopped", "certainty": "unconfirmed"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("０３（１２３４）５６７８", "03(1234)5678"),
        ("03ー1234ー5678", "03-1234-5678"),
        ("03‐1234−5678", "03-1234-5678"),
        ("03-1234-5678(内線123)", "03-1234-5678 内線123"),
        ("０３－１２３４－５６７８　内線１２", "03-1234-5678 内線12"),
        ("+81 3 1234 5678 ext. 9", "+81 3 1234 5678 内線9"),
        ("0123-45-6789 x12", "0123-45-6789 内線12"),
    ],
)
def test_a_telephone_number_is_understood_as_people_type_it(typed: str, kept: str) -> None:
    assert read({"source_telephone": typed}).content == {"source_telephone": kept}


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("source_telephone", "1234-5678", "telephone_without_area"),
        ("source_telephone", "内線 12", "telephone_unreadable"),
        ("source_telephone", "03-(1234-5678", "telephone_unreadable"),
        ("source_telephone", "なし", "telephone_unreadable"),
        ("source_email", "renraku.taro", "email_unreadable"),
        ("source_email", "a..b@xx.go.jp", "email_unreadable"),
        ("source_email", "a@b@xx.go.jp", "email_unreadable"),
        ("event_kind", "earthquake", "word_unknown"),
        ("event_kind", ["leak", "malware"], "only_one"),
        ("causes", ["dos", "magic"], "word_unknown"),
        ("causes", {"dos": True}, "list_unreadable"),
        ("sector", "fishing", "sector_unknown"),
        ("summary", 7, "text_not_text"),
        ("summary", ["a"], "text_not_text"),
        ("summary", "a\x00", "text_invisible"),
        ("summary", "a\u202eb", "text_reordered"),
        ("summary", "あ" * 20_001, "text_too_long"),
        ("operator_name", "あ" * 201, "text_too_long"),
        ("timeline", "昨日", "timeline.0"),
        ("timeline", [{}] * 201, "rows_too_many"),
        ("timeline", 5, "list_unreadable"),
        ("importance", "urgent", "word_unknown"),
        ("no_such_field", "x", "field_unknown"),
    ],
)
def test_a_mistake_is_named_at_its_field(field: str, typed: object, code: str) -> None:
    mistakes = read(STARRED | {field: typed}).mistakes

    assert mistakes in ({field: [code]}, {code: ["list_unreadable"]})


def test_mistakes_are_told_all_at_once_and_in_both_languages() -> None:
    mistakes = read({"summary": 1, "sector": "x", "source_telephone": "12345", "operator_name": "a\nb"}).mistakes

    assert len(mistakes) == 4
    for lang in ("ja", "en"):
        words = InvalidFields(fields=mistakes).field_messages(lang)
        assert not {code for codes in mistakes.values() for code in codes} & {
            one for many in words.values() for one in many
        }


def test_a_field_with_a_mistake_is_not_called_missing() -> None:
    filled = read({**STARRED, "source_email": "x"})

    assert filled.missing == []
    assert "source_email" in filled.mistakes


def test_a_strange_name_is_not_repeated_at_length() -> None:
    assert read({"あ" * 300: "", "b" * 300: ""}).mistakes.keys() == {"?", "b" * 60}


def test_an_address_in_full_width_is_understood() -> None:
    assert read({"source_email": "ｔａｒｏ＠ｘｘ．ｇｏ．ｊｐ"}).content == {"source_email": "taro@xx.go.jp"}


def test_options_may_come_back_as_printed_and_stand_in_printed_order() -> None:
    content = read({"event_kind": "情報の漏えい", "causes": ["不明", "dos", "dos"], "sector": "電力"}).content

    assert content == {"event_kind": "leak", "causes": ["dos", "unknown"], "sector": "electricity"}


def test_one_ticked_box_and_one_chosen_option_may_come_in_either_shape() -> None:
    assert read({"causes": "dos", "event_kind": ["leak"]}).content == {"event_kind": "leak", "causes": ["dos"]}


def test_empty_rows_are_dropped_and_mistakes_in_rows_are_named_by_place() -> None:
    rows = [{"at": "XX/XX 00:00", "entry": "受信"}, {"at": " ", "entry": ""}, {"entry": "停止"}]

    assert read({"timeline": rows}).content["timeline"] == [{"at": "XX/XX 00:00", "entry": "受信"}, {"entry": "停止"}]

    wrong = read({"timeline": [*rows, {"at": 7, "who": "x"}, "text"]}).mistakes
    assert wrong == {
        "timeline.3.who": ["field_unknown"],
        "timeline.3.at": ["text_not_text"],
        "timeline.4": ["list_unreadable"],
    }


def test_an_announced_attachment_needs_the_file_or_how_it_follows() -> None:
    announced = STARRED | {"attachment_presence": "yes"}

    assert read(announced).mistakes == {"attachments": ["attachment_owed"]}
    assert read(announced | {"attachments": [FILE]}).content["attachments"] == [FILE]
    filled = read(announced | {FOLLOW_BY.id: "本日中に電子メールで"})
    assert (filled.mistakes, filled.content[FOLLOW_BY.id]) == ({}, "本日中に電子メールで")


def test_a_file_without_announcement_is_warned_about() -> None:
    assert ("attachments", "attachment_not_announced") in warned(read(STARRED | {"attachments": [FILE]}))


@pytest.mark.parametrize(
    "broken",
    [
        {"size": -1},
        {"size": True},
        {"size": "10"},
        {"sha256": "A" * 64},
        {"file": "../../etc/passwd"},
        {"path": "/x"},
        {"name": 3},
        {"name": ""},
    ],
)
def test_a_file_of_another_shape_is_refused_at_its_place(broken: dict[str, Any]) -> None:
    assert read({"specimens": [FILE, FILE | broken]}).mistakes.keys() == {"specimens.1"}


@pytest.mark.parametrize(
    ("field", "mark", "code"),
    [
        ("summary", {"certainty": "surely"}, "word_unknown"),
        ("summary", {"certainty": ["estimate"]}, "word_unknown"),
        ("summary", {"anonymized": True}, "not_to_be_anonymized"),
        ("operator_name", {"anonymized": 0.5}, "mark_unreadable"),
        ("operator_name", {"anonymized": ["on"]}, "mark_unreadable"),
        ("summary", {"color": "red"}, "field_unknown"),
        ("summary", "estimate", "mark_unreadable"),
        ("summary", {"basis": 3}, "text_not_text"),
        ("no_such_field", {"certainty": "estimate"}, "field_unknown"),
    ],
)
def test_a_bad_mark_is_a_mistake(field: str, mark: object, code: str) -> None:
    assert read(STARRED | {"summary": "x"}, {field: mark}).mistakes == {field: [code]}


def test_empty_invented_and_taken_out_are_three_things() -> None:
    empty, invented = read(STARRED), read(STARRED | {"operator_name": "A社"})
    taken_out = read(STARRED, {"operator_name": {"anonymized": "on"}})

    assert "operator_name" not in empty.content
    assert invented.content["operator_name"] == "A社"
    assert taken_out.content["operator_name"] == {"value": "", "anonymized": True}
    assert ("operator_name", "name_not_given") in warned(empty)
    assert ("operator_name", "name_not_given") not in warned(invented) | warned(taken_out)


def test_a_mark_without_a_value_says_nothing() -> None:
    assert "summary" not in read(STARRED, {"summary": {"certainty": "unconfirmed", "basis": "x"}}).content


@pytest.mark.parametrize(
    ("typed", "marks", "expected"),
    [
        ({}, {}, ("importance", "importance_not_given")),
        ({"causes": ["unknown", "dos"]}, {}, ("causes", "unknown_with_others")),
        ({"press_status": "planned"}, {}, ("press_at", "asked_for")),
        ({"press_status": "done", "press_at": "昨日"}, {}, ("press_title", "asked_for")),
        ({"summary": "x"}, {"summary": {"certainty": "estimate"}}, ("summary", "estimate_without_basis")),
        ({"detected_at": "明日 9時"}, {}, ("detected_at", "in_the_future")),
        ({"occurred_at": "11/21 14:30"}, {}, ("occurred_at", "in_the_future")),
        ({"detected_at": "11/20 9時", "occurred_at": "11/20 10:00"}, {}, ("occurred_at", "after_detection")),
    ],
)
def test_a_warning_never_blocks(typed: dict[str, Any], marks: dict[str, Any], expected: tuple[str, str]) -> None:
    filled = read(STARRED | typed, marks)

    assert expected in warned(filled)
    assert filled.may_be_sent


@pytest.mark.parametrize(
    ("typed", "unexpected"),
    [
        ({"importance": "caution"}, "importance_not_given"),
        ({"causes": ["unknown"]}, "unknown_with_others"),
        ({"press_status": "none"}, "asked_for"),
        ({"press_status": "done", "press_at": "昨日", "press_title": "お知らせ"}, "asked_for"),
        ({}, "asked_for"),
        ({"detected_at": "11/21 13:00", "occurred_at": "11/21"}, "after_detection"),
        ({"detected_at": "11/21 13:00", "occurred_at": "11/21"}, "in_the_future"),
        ({"detected_at": "11/21 13:30頃"}, "in_the_future"),
        ({"detected_at": "XX/XX 9:00", "occurred_at": "XX/XX 10:00"}, "after_detection"),
        ({"press_status": "planned", "press_at": "明日 9時", "press_title": "お知らせ"}, "in_the_future"),
    ],
)
def test_no_warning_without_reason(typed: dict[str, Any], unexpected: str) -> None:
    assert unexpected not in {code for _, code in warned(read(STARRED | typed))}


def test_a_basis_in_brackets_behind_the_time_is_a_basis() -> None:
    filled = read(STARRED | {"occurred_at": "11/20 (ログより推測)"}, {"occurred_at": {"certainty": "estimate"}})

    assert ("occurred_at", "estimate_without_basis") not in warned(filled)


def test_warnings_speak_both_languages() -> None:
    for one in read({}).warnings:
        assert one.message("ja") != one.message("en")


def test_the_advisory_misses_only_whether_it_has_an_attachment_and_its_case() -> None:
    assert read({}, form=ADVISORY).missing == ["attachment_presence", "provision_case"]


def test_what_is_internal_is_kept_apart() -> None:
    report = "0b0ecb5c-9a5b-4c7a-8f43-000000000002"

    filled = read({"provision_case": "exposed_systems", "source_reports": [report], "basis": "観測"}, form=ADVISORY)

    assert filled.content == {"basis": "観測"}
    assert filled.internal == {"provision_case": "exposed_systems", "source_reports": [report]}
    assert read({"source_reports": ["x"]}, form=ADVISORY).mistakes == {"source_reports.0": ["reference_unreadable"]}


def test_a_risk_based_advisory_is_asked_for_its_addressees() -> None:
    filled = read(
        {"advisory_style": "risk_based", "attachment_presence": "no", "provision_case": "otherwise_useful"},
        form=ADVISORY,
    )

    assert ("addressees", "needed_here") in warned(filled)
    assert filled.may_be_sent


def test_what_was_read_can_be_typed_again() -> None:
    typed = STARRED | {
        "causes": ["dos"],
        "timeline": [{"at": "昨日", "entry": "受信"}],
        "sector": "gas",
        "attachments": [FILE],
    }

    content = read(typed).content

    assert read(content).content == content
