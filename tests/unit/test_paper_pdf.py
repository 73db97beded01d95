"""The sheets as PDF: every heading, box and note of 図4 and 図7 in its order, read back by another library than the one that wrote it."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from noroshi.paper.paper import Enclosed, Paper, Replacement, Since
from noroshi.paper.pdf import pdf
from noroshi.vocabulary import FormKind, Tlp
from tests.paper_filled import ADVISORY, HOLDER, REPORT, SPECIMEN, paper

MERGED = "|"
"""Before a heading that stretches over several rows, as 発生した事象 does."""
FIGURE_4 = [
    *(
        "警報",
        "注意喚起",
        "参考情報",
        "(重要インフラ所管省庁→内閣官房)",
        "情報連絡様式",
        "報*)",
        "(*が付与された項目は必須事項)",
    ),
    *(
        "識別番号*",
        "(※第1報の識別番号は空欄)",
        "情報連絡日時*",
        MERGED + "情報連絡元*",
        "省庁名:",
        "担当者名:",
        "部局名:",
    ),
    *(
        "電話番号:",
        "FAX番号:",
        "電子メールアドレス:",
        MERGED + "情報共有範囲*",
        "Red = 宛先限り",
        "(NISC重要インフラ防護担当(※1)限り)",
    ),
    *("Amber=特定分野・関係者限り", "属する者のうち、関係者限り)", "Green=重要インフラ関係主体限り", "属する者限り)"),
    *("White=公開情報", "特記事項:", "※1:", "①発生した事象の分類", "(別紙2参照)", "事象の種類", "事象の例", "チェック"),
    *("(1つのみ選択※2)", "未発生", "予兆・ヒヤリハット", MERGED + "発生した事象", "機密性を脅かす事象", "情報の漏えい"),
    *("(組織の機密情報等の流出など)", "完全性を脅かす事象", "情報の破壊", "可用性を脅かす事象", "システム等の利用困難"),
    *(
        MERGED + "上記につながる事象※3",
        "マルウェア等の感染",
        "不正コード等の実行",
        "システム等への侵入",
        "その他",
        "※2:",
        "※3:",
    ),
    *(
        "②上記事象における原因の分類",
        "原因の種類",
        "原因",
        "チェック(複数選択可)",
        MERGED + "意図的な原因",
        "不審メール等の受信",
    ),
    *("ユーザID等の偽り", "DoS攻撃等の大量アクセス", "情報の不正取得", "内部不正", "未実施", MERGED + "偶発的な原因"),
    *(
        "ユーザの操作ミス",
        "ユーザの管理ミス",
        "不審なファイルの実行",
        "不審なサイトの閲覧",
        "外部委託先の管理ミス",
        "機器等の故障",
    ),
    *(
        "システムの脆弱性",
        "他分野の障害からの波及",
        "環境的な原因",
        "災害や疾病等",
        MERGED + "その他の原因",
        "その他",
        "不明",
    ),
    *(
        "◆情報連絡の内容(※4)",
        "(別紙有無*:",
        "有",
        "無)",
        "項目",
        "情報の内容",
        "③分野名(※5)",
        "④事象が発生した重要インフラ事業者等名",
    ),
    *(
        MERGED + "⑤概要",
        "判明日時:",
        "(発生日時:",
        "事象が発生したシステム・委託先業者等:",
        "発生事象の概要:",
        "システムの稼働状況:",
    ),
    *(
        "影響なし",
        "停止中",
        "一部稼働中",
        "復旧済",
        "⑥重要インフラサービス等への影響",
        "重要インフラサービスのサービス維持レベル(※5)逸脱の有無:",
    ),
    *(
        "有",
        "無",
        "他の事業者等への波及の可能性:",
        "有",
        "無",
        MERGED + "⑦当該事象に係る推移等",
        "日時",
        "事象・対応状況等",
        "(補足情報)",
    ),
    *("対外的な対応状況", "報道発表、報道等への掲載", "済", "予定有", "無", "(済・予定有では日時・件名を記入)"),
    *("NISC以外に連絡を行った先", "⑧今後の予定", "事象継続中(続報あり)", "事後調査実施中(続報あり)"),
    *("今後の対応策を継続検討(続報なし)", "対応完了(続報なし)", "⑨その他", "・得られた教訓等", "※4:", "※5:"),
]
FIGURE_7 = [
    *(
        "警報",
        "注意喚起",
        "参考情報",
        "(内閣官房→重要インフラ所管省庁)",
        "情報提供様式",
        "報*)",
        "(*が付与された項目は必須事項)",
    ),
    *(
        "識別番号*",
        "情報提供日時*",
        "情報提供先*",
        "(所管省庁名及び分野名)",
        MERGED + "情報共有範囲*",
        "Red = 宛先限り",
    ),
    *("(情報提供先の重要インフラ所管省庁限り)", "Amber=特定分野・関係者限り", "属する者のうち、関係者限り)"),
    *(
        "Green=重要インフラ関係主体限り",
        "属する者限り)",
        "White=公開情報",
        "特記事項:",
        "◆情報提供の内容",
        "(別紙有無*:",
        "有",
        "無)",
    ),
    *("項目", "情報の内容", MERGED + "脅威等の内容", "①概要", "②対象", "③対処方針", "④その他", "本件問合せ先"),
    *("(情報共有範囲からの問合せに限る。)", "重要インフラ防護担当:", "電話番号:", "FAX番号:", "電子メールアドレス:"),
]


def pages(sheet: Paper) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf(sheet))).pages]


def in_order(text: str, wanted: list[str]) -> None:
    """A merged heading is drawn with one of its rows: after what stands before them, and before what follows them."""
    place, beside = 0, dict[str, int]()
    for words in wanted:
        if words.startswith(MERGED):
            beside[words.strip(MERGED)] = place
            continue
        found = text.find("".join(words.split()), place)
        assert found >= 0, f"{words} does not stand after {text[max(0, place - 40) : place]!r}"
        place = found + len("".join(words.split()))
        beside = {heading: since for heading, since in beside.items() if heading not in text[since:place]}
        assert len(beside) < 3, f"{beside} do not stand beside their rows"
    assert not beside


@pytest.mark.parametrize("content", [REPORT, {}, {**REPORT, "edition_number": 1, "reference_number": ""}])
def test_the_report_has_every_heading_box_and_note_of_figure_4_in_order(content: dict[str, Any]) -> None:
    in_order("".join(pages(paper(FormKind.REPORT, content))), FIGURE_4)


@pytest.mark.parametrize("content", [ADVISORY, {}, {**ADVISORY, "edition_number": 3}])
def test_the_advisory_has_every_heading_box_and_note_of_figure_7_in_order(content: dict[str, Any]) -> None:
    in_order("".join(pages(paper(FormKind.ADVISORY, content))), FIGURE_7)


def test_boxes_are_ticked_where_something_was_chosen_and_nowhere_else() -> None:
    text = "".join(pages(paper(FormKind.REPORT)))

    assert "☑注意喚起" in text
    assert "☑Amber" in text
    assert "☑一部稼働中" in text
    assert text.count("☑") == 11
    assert "".join(pages(paper(FormKind.REPORT, {}))).count("☑") == 0


def test_dates_stand_in_era_years_and_certainty_in_words() -> None:
    text = "".join(pages(paper(FormKind.REPORT, told={"detected_at": "令和8年11月21日 2時40分頃"})))

    assert "情報連絡日時*令和8年11月21日13:00" in text
    assert "11/21 2:40頃(令和8年11月21日 2時40分頃)".replace(" ", "") in text
    assert "〔推定：サーバログ等より推測〕" in text
    assert "〔未確認〕" in text
    assert "④事象が発生した重要インフラ事業者等名〔匿名〕" in text


def test_what_is_not_in_the_content_leaves_no_trace() -> None:
    content = {name: value for name, value in REPORT.items() if name not in ("summary", "systems", "source_person")}
    full, cut = (len("".join(pages(paper(FormKind.REPORT, one)))) for one in (REPORT, content))
    text = "".join(pages(paper(FormKind.REPORT, content)))

    assert cut < full
    assert "事象が発生したシステム・委託先業者等:発生事象の概要:⑤概要システムの稼働状況" in text
    assert "担当者名:部局名" in text


def test_addresses_are_no_links_and_markup_is_no_markup() -> None:
    hostile = '#panic("x") $x$ *bold* _it_ <a> @ref #read("/etc/passwd") \\u{41} http://bad.example/x 203.0.113.9 🍣한'
    sheet = paper(FormKind.REPORT, {**REPORT, "summary": hostile})
    text = "".join(pages(sheet))
    reader = PdfReader(BytesIO(pdf(sheet)))

    assert '#panic("x")$x$*bold*_it_<a>@ref#read("/etc/passwd")\\u{41}hxxp://bad[.]example/x203[.]0[.]113[.]9' in text
    assert "〓[U+1F363]〓[U+D55C]" in text
    assert not any("/Annots" in page for page in reader.pages)


def test_a_long_address_is_read_back_whole_and_nothing_is_put_into_it() -> None:
    """A piece of a word that stood alone would look like another word to whoever searches the sheet."""
    sheet = paper(FormKind.REPORT, {**REPORT, "supplement": "リンク先は https://soudan-shiryo.example/dl/" + "a1" * 60})
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(pdf(sheet))).pages)

    assert "hxxps://soudan-shiryo[.]example/dl/" in text
    assert "\u200b" not in text
    assert "a1" * 60 in text.replace("\n", "")


def test_long_texts_go_on_with_the_header_of_the_sheet_and_page_numbers_on_every_page() -> None:
    found = pages(paper(FormKind.REPORT, {**REPORT, "summary": "長い概要です。" * 1500}))

    assert len(found) > 4
    for number, page in enumerate(found, 1):
        assert "情報連絡様式第3報識別番号K7QF-2X4M" in page
        assert "重要度：注意喚起" in page
        assert "TLP:AMBER" in page
        assert f"{number}/{len(found)}" in page


@pytest.mark.parametrize(("tlp", "marks"), [("red", 3), ("amber", 3), ("green", 0), ("clear", 0), ("", 3)])
def test_red_and_amber_carry_reader_desk_and_time_across_every_page(tlp: str, marks: int) -> None:
    found = pages(paper(FormKind.REPORT, {**REPORT, "sharing_scope": tlp}, holder=HOLDER))

    taken = "佐伯みなと汐見電力CSIRT2026-11-2117:05"
    assert all(page.count(taken) == marks + (marks > 0) for page in found)


def test_what_changed_is_named_and_the_old_value_stands_beside_the_new_one() -> None:
    before = {
        "summary": "社外への不審な通信を検知した。",
        "timeline": REPORT["timeline"][:1],
        "outlook": "closed",
        "lessons": "",
    }
    sheet = paper(FormKind.REPORT, since=Since("第2報（11月20日に既読）からの変更", before))
    text = "".join(pages(sheet))

    assert "第2報(11月20日に既読)からの変更" in text.replace("（", "(").replace("）", ")")
    assert "検知確認した。" in text
    assert "断定" in text
    assert bars(sheet) == 4
    assert bars(paper(FormKind.REPORT)) == 0


def test_an_edition_that_says_nothing_new_has_no_bar() -> None:
    assert bars(paper(FormKind.REPORT, since=Since("第2報からの変更", {}))) == 0


def test_files_are_told_by_name_and_hash() -> None:
    acting = Enclosed("様式.docm", 2048, "c" * 64, told=["マクロを含む", "実行できるファイル"])
    text = "".join(pages(paper(FormKind.REPORT, files=[SPECIMEN, acting])))

    assert "◆別紙・検体等の一覧" in text
    assert "検体sample.exe4,096バイト" + "b" * 64 in text
    assert "別紙様式.docm注意：マクロを含む、実行できるファイル2,048バイト" in text


def test_it_is_an_archivable_pdf_with_a_title_and_the_typeface_inside() -> None:
    made = pdf(paper(FormKind.ADVISORY, title="遠隔接続機器の弱点"))
    reader = PdfReader(BytesIO(made))
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # a dictionary by the format

    assert reader.metadata is not None
    assert reader.metadata.title == "遠隔接続機器の弱点"
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert any("BIZUDGothic" in str(fonts[name]["/BaseFont"]) for name in fonts)


def test_nothing_given_is_red() -> None:
    assert paper(FormKind.REPORT, {}).tlp is Tlp.RED


def bars(sheet: Paper) -> int:
    """How many stretches of the left margin carry a bar, 10 mm from the edge where nothing else is drawn."""
    pages = PdfReader(BytesIO(pdf(sheet))).pages
    drawn = b"".join(page.get_contents().get_data() for page in pages)  # type: ignore[union-attr]  # every page has some
    return drawn.count(b" -1 28.346457 ")


STRUCK = {"course_of_action": Replacement("第2報で差し替えられています", "接続元を限る。\n接続の記録を確かめる。")}
MEASURES = {**ADVISORY, "course_of_action": "接続口を閉じる。\n接続の記録を確かめる。"}


def struck_in(data: bytes) -> str:
    """Letters through whose middle a level line runs, in the order of the sheet."""
    found = ""
    for page in PdfReader(BytesIO(data)).pages:
        moved: list[float] = []
        lines: list[tuple[float, float, float]] = []
        words: list[tuple[str, float, float, float]] = []

        def drawn(operator: Any, operands: Any, cm: Any, tm: Any, moved: Any = moved, lines: Any = lines) -> None:
            if operator == b"m":
                moved[:] = [float(operands[0]), float(operands[1])]
            elif operator == b"l" and moved and float(operands[1]) == moved[1]:
                lines.append((cm[4] + moved[0], cm[4] + float(operands[0]), cm[5] - moved[1]))

        def written(text: str, cm: Any, tm: Any, font: Any, size: Any, words: Any = words) -> None:
            words.append((text, cm[4], cm[5], float(size)))

        page.extract_text(visitor_operand_before=drawn, visitor_text=written)
        found += "".join(
            text.strip()
            for text, x, y, size in words
            if any(begins - 1 <= x < ends and 0.15 * size < at - y < 0.6 * size for begins, ends, at in lines)
        )
    return found


def test_measures_that_were_replaced_are_struck_on_the_sheet_and_what_still_stands_is_not() -> None:
    found = struck_in(pdf(paper(FormKind.ADVISORY, MEASURES, replaced=STRUCK)))

    assert "閉じる" in found
    assert "記録" not in found
    assert "確かめる" not in found
    assert "閉じる" not in struck_in(pdf(paper(FormKind.ADVISORY, MEASURES)))


def test_beside_them_stands_by_which_issue_and_nothing_of_what_it_says_instead() -> None:
    words = "".join(
        page.extract_text()
        for page in PdfReader(BytesIO(pdf(paper(FormKind.ADVISORY, MEASURES, replaced=STRUCK)))).pages
    )

    assert "第2報で差し替えられています" in words
    assert "限る" not in words.split("第2報で差し替えられています")[0]
