"""A first report in a real browser: few presses from home to the receipt, saved as typed, with and without scripts, readable by all."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.test_directory_pages import TOO_SMALL

pytestmark = pytest.mark.browser

SUMMARY = "変電所の保守端末から社外への不審な通信"
MOST_ACTIONS = 12
LOOKS = [(language, theme, width) for language in ("ja", "en") for theme in ("light", "dark") for width in (1280, 390)]

type Enter = Callable[..., Page]


@pytest.fixture
def enter(noroshi_server: Any, visit: Any) -> Enter:
    """Signed in as an account of the demonstration."""

    def go(login: str, path: str = "/", **look: Any) -> Page:
        page: Page = visit(f"{noroshi_server.url}/sign-in/?next={path}", **look)
        page.fill("#id_login", login)
        page.fill("#id_password", noroshi_server.account(login)["password"])
        page.press("#id_password", "Enter")
        page.wait_for_url(lambda address: "/sign-in/" not in address)
        return page

    return go


def go(page: Page, path: str) -> None:
    page.goto("/".join(page.url.split("/")[:3]) + path)


def begun(page: Page) -> str:
    go(page, "/reports/new/")
    page.locator("button[value=direct_report]").click()
    page.wait_for_url(re.compile(r"/drafts/[\w-]+/$"))
    return page.url


def faults(page: Page) -> list[Any]:
    page.evaluate("document.fonts.ready")
    found: list[Any] = [
        (fault["id"], [node["target"] for node in fault["nodes"]]) for fault in Axe().run(page).response["violations"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    found += [("sticks out", wide)] if wide > 0 else []
    if page.viewport_size and page.viewport_size["width"] < 640:
        found += [("too small to press", small) for small in page.evaluate(TOO_SMALL)]
    return found


def saved(page: Page, deed: Callable[[], Any]) -> None:
    """Does it and waits until the script has saved it."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 200):
        deed()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_first_report_takes_at_most_twelve_actions(enter: Enter, scripts: bool) -> None:
    page = enter("saeki@shiomi", scripts=scripts)
    actions = 0

    def act(deed: Callable[[], Any]) -> None:
        nonlocal actions
        actions += 1
        deed()

    begin = page.locator("main a[href='/reports/new/'], main form[action='/reports/new/'] button").first
    act(begin.click)
    act(lambda: page.locator("button[value=direct_report]").click())
    act(lambda: page.locator("input[name='w.tlp'][value=amber]").check())
    act(lambda: page.locator("#f-summary").fill(SUMMARY))
    act(lambda: page.locator("input[name='f.event_kind'][value=intrusion]").check())
    act(lambda: page.locator("#f-detected_at").fill("11/21 2:40頃"))
    act(lambda: page.locator(".dock .button--primary").click())
    expect(page).to_have_url(re.compile(r"/send/$"))
    act(lambda: page.locator("input[name=recipient]").check())
    act(lambda: page.locator("main .button--primary").click())

    expect(page).to_have_url(re.compile(r"/receipt/$"))
    expect(page.locator("h1")).to_have_text("送りました")
    expect(page.locator("main")).to_contain_text("内閣官房が受領したときに付け、ここに出ます。")
    assert actions <= MOST_ACTIONS


