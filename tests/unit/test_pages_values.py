"""What the sheet prints of a value, and what the page of changes says of it. No database."""

from datetime import datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from noroshi.schemes import all_schemes
from noroshi.schemes.forms import Form
from noroshi.schemes.words import Option
from noroshi.vocabulary import Certainty, FormKind, Importance, Tlp
from noroshi.web.components import ChangeKind, Hop, HopState
from noroshi.web.pages.items.changing import changed
from noroshi.web.pages.items.routes import shortened
from noroshi.web.pages.items.values import Reader

PLAN = next(scheme for scheme in all_schemes() if scheme.header.id == "plan4")
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
READER = Reader(PLAN, NOW, {"ministry_for_sector:x/gas": "産業省（ガス）"})


def form(kind: FormKind = FormKind.REPORT) -> Form:
    found = PLAN.form(kind)
    assert found
    return found


def options(name: str) -> list[Option]:
    found = PLAN.option_set(name)
    assert found
    return list(found.options)


def shown(field: str, raw: Any, kind: FormKind = FormKind.REPORT) -> Any:
    with override("ja"):
        return READER.shown(form(kind).field(field), raw)


def reading(content: dict[str, Any], importance: Importance | None = None, tlp: Tlp = Tlp.AMBER) -> Any:
    return SimpleNamespace(content=content, importance=importance, tlp=tlp)


