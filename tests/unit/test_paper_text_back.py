"""Mails in which people typed below headings, answered our text form with the form quoted, or wrote no form at all."""

import pytest

from noroshi.paper.brought import FormRead
from noroshi.paper.errors import NotAForm, TextTooLarge
from noroshi.paper.paper import Paper
from noroshi.paper.text import text
from noroshi.paper.text_back import read_text
from noroshi.vocabulary import FormKind
from tests.sheets_filled import FILLED, PLAN4

REPORT = PLAN4.form(FormKind.REPORT)
assert REPORT is not None
PRINTED = text(Paper(PLAN4, REPORT, FILLED))
TYPED = {name: value for name, value in FILLED.items() if name != "sharing_scope"} | {"occurred_at": "11/20 2:40頃"}


def read(typed: str) -> FormRead:
    return read_text(typed, PLAN4)


def told(found: FormRead) -> list[str]:
    return [trouble.message("en") for trouble in found.troubles]


def test_what_was_printed_comes_back() -> None:
    found = read(PRINTED)

    assert (dict(found.typed), found.scope, told(found)) == (TYPED, "green", [])
    assert dict(found.marks) == {"occurred_at": {"certainty": "estimate", "basis": "サーバログ等より推測"}}


def test_a_quoted_form_with_other_line_ends_is_the_same_form() -> None:
    found = read("".join(f"> {line}\r\n" for line in PRINTED.splitlines()))

    assert (dict(found.typed), found.scope, told(found)) == (TYPED, "green", [])


def test_headings_as_people_type_them() -> None:
    found = read(
        """お世話になっております。汐見電力の佐伯です。

■概要
変電所の保守端末から不審な通信がありました。
・端末は切り離しました。

１．検知日時：令和8年11月21日　２時40分頃
(2) 発生日時: 不明
●稼働状況：一部稼働中
[原因の分類]
不審なファイルの実行、不明
電話：０３－１２３４－５６７８
分野：電力
TLP：AMBER
当該事象に係る推移等
11/21 2:40 検知
11/21 3:10頃　切り離し
調査を続けている
今後の予定：事後調査実施中(続報あり)
"""
    )

    assert dict(found.typed) == {
        "summary": "変電所の保守端末から不審な通信がありました。\n・端末は切り離しました。",
        "detected_at": "令和8年11月21日　２時40分頃",
        "occurred_at": "不明",
        "system_status": "partly_running",
        "causes": ["suspicious_file", "unknown"],
        "source_telephone": "０３－１２３４－５６７８",
        "sector": "electricity",
        "timeline": [
            {"at": "11/21 2:40", "entry": "検知"},
            {"at": "11/21 3:10頃", "entry": "切り離し"},
            {"entry": "調査を続けている"},
        ],
        "outlook": "investigating",
    }
    assert found.scope == "amber"
    assert told(found) == [
        "line 1: It is not clear to which item this belongs. Not taken over: “お世話になっております。汐見電力の佐伯です。”"
    ]


def test_a_word_that_no_list_knows_is_told_by_its_line() -> None:
    found = read("【⑤発生事象の概要】\n不審な通信\n【③分野名】\n宇宙\n【⑧今後の予定】\nそのうち\n")

    assert [(trouble.place, trouble.field) for trouble in found.troubles] == [("L3", "sector"), ("L6", "outlook")]
    assert dict(found.typed) == {"summary": "不審な通信"}


def test_an_answer_repeats_nothing_of_the_content() -> None:
    found = read("【⑤発生事象の概要】\n不審な通信\n【③分野名】\n極秘の分野\n【⑧今後の予定】\n極秘の予定\n")

    for trouble in found.troubles:
        assert "極秘" in trouble.message("ja")
        assert "極秘" not in trouble.without_words("ja")
        assert "行目" in trouble.without_words("ja")


def test_free_text_is_no_form() -> None:
    with pytest.raises(NotAForm):
        read("昨夜から保守端末の動きがおかしいので、とりあえずお知らせします。\n概要: 調査中です。\nまた連絡します。")


def test_too_much_text_is_refused() -> None:
    with pytest.raises(TextTooLarge):
        read("【概要】\n" * 30_000)
