"""A sheet with faults is read in, mended and sent; a follow-up adds and puts right, and its reader sees what is new to them."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_first_report import Enter, begun, enter, faults, go
from tests.sheets_filled import FILLED, our_sheet, written_over

__all__ = ["enter"]

pytestmark = pytest.mark.browser

OPERATOR, MINISTRY, BANK = "saeki@shiomi", "hirasawa-k@meti", "kanbara@aoshio"
WHY = "保守会社の数え違い"
WIDTHS = (1280, 390)


def opened(page: Page, name: str) -> None:
    """Whatever a control stands in is opened, as its reader would."""
    control = page.locator(f'[name="{name}"]').first
    for fold in control.locator("xpath=ancestor::details").all():
        if fold.get_attribute("open") is None:
            fold.locator("summary").first.click()


def sent(page: Page) -> str:
    """Through the page that checks once more; the address of what was sealed."""
    page.locator('button[name="deed"][value="send"]').last.click()
    page.wait_for_url(re.compile("/send/"))
    assert faults(page) == []
    for box in page.locator("main input[type=checkbox]:not(:checked)").all():
        box.check()
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile("/receipt/"))
    return f"/items/{urlsplit(page.url).path.split('/')[2]}/"


@pytest.mark.parametrize("width", WIDTHS)
def test_a_sheet_with_faults_is_mended_and_sent(enter: Enter, tmp_path: Path, width: int) -> None:
    summary = f"画面 {width} で読み込んだ様式"
    content = our_sheet({**FILLED, "summary": summary, "sharing_scope": "amber", "attachment_presence": "no"})
    content, places = written_over(content, {"電話番号": "内線だけ", "③分野名": "宇宙"})
    (tmp_path / "第1報.xlsx").write_bytes(content)
    page = enter(OPERATOR, "/drafts/import/", width=width)
    assert faults(page) == []

    page.set_input_files("#id_file", tmp_path / "第1報.xlsx")
    page.locator("button[name=way][value=direct_report], input[name=way][value=direct_report]").first.check()
    page.locator("main form .button--primary").click()
    page.wait_for_url(re.compile("/arrivals/"))
    told = page.locator("#troubles")
    for place in places.values():
        expect(told).to_contain_text(place)
    assert faults(page) == []

    page.locator(".head .button--primary").click()
    page.wait_for_url(re.compile(r"/drafts/[\w-]+/$"))
    expect(page.locator("#f-summary")).to_have_value(summary)
    opened(page, "f.source_telephone")
    expect(page.locator("#f-source_telephone")).to_have_value("内線だけ")
    assert faults(page) == []
    page.locator("#f-source_telephone").fill("03-1234-5678")
    opened(page, "f.sector")
    page.locator('[name="f.sector"]').first.select_option("electricity")
    item = sent(page)

    reader = enter(MINISTRY, item, width=width)
    expect(reader.locator("main")).to_contain_text("表計算ファイル")
    expect(reader.locator("main")).to_contain_text(summary)
    assert faults(reader) == []
    stranger = enter(BANK, item)
    expect(stranger.locator("main")).not_to_contain_text(summary)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_follow_up_adds_and_puts_right_and_the_reader_sees_what_is_new(enter: Enter, width: int) -> None:
    writer = enter(OPERATOR, width=width)
    begun(writer)
    for name, value in (("summary", f"不審な通信 {width}"), ("systems", "端末3台"), ("detected_at", "11/21 2:40頃")):
        opened(writer, f"f.{name}")
        writer.locator(f"#f-{name}").fill(value)
    for name, value in (("w.tlp", "amber"), ("f.event_kind", "intrusion"), ("f.outlook", "continuing")):
        opened(writer, name)
        writer.locator(f'[name="{name}"][value="{value}"]').check()
    first = sent(writer)
    reader = enter(MINISTRY, first, width=width)
    expect(reader.locator("main")).to_contain_text("端末3台")

    go(writer, first)
    writer.locator("main").get_by_role("button", name="続報を書く").first.click()
    writer.wait_for_url(re.compile(r"/drafts/[\w-]+/$"))
    opened(writer, "f.systems")
    writer.locator("#f-systems").fill("端末4台")
    opened(writer, "m.systems.correction")
    writer.locator('[name="m.systems.correction"]').fill(WHY)
    opened(writer, "f.lessons")
    writer.locator("#f-lessons").fill("点検の間隔を見直す。")
    assert faults(writer) == []
    second = sent(writer)

    go(reader, second)
    changes = reader.locator("#changes")
    expect(changes).to_contain_text("訂正 1")
    expect(changes).to_contain_text("追記 1")
    expect(changes).to_contain_text(WHY)
    expect(changes.locator("del").filter(has_text="3")).to_have_count(1)
    expect(changes.locator("ins").filter(has_text="4")).to_have_count(1)
    expect(changes).to_contain_text("点検の間隔を見直す。")
    assert faults(reader) == []
    go(reader, "/notices/")
    row = reader.locator("tr", has=reader.locator(f'a[href="{second}"]'))
    expect(row).to_contain_text("追記 1")
    expect(row).to_contain_text("訂正 1")
    assert faults(reader) == []
    expect(enter(BANK, second).locator("main")).not_to_contain_text("端末4台")