def told(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    with override("en"):
        found = changed(form(), reading(before), reading(after), READER)
    return {change.name: change for change in found.changes}


def test_an_option_is_shown_by_its_label() -> None:
    first = options("outlook")[0]

    assert shown("outlook", first.id).text == first.label("ja")


def test_several_options_stand_side_by_side() -> None:
    first, second = options("cause")[:2]

    assert shown("causes", [first.id, second.id]).text == f"{first.label('ja')}、{second.label('ja')}"


def test_an_option_that_the_form_no_longer_has_is_shown_as_it_was_sent() -> None:
    assert shown("outlook", "never_heard_of").text == "never_heard_of"


def test_a_loose_moment_keeps_what_was_typed_and_tells_what_was_understood() -> None:
    found = shown("occurred_at", "11/20 2:40頃")

    assert found.text == "11/20 2:40頃"
    assert found.understood == "2026年11月20日 2時40分頃"


def test_what_was_understood_is_not_said_twice() -> None:
    assert shown("occurred_at", "2026年11月20日 2時40分頃").understood == ""


def test_what_cannot_be_read_as_a_time_stays_in_its_words() -> None:
    found = shown("occurred_at", "担当者の記憶による")

    assert found.text == "担当者の記憶による"
    assert found.understood == ""


def test_an_exact_moment_is_printed_with_its_era() -> None:
    assert shown("reported_at", "2026-11-21T13:00+09:00").era == "令和8年11月21日 13:00"


def test_a_moment_that_is_none_is_not_made_up() -> None:
    assert shown("reported_at", "soon").at is None
    assert shown("reported_at", "").at is None


@pytest.mark.parametrize(
    "text", ["http://evil.example/a", "drop@evil.example", "203.0.113.7", "javascript://evil.example/x"]
)
def test_free_text_is_defanged(text: str) -> None:
    assert text not in shown("summary", f"通信先は {text} でした").text


def test_hidden_characters_are_shown_everywhere() -> None:
    assert "\u202e" not in shown("summary", "a\u202eb").text
    assert "\u202e" not in shown("source_email", "a\u202eb@x.example").text
    assert "\u202e" not in shown("attachments", [{"file": "1", "name": "a\u202eb", "size": 1, "sha256": "0"}]).text


def test_the_address_of_the_writer_can_be_copied() -> None:
    assert shown("source_email", "csirt@shiomi.example").text == "csirt@shiomi.example"


def test_destinations_are_called_by_name_and_unknown_ones_not_at_all() -> None:
    found = shown("destinations", ["ministry_for_sector:x/gas", "ministry_for_sector:y/gas"], FormKind.ADVISORY)

    assert found.text.startswith("産業省（ガス）")
    assert "ministry_for_sector" not in found.text


def test_a_table_has_the_columns_of_the_form_in_its_order() -> None:
    cells = shown("timeline", [{"entry": "回線を切った", "at": "11/20 3:10"}]).cells

    assert cells.heads == ("日時", "事象・対応状況等")
    assert (
        cells.rows == (("11/20 3:10（2026年11月20日 3時10分）", "回線を切った"),) or cells.rows[0][1] == "回線を切った"
    )


def test_certainty_grounds_and_anonymity_come_along() -> None:
    estimate = shown("occurred_at", {"value": "11/20", "certainty": "estimate", "basis": "http://evil.example の記録"})
    taken_out = shown("operator_name", {"value": "", "anonymized": True})

    assert estimate.certainty is Certainty.ESTIMATE
    assert "hxxp" in estimate.basis
    assert taken_out.is_anonymized
    assert taken_out.text == ""


def test_changes_are_named_by_the_form() -> None:
    found = told({"outlook": "continuing"}, {"outlook": "closed"})

    assert list(found) == ["⑧ Outlook"]
    assert found["⑧ Outlook"].kind is ChangeKind.CHANGED


def test_what_came_and_what_went() -> None:
    found = told({"lessons": "見直す"}, {"supplement": "三件"})

    assert {name: change.kind for name, change in found.items()} == {
        "⑦ Supplementary information": ChangeKind.ADDED,
        "⑨ Others and lessons learned": ChangeKind.WITHDRAWN,
    }


def test_a_change_of_certainty_alone_is_told_in_words() -> None:
    found = told({"occurred_at": {"value": "11/20", "certainty": "estimate"}}, {"occurred_at": "11/20"})

    assert found["⑤ Occurred at"].reason == "Before: estimate. Now: stated as known."


def test_a_name_that_was_taken_out_is_not_a_blank() -> None:
    found = told({"operator_name": "汐見電力"}, {"operator_name": {"value": "", "anonymized": True}})

    change = found["④ Operator where the event occurred"]
    assert change.kind is ChangeKind.CHANGED
    assert change.after == "Anonymized"


def test_rows_are_told_one_by_one() -> None:
    before = {"timeline": [{"at": "11/20 3:10", "entry": "切った"}]}
    after = {
        "timeline": [{"at": "11/20 3:10", "entry": "切った"}, {"at": "11/20 5:00", "entry": "http://evil.example"}]
    }

    rows = told(before, after)["⑦ Timeline of events and responses"].rows

    assert [row.kind for row in rows] == [None, ChangeKind.ADDED]
    assert "hxxp" in rows[1].after


def test_what_differs_by_itself_is_no_news() -> None:
    assert told({"reported_at": "2026-11-20T13:00"}, {"reported_at": "2026-11-21T13:00"}) == {}


def test_importance_and_color_are_told_first() -> None:
    with override("en"):
        found = changed(
            form(),
            reading({"summary": "a"}, Importance.CAUTION, Tlp.AMBER),
            reading({"summary": "b"}, Importance.WARNING, Tlp.GREEN),
            READER,
        )

    assert [change.name for change in found.changes[:2]] == ["Importance", "Sharing scope"]
    assert found.changes[1].after == "TLP:GREEN"


def test_what_both_say_is_named_and_not_shown() -> None:
    with override("en"):
        found = changed(form(), reading({"summary": "a"}), reading({"summary": "a"}), READER)

    assert found.changes == ()
    assert found.same == ("⑤ Summary of the event",)


def test_what_went_to_thirty_places_is_told_by_its_first_and_last() -> None:
    hops = tuple(Hop(f"place {number}", "", HopState.DONE) for number in range(30))

    with override("en"):
        found = [hop.place for hop in shortened(hops)]

    assert found == ["place 0", "place 1", "place 2", "place 3", "25 more places", "place 29"]
    assert shortened(hops[:6]) == hops[:6]