def test_what_is_typed_is_saved_by_itself_and_resumed_elsewhere(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    address = begun(page)

    saved(page, lambda: page.locator("#f-summary").press_sequentially(SUMMARY, delay=5))

    expect(page.locator("[data-part=saved]")).to_contain_text("に保存しました")
    expect(page.locator("#f-summary")).to_be_focused()
    other = enter("saeki@shiomi", "/drafts/", width=390)
    other.goto(address)
    expect(other.locator("#f-summary")).to_have_value(SUMMARY)


def test_beside_the_fields_stands_what_was_understood_and_what_it_would_mean(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    begun(page)

    saved(page, lambda: page.locator("#f-detected_at").fill("11/21 2:40頃"))
    expect(page.locator("#f-detected_at_understood")).to_contain_text("11月21日 2時40分頃")
    saved(page, lambda: page.locator("input[name='w.tlp'][value=amber]").check())

    expect(page.locator("body > .scope")).to_contain_text("TLP:AMBER")
    expect(page.locator("#reach")).to_contain_text("経済産業省")
    expect(page.locator(".dock")).to_contain_text("必須11項目のうち11項目")
    saved(page, lambda: page.locator("#g-supply_loss_kw").fill("12万"))
    saved(page, lambda: page.locator("#g-duration_min").fill("20"))
    expect(page.locator(".levels")).to_contain_text("この値は逸脱に当たります")


def test_without_a_connection_nothing_is_lost(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    begun(page)
    context: BrowserContext = page.context
    context.set_offline(True)
    page.locator("#f-summary").fill(SUMMARY)
    expect(page.locator("[data-part=saved]")).to_contain_text("通信できず")

    saved(page, lambda: context.set_offline(False))

    expect(page.locator("[data-part=saved]")).to_contain_text("に保存しました")


def test_the_second_of_two_compares_and_chooses(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    address = begun(page)
    other = page.context.new_page()
    other.goto(address)
    saved(page, lambda: page.locator("#f-summary").fill("先に保存した内容"))

    other.locator("#f-summary").fill("あとから書いた内容")
    other.get_by_role("button", name="両方の内容を見る").click()

    expect(other.locator("main")).to_contain_text("先に保存した内容")
    expect(other.locator("main")).to_contain_text("あとから書いた内容")
    assert faults(other) == []
    other.locator("main .button--primary").click()
    expect(other.locator("#f-summary")).to_have_value("あとから書いた内容")


def test_rows_and_files_are_added_and_taken_out(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    address = begun(page)
    page.locator("summary", has=page.locator("h2", has_text="推移")).click()
    page.locator("[id='f-timeline.0.at']").fill("11/21 2:40")
    page.get_by_role("button", name="行を足す").click()
    expect(page.locator("[id='f-timeline.1.at']")).to_be_focused()
    saved(page, lambda: page.locator("[id='f-timeline.1.entry']").fill("端末を切り離した"))
    page.locator("summary", has=page.locator("h2", has_text="別紙有無")).click()
    page.locator("#f-attachments_pick").set_input_files(
        {"name": "ログ.txt", "mimeType": "text/plain", "buffer": b"GET /"}
    )
    expect(page.locator("#f-attachments .enclosed")).to_contain_text("ログ.txt")

    page.goto(address)

    expect(page.locator("[id='f-timeline.1.entry']")).to_have_value("端末を切り離した")
    page.locator("summary", has=page.locator("h2", has_text="別紙有無")).click()
    page.locator("#f-attachments .enclosed button").click()
    expect(page.locator("#f-attachments")).to_contain_text("ファイルを外しました。")
    page.get_by_role("button", name="元に戻す").click()
    expect(page.locator("#f-attachments .enclosed")).to_contain_text("ログ.txt")


def test_mistakes_lead_to_their_fields_inside_closed_blocks(enter: Enter) -> None:
    page = enter("saeki@shiomi")
    begun(page)
    page.locator("summary", has=page.locator("h2", has_text="情報連絡元")).click()
    page.locator("#f-source_person").fill("")
    page.locator(".dock .button--primary").click()

    expect(page.locator(".errors")).to_be_focused()
    page.locator(".errors a[href='#f-source_person']").click()

    expect(page.locator("#f-source_person")).to_be_in_viewport()


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_every_page_of_writing_is_readable_by_everyone(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter("saeki@shiomi", language=language, theme=theme, width=width)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    found: dict[str, list[Any]] = {}

    def looked_at(name: str) -> None:
        expect(page.locator("html")).to_have_attribute("lang", language)
        found[name] = faults(page)

    go(page, "/reports/new/")
    looked_at("begin")
    address = begun(page)
    looked_at("form")
    page.evaluate(
        "() => document.querySelectorAll('main details:not([data-drop])').forEach((each) => { each.open = true; })"
    )
    looked_at("form, opened")
    page.locator(".dock .button--primary").click()
    looked_at("form, mistaken")
    page.locator("input[name='w.tlp'][value=amber]").check()
    page.locator("#f-summary").fill(SUMMARY)
    page.locator(".dock .button--primary").click()
    page.wait_for_url(re.compile(r"/send/$"))
    looked_at("check")
    go(page, "/drafts/")
    looked_at("list")
    page.goto(f"{address}send/")
    page.locator("input[name=recipient]").check()
    page.locator("main .button--primary").click()
    page.wait_for_url(re.compile(r"/receipt/$"))
    looked_at("receipt")
    page.goto(address)
    looked_at("closed")

    assert {name: each for name, each in found.items() if each} == {}
    assert complaints == []


@pytest.mark.parametrize(("language", "theme", "width"), [("ja", "light", 1280), ("en", "dark", 390)])
def test_an_advisory_is_written_and_issued(enter: Enter, language: str, theme: str, width: int) -> None:
    page = enter("makino@nisc", "/advisories/new/", language=language, theme=theme, width=width)
    assert faults(page) == []
    page.locator("main .button--primary").click()
    page.locator("input[name='w.destinations'][value$='/electricity']").check()
    page.locator("input[name='w.tlp'][value=green]").check()
    page.locator("#f-threat_summary").fill("遠隔接続機器の弱点が悪用されている")
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    page.locator('[name="f.provision_case"][value="exposed_systems"]').check(force=True)
    assert faults(page) == []
    page.locator(".dock .button--primary").click()
    page.wait_for_url(re.compile(r"/send/$"))
    assert faults(page) == []
    page.locator("main .button--primary").click()

    expect(page).to_have_url(re.compile(r"/receipt/$"))
    expect(page.locator(".reference")).to_have_text(re.compile(r"\S+"))
