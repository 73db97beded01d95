"""The spreadsheet form comes back filled, moved, retyped and made anew; what cannot be read is told by cell, what is hostile is refused."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader

from noroshi.paper.brought import FormRead
from noroshi.paper.errors import (
    CellsTooMany,
    EntitiesInside,
    FileLocked,
    FileNotReadable,
    FileSwells,
    LinksOutside,
    MacrosInside,
    NotAForm,
)
from noroshi.paper.paper import Paper, Since
from noroshi.paper.xlsx import read_spreadsheet, spreadsheet
from noroshi.vocabulary import Amendment, FormKind
from tests.sheets_filled import FILLED, PLAN4, our_sheet, own_sheet, saved, written_over

SOFFICE = shutil.which("soffice")
TYPED = {name: value for name, value in FILLED.items() if name != "sharing_scope"} | {"occurred_at": "11/20 2:40頃"}
MARKS = {"occurred_at": {"certainty": "estimate", "basis": "サーバログ等より推測"}}


def read(content: bytes) -> FormRead:
    return read_spreadsheet(content, PLAN4)


def told(found: FormRead) -> list[str]:
    return [trouble.message("en") for trouble in found.troubles]


def test_what_was_written_comes_back_with_its_color_and_marks() -> None:
    found = read(our_sheet())

    assert (found.kind, dict(found.typed), dict(found.marks)) == (FormKind.REPORT, TYPED, MARKS)
    assert (found.scope, told(found)) == ("green", [])


def test_what_changed_stands_below_its_value_struck_and_is_left_out_on_the_way_back() -> None:
    form = PLAN4.form(FormKind.REPORT)
    assert form is not None
    since = Since(
        "第1報からの変更", {"summary": "・WEBサイトが停止した。"}, ["訂正 1"], {"summary": Amendment.CORRECTION}
    )

    content = spreadsheet(Paper(PLAN4, form, FILLED, since=since))

    cells = openpyxl.load_workbook(io.BytesIO(content), rich_text=True).worksheets[0]
    rich = [cell.value for row in cells.iter_rows() for cell in row if str(cell.value or "").startswith("※前の報から")]
    blocks = [block for found in rich if not isinstance(found, str) for block in found]
    struck = "".join(block.text for block in blocks if block.font.strike)
    assert ["第1報からの変更" in str(found) or "訂正" in str(found) for found in rich] == [True, True]
    assert ("停止" in struck, "改竄" in struck) == (True, False)
    found = read(content)
    assert (dict(found.typed), dict(found.marks), told(found)) == (TYPED, MARKS, [])


def test_an_empty_sheet_says_nothing_and_is_no_mistake() -> None:
    found = read(our_sheet({}))

    assert (found.says_nothing, told(found)) == (True, [])


def test_the_number_and_the_times_are_told_and_not_taken_for_content() -> None:
    beside = {"edition_number": 2, "reference_number": "N-7K2M", "reported_at": "2026-11-21T13:00+09:00"}
    found = read(our_sheet({**FILLED, **beside}))

    assert found.beside == {"edition_number": "2", "reference_number": "N-7K2M", "reported_at": "令和8年11月21日 13:00"}
    assert dict(found.typed) == TYPED


@pytest.mark.parametrize("sign", ["☑", "■", "レ", "○", "〇", "✓", "✔", 1, True, "TRUE", "１", "v", "×", "●", "はい"])
def test_a_tick_is_read_however_it_is_written(sign: Any) -> None:
    content = our_sheet({})
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    option = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "停止中")
    sheet.cell(option.row, option.column - 1).value = sign
    behind = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "内部不正")
    sheet.cell(behind.row, behind.column + 12).value = sign

    found = read(saved(book))

    assert dict(found.typed) == {"system_status": "stopped", "causes": ["insider"]}
    assert told(found) == []


def test_moved_rows_and_columns_make_no_difference() -> None:
    book = openpyxl.load_workbook(io.BytesIO(our_sheet()))
    there = openpyxl.Workbook()
    for row in book.worksheets[0].iter_rows():
        for cell in row:
            if cell.value is not None:
                there.worksheets[0].cell(cell.row * 2 + 5, cell.column + 3).value = cell.value

    found = read(saved(there))

    assert (dict(found.typed), dict(found.marks), found.scope) == (TYPED, MARKS, "green")
    assert told(found) == []


def test_headings_are_known_by_other_names_and_blocks_in_another_order() -> None:
    content = own_sheet(
        [
            ["情報連絡様式（当社版）"],
            ["事象の概要", "変電所の保守端末から不審な通信"],
            [None, "端末は切り離した"],
            ["事業者名：", "汐見電力株式会社"],
            ["検知日時", datetime.fromisoformat("2026-11-21T02:40"), None, "発生日時：R8.11.20 夜"],
            ["ＴＥＬ", "０３－１２３４－５６７８", "担当者", "連絡　太郎"],
            ["稼働状況", "□影響なし　■停止中　□一部稼働中　□復旧済"],
            ["原因の分類", "不審なファイルの実行、不明"],
            ["分野", "電力分野"],
            ["他の事業者等への波及の可能性", "なし"],
            ["TLP", "AMBER"],
            ["日時", "事象・対応状況等"],
            ["11/21 2:40", "検知"],
            [None, "切り離し"],
            ["補足", "なし"],
        ]
    )

    found = read(content)

    assert dict(found.typed) == {
        "summary": "変電所の保守端末から不審な通信\n端末は切り離した",
        "operator_name": "汐見電力株式会社",
        "detected_at": "2026年11月21日 02:40",
        "occurred_at": "R8.11.20 夜",
        "source_telephone": "０３－１２３４－５６７８",
        "source_person": "連絡　太郎",
        "system_status": "stopped",
        "causes": ["suspicious_file", "unknown"],
        "sector": "electricity",
        "may_spread": "no",
        "timeline": [{"at": "11/21 2:40", "entry": "検知"}, {"entry": "切り離し"}],
        "supplement": "なし",
    }
    assert (found.scope, told(found)) == ("amber", [])


def test_a_formula_is_refused_by_its_cell_and_the_rest_is_read() -> None:
    content, places = written_over(our_sheet(), {"件名": '=HYPERLINK("http://evil.example")', "担当者名": "=A1"})

    found = read(content)

    assert {place.split(":")[0] for place in told(found)} == set(places.values())
    assert "press_title" not in found.typed
    assert found.typed["summary"] == TYPED["summary"]


def test_words_that_no_list_knows_are_told_with_those_that_it_knows() -> None:
    content, places = written_over(our_sheet({}), {"③分野名": "宇宙"})

    found = read(content)

    assert len(told(found)) == 1
    assert told(found)[0].startswith(f"{places['③分野名']}: “宇宙”")
    assert "電力" in told(found)[0]
    assert found.says_nothing


def test_two_ticks_where_one_may_stand_are_not_guessed_at() -> None:
    book = openpyxl.load_workbook(io.BytesIO(our_sheet()))
    sheet = book.worksheets[0]
    option = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "復旧済")
    sheet.cell(option.row, option.column - 1).value = "☑"

    found = read(saved(book))

    assert "system_status" not in found.typed
    assert [trouble.field for trouble in found.troubles] == ["system_status"]
    assert "停止中、復旧済" in found.troubles[0].message("ja")


def test_nothing_is_dropped_in_silence() -> None:
    book = openpyxl.load_workbook(io.BytesIO(our_sheet()))
    book.worksheets[0]["Z3"] = "至急お電話ください"
    book.create_sheet("ログ")["A1"] = "2026-11-21 02:40:11 deny"

    found = read(saved(book))

    assert told(found)[0].startswith("Z3: ")
    assert "至急お電話ください" in told(found)[0]
    assert told(found)[1].startswith("ログ: ")
    assert dict(found.typed) == TYPED


def test_text_that_looks_like_a_formula_stays_text() -> None:
    content = our_sheet({"press_title": "=cmd|' /C calc'!A0", "summary": "+81 から\n=1+1"})
    book = openpyxl.load_workbook(io.BytesIO(content))

    assert {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row} <= {"s", "n"}
    assert read(content).typed["press_title"] == "=cmd|' /C calc'!A0"


def test_the_sheet_fits_a4_and_boxes_have_lists() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(our_sheet())).worksheets[0]
    ticks = next(one for one in sheet.data_validations.dataValidation if "☑" in str(one.formula1))

    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.sheet_properties.pageSetUpPr.fitToPage) == (
        9,
        1,
        True,
    )
    assert (
        sum(area.size["rows"] * area.size["columns"] for area in ticks.sqref.ranges)
        == 3 + 4 + 8 + 17 + 2 + 4 + 2 + 2 + 3 + 4
    )


def test_what_is_no_form_is_refused() -> None:
    with pytest.raises(NotAForm):
        read(own_sheet([["売上", 12], ["件名", "別の表"]]))


def _zip(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _with(change: Callable[[dict[str, bytes]], None]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(our_sheet())) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    return _zip(parts)


def _entities(parts: dict[str, bytes]) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(
        b"<worksheet", bomb + b"<worksheet", 1
    )


def _cells(parts: dict[str, bytes]) -> None:
    rows = b"".join(b'<row r="%d">%s</row>' % (row, b"<c/>" * 100) for row in range(1, 10_001))
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    parts["xl/worksheets/sheet1.xml"] = head + rows + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        pytest.param(lambda: _with(_entities), EntitiesInside, id="xml bomb"),
        pytest.param(lambda: _with(lambda parts: parts.update({"xl/media/a.bin": bytes(60_000_000)})), FileSwells, id="zip bomb"),
        pytest.param(lambda: _with(lambda parts: parts.update({f"x/{n}": b"" for n in range(500)})), FileSwells, id="many parts"),
        pytest.param(lambda: _with(_cells), CellsTooMany, id="a million cells"),
        pytest.param(lambda: _with(lambda parts: parts.update({"xl/vbaProject.bin": b"x"})), MacrosInside, id="macros"),
        pytest.param(lambda: _with(lambda parts: parts.update({"xl/embeddings/o.bin": b"x"})), MacrosInside, id="embedded object"),
        pytest.param(lambda: _with(lambda parts: parts.update({"xl/externalLinks/e.xml": b"<x/>"})), LinksOutside, id="links"),
        pytest.param(lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), FileLocked, id="old kind or locked"),
        pytest.param(lambda: b"hello", FileNotReadable, id="no zip"),
        pytest.param(lambda: our_sheet()[:-200], FileNotReadable, id="cut off"),
        pytest.param(lambda: _zip({"word/document.xml": b"<x/>"}), FileNotReadable, id="another document"),
        pytest.param(lambda: _with(lambda parts: parts.pop("xl/worksheets/sheet1.xml")), NotAForm, id="without its sheet"),
    ],
)  # fmt: skip
def test_hostile_and_broken_files_are_refused_in_words(content: Callable[[], bytes], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        read(content())


def test_far_away_cells_cost_nothing() -> None:
    def far(parts: dict[str, bytes]) -> None:
        sheet = parts["xl/worksheets/sheet1.xml"]
        row = b'<row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
        parts["xl/worksheets/sheet1.xml"] = re.sub(rb"</sheetData>", row, sheet)

    found = read(_with(far))

    assert dict(found.typed) == TYPED


def test_libreoffice_opens_prints_and_saves_it_without_a_loss(tmp_path: Path) -> None:
    """An outside reader. Where it is not installed this test has nothing to say, and says so by its name in the report."""
    if SOFFICE is None:
        pytest.xfail("soffice is not installed here")
    (tmp_path / "form.xlsx").write_bytes(our_sheet())

    for source, kind in (("form.xlsx", "pdf"), ("form.xlsx", "ods"), ("form.ods", "xlsx:Calc MS Excel 2007 XML")):
        out = tmp_path / ("again" if kind.startswith("xlsx") else ".")
        _converted(tmp_path / source, kind, out, tmp_path / "profile")
    found = read((tmp_path / "again" / "form.xlsx").read_bytes())

    pages = PdfReader(tmp_path / "form.pdf").pages
    width, height = (float(side) for side in (pages[0].mediabox.width, pages[0].mediabox.height))
    assert (len(pages), round(width), round(height)) == (2, 595, 842)
    assert (dict(found.typed), dict(found.marks), found.scope) == (TYPED, MARKS, "green")
    assert told(found) == []


def _converted(source: Path, kind: str, out: Path, profile: Path) -> None:
    own = f"-env:UserInstallation=file://{profile}"
    command = [str(SOFFICE), own, "--headless", "--convert-to", kind, "--outdir", str(out), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
