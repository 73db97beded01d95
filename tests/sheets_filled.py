"""Spreadsheets as people fill them in: our own sheet with cells written over, and sheets of their own making."""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from noroshi.paper.paper import Paper
from noroshi.paper.xlsx import spreadsheet
from noroshi.schemes import load_scheme
from noroshi.vocabulary import FormKind

PLAN4 = load_scheme("plan4")
FILLED: Mapping[str, Any] = {
    "importance": "caution",
    "source_ministry": "経済産業省",
    "source_person": "連絡 太郎",
    "source_bureau": "商務情報政策局",
    "source_telephone": "03-1234-5678",
    "source_fax": "03-1234-5679",
    "source_email": "renraku@example.go.jp",
    "sharing_scope": "green",
    "handling_note": "企業が特定される事項を除いて他分野への情報提供可。",
    "event_kind": "destruction",
    "causes": ["vulnerability", "unknown"],
    "attachment_presence": "no",
    "sector": "electricity",
    "operator_name": "HogeHoge株式会社",
    "detected_at": "令和8年11月21日 0時0分",
    "occurred_at": {"value": "11/20 2:40頃", "certainty": "estimate", "basis": "サーバログ等より推測"},
    "systems": "会社情報管理サービス(https://example.com/top.php)",
    "summary": "・WEBサイトが改竄された。\n・当該サイトを一時閉鎖中。",
    "system_status": "stopped",
    "service_level_breached": "no",
    "may_spread": "no",
    "timeline": [
        {"at": "11/21 00:00", "entry": "外部より匿名メールを受信。"},
        {"at": "11/21 01:00", "entry": "ログ調査。\n改ざんを確認。"},
    ],
    "supplement": "流出件数を調査中",
    "press_status": "planned",
    "press_at": "XX/XX 09:00頃",
    "press_title": "トップページに掲載予定",
    "other_contacts": "県警へ通報",
    "outlook": "continuing",
    "lessons": "連絡体制を確かめておく",
}  # fmt: skip


def our_sheet(content: Mapping[str, Any] | None = None, kind: FormKind = FormKind.REPORT) -> bytes:
    form = PLAN4.form(kind)
    assert form is not None
    return spreadsheet(Paper(PLAN4, form, FILLED if content is None else content))


def cell_beside(sheet: Worksheet, words: str, nth: int = 0) -> Any:
    """The value cell right of a heading."""
    heads = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith(words)
    ]
    head = heads[nth]
    merged = next((area for area in sheet.merged_cells.ranges if head.coordinate in area), None)
    return sheet.cell(head.row, (merged.max_col if merged else head.column) + 1)


def written_over(content: bytes, changes: Mapping[str, Any]) -> tuple[bytes, dict[str, str]]:
    """Our sheet with values right of these headings; says in which cells."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    places = {}
    for words, value in changes.items():
        cell = cell_beside(sheet, words)
        cell.value = value
        places[words] = cell.coordinate
    return saved(book), places


def own_sheet(rows: Iterable[Iterable[Any]]) -> bytes:
    """A sheet as somebody made it without us."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
