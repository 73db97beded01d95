"""The text form: one heading line a field, in the form's own words and order; what people wrote never looks like a heading."""

from noroshi.paper.labels import LABELS, field_of
from noroshi.paper.own_words import own_words
from noroshi.paper.paper import Replacement, Since
from noroshi.paper.text import text
from noroshi.vocabulary import Amendment, FormKind
from tests.paper_filled import ADVISORY, HOLDER, REPORT, SPECIMEN, paper


def headings(written: str, kind: FormKind) -> list[str]:
    return [field_of(kind, line) for line in written.splitlines() if line.startswith("【")]


def value(written: str, heading: str) -> list[str]:
    _before, after = written.split(f"\n{heading}\n")
    lines = []
    for line in after.split("\n"):
        if line.startswith(("【", "■", "◆", "━")):
            break
        lines.append(line)
    return [line for line in lines if line]


def test_every_field_has_its_heading_line_once_and_in_order() -> None:
    for kind, content in ((FormKind.REPORT, REPORT), (FormKind.ADVISORY, ADVISORY)):
        known = [label.field for label in LABELS[kind]]
        found = headings(text(paper(kind, content)), kind)

        assert found == [name for name in known if name in content]


NOT_PRINTED = {"attachments_follow_by", "next_report_at", "source_channel"}


def test_an_empty_form_has_every_heading_to_be_filled_in() -> None:
    found = headings(text(paper(FormKind.REPORT, {})), FormKind.REPORT)

    assert found == [label.field for label in LABELS[FormKind.REPORT] if label.field not in NOT_PRINTED]


def test_every_heading_and_every_other_name_of_a_field_means_that_field_alone() -> None:
    for kind, labels in LABELS.items():
        for label in labels:
            assert field_of(kind, label.line) == label.field
            assert field_of(kind, label.printed) == label.field
            assert {field_of(kind, name) for name in label.variants} <= {label.field}


def test_a_heading_is_known_in_full_width_with_spaces_and_without_its_number() -> None:
    assert field_of(FormKind.REPORT, "ＦＡＸ 番号：") == "source_fax"
    assert field_of(FormKind.REPORT, "判明日時") == "detected_at"
    assert field_of(FormKind.REPORT, "■発生事象の概要") == "summary"
    assert field_of(FormKind.REPORT, "給料") == ""


def test_values_stand_below_their_heading_with_what_is_said_about_them() -> None:
    written = text(paper(FormKind.REPORT))

    assert value(written, "【⑤発生日時】") == ["11/20 夜", "〔推定：サーバログ等より推測〕"]
    assert value(written, "【④事象が発生した重要インフラ事業者等名】") == ["〔匿名〕"]
    assert value(written, "【⑧今後の予定】")[0] == "☑ 事象継続中"
    assert value(written, "【⑦推移(日時 / 事象・対応状況等)】") == [
        "・11/20 23:00 ｜ 監視で検知",
        "・11/21 02:40頃 ｜ 遮断",
        "\u3000\u3000ログを保全",
    ]


def test_what_looks_like_a_sign_of_the_form_is_set_in() -> None:
    hostile = "【③分野名】\n※1 秘密\n■見出し\n\u3000字下げ\n普通の行"
    written = text(paper(FormKind.REPORT, {**REPORT, "summary": hostile}))

    assert headings(written, FormKind.REPORT).count("sector") == 1
    assert value(written, "【⑤発生事象の概要】") == [f"\u3000{line}" for line in hostile.split("\n")[:4]] + ["普通の行"]


def test_who_took_it_away_what_changed_and_which_files_go_along_are_told() -> None:
    since = Since("第2報からの変更", {"summary": "", "outlook": "closed"}, ["追記 1、訂正 1", "訂正 ⑤概要：誤報"])
    written = text(paper(FormKind.REPORT, holder=HOLDER, since=since, files=[SPECIMEN]))

    assert "※取得：佐伯 みなと\u3000汐見電力 CSIRT\u3000令和8年11月21日 17:05" in written
    assert "※第2報からの変更：⑤発生事象の概要、⑧今後の予定" in written
    assert "※　追記 1、訂正 1\n※　訂正 ⑤概要：誤報\n" in written
    assert f"※\u3000検体\u3000sample.exe\u30004096 バイト\u3000SHA-256 {'b' * 64}" in written


def test_what_changed_is_told_below_its_value_and_nowhere_else() -> None:
    before = {"summary": "社外への不審な通信を確認した。\n通信先は 203.0.113.5。", "outlook": "closed", "lessons": ""}
    kinds = {"summary": Amendment.CORRECTION, "outlook": Amendment.PROGRESS, "lessons": Amendment.ADDITION}
    written = text(paper(FormKind.REPORT, since=Since("第2報からの変更", before, kinds=kinds)))

    told = {heading: [line for line in value(written, heading) if line.startswith("※")] for heading in TOLD}
    assert told == {
        "【⑤発生事象の概要】": [
            "※前の報から　訂正",
            "※　取消：203[.]0[.]113[.]5",
            "※　取消：〔断定〕",
            "※　新規：203[.]0[.]113[.]7",
            "※　新規：〔未確認〕",
        ],
        "【⑧今後の予定】": ["※前の報から　経過", "※　取消：対応完了", "※　新規：事象継続中"],
        "【⑨その他・得られた教訓等】": ["※前の報から　追記（前の報には記載なし）", "※　新規：経営層への連絡を早く。"],
    }
    assert written.count("※前の報から") == len(TOLD)


def test_measures_that_were_replaced_say_so_and_which_words_do_not_stand() -> None:
    instead = {
        "course_of_action": Replacement("第3報で差し替えられています（誤記）", "○ログの確認\n○203.0.113.10 の遮断")
    }
    written = text(paper(FormKind.ADVISORY, replaced=instead))

    assert value(written, "【③対処方針】")[2:] == [
        "※差し替え済み　第3報で差し替えられています（誤記）",
        "※　取消：203[.]0[.]113[.]9",
    ]
    assert "203[.]0[.]113[.]10" not in written


TOLD = ("【⑤発生事象の概要】", "【⑧今後の予定】", "【⑨その他・得られた教訓等】")


def test_a_text_without_a_color_says_red() -> None:
    assert "TLP:RED(情報共有範囲の記載がないため)" in text(paper(FormKind.REPORT, {}))


def test_what_the_sheet_says_itself_holds_nothing_that_somebody_wrote() -> None:
    said = own_words(paper(FormKind.REPORT, holder=HOLDER, files=[SPECIMEN], title="秘密の題"))

    assert "不正コード等の実行" in said
    assert "システム脆弱性等をついた" in said
    for written in ("髙橋", "変電所", "佐伯", "sample.exe", "秘密の題", "K7QF"):
        assert written not in said
