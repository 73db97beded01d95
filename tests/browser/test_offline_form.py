"""The offline form in a real browser without any network: typed, closed, opened again, saved as a file, and read in (C-273)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from noroshi.paper.offline import offline_page, read_offline
from noroshi.paper.paper import Paper
from noroshi.vocabulary import FormKind
from tests.sheets_filled import PLAN4

pytestmark = pytest.mark.browser
WIDTHS = ((1280, "ja-JP"), (390, "ja-JP"), (390, "en-US"))


@pytest.fixture(params=WIDTHS, ids=lambda one: f"{one[0]} {one[1]}")
def page(chromium: Browser, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Page]:
    form = PLAN4.form(FormKind.REPORT)
    assert form is not None
    prefilled = {
        "source_ministry": "汐見電力",
        "source_person": "</script><b id=x>佐伯",
        "operator_name": {"value": "汐見電力"},
    }
    file = tmp_path / "form.html"
    file.write_bytes(offline_page(Paper(PLAN4, form, prefilled)))
    width, locale = request.param
    context = chromium.new_context(viewport={"width": width, "height": 844}, locale=locale, offline=True)
    opened = context.new_page()
    opened.goto(file.as_uri())
    yield opened
    context.close()


def opened_again(page: Page) -> None:
    """The browser writes what a page keeps to its store in its own time; a page opened in the same moment may not find it yet."""
    page.wait_for_timeout(500)
    page.reload()


def test_it_is_filled_without_a_network_kept_as_typed_and_read_in(page: Page, tmp_path: Path) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.fill("#summary", "保守端末から不審な通信\n二行目")
    page.check("input[name=system_status][value=stopped]")
    page.check("input[name=causes][value=unknown]")
    page.check("input[name=sharing_scope][value=amber]")
    page.locator("fieldset:has(.row) [data-column=at]").first.fill("11/21 2:40頃")
    page.locator("fieldset:has(.row) [data-column=entry]").first.fill("検知")

    opened_again(page)
    expect(page.locator("#summary")).to_have_value("保守端末から不審な通信\n二行目")
    with page.expect_download() as taken:
        page.click("button.primary")
    taken.value.save_as(tmp_path / "saved.noroshi")
    found = read_offline((tmp_path / "saved.noroshi").read_text("utf-8"), PLAN4)

    assert dict(found.typed) == {
        "source_ministry": "汐見電力",
        "source_person": "</script><b id=x>佐伯",
        "operator_name": "汐見電力",
        "summary": "保守端末から不審な通信\n二行目",
        "system_status": "stopped",
        "causes": ["unknown"],
        "timeline": [{"at": "11/21 2:40頃", "entry": "検知"}],
    }
    assert (found.scope, found.troubles, faults) == ("amber", (), [])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#x").count() == 0


def test_what_was_typed_is_cleared_from_a_shared_device_and_comes_back_from_its_file(
    page: Page, tmp_path: Path
) -> None:
    page.fill("#summary", "不審な通信")
    with page.expect_download() as taken:
        page.click("button.primary")
    saved = tmp_path / "saved.noroshi"
    taken.value.save_as(saved)
    page.on("dialog", lambda dialog: dialog.accept())

    page.locator(".dock button.quiet").click()
    expect(page.locator("#summary")).to_have_value("")
    opened_again(page)
    expect(page.locator("#summary")).to_have_value("")
    page.set_input_files("input[accept*=noroshi]", saved)

    expect(page.locator("#summary")).to_have_value("不審な通信")


def test_small_files_travel_inside_the_form_and_large_ones_are_told(page: Page, tmp_path: Path) -> None:
    (tmp_path / "通信.log").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "dump.bin").write_bytes(bytes(2_000_001))
    japanese = page.evaluate("document.documentElement.lang") == "ja"
    expect(page.locator("#attachments-limits")).to_contain_text("4MB" if japanese else "4 MB together")

    page.set_input_files("#attachments", [tmp_path / "通信.log", tmp_path / "dump.bin"])
    expect(page.locator(".files").first).to_contain_text("通信.log (11 KB)")
    expect(page.locator("[role=status]")).to_contain_text("dump.bin")
    expect(page.locator("[role=status]")).to_contain_text(
        "この端末に保存しました" if japanese else "Kept on this device"
    )
    opened_again(page)
    expect(page.locator(".files").first).to_contain_text("通信.log")
    with page.expect_download() as taken:
        page.click("button.primary")
    saved = tmp_path / "saved.noroshi"
    taken.value.save_as(saved)

    found = read_offline(saved.read_text("utf-8"), PLAN4)
    assert [(one.field, one.name, one.content) for one in found.files] == [
        ("attachments", "通信.log", bytes(range(256)) * 40)
    ]
    page.locator(".files button").first.click()
    expect(page.locator(".files p")).to_have_count(0)
    page.set_input_files("input[accept*=noroshi]", saved)
    expect(page.locator(".files").first).to_contain_text("通信.log")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
