"""Without an account, with scripts and without: told, the receipt kept, followed, a question answered; and a consultation."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.test_directory_pages import Enter, enter, faults, go, main_button
from tests.browser.test_relay_anonymized import CENTER, MINISTRY, OPERATOR, opened, sent

__all__ = ["enter"]

pytestmark = pytest.mark.browser
BANK = "kanbara@aoshio"
LOOKS = ((1280, "ja", True), (390, "ja", False), (390, "en", True))


def press_until_it_is_taken(page: Page) -> None:
    """A form that comes at once is asked to wait; whatever was typed stays."""
    button = page.locator("main form .button--primary").first
    button.click()
    while page.locator(".errors").count():
        assert re.search(r"秒|seconds", page.locator(".errors").inner_text())
        page.wait_for_timeout(1000)
        button.click()
        page.wait_for_load_state()


@pytest.mark.parametrize(("width", "language", "scripts"), LOOKS)
def test_somebody_without_an_account_tells_follows_and_answers(
    noroshi_server: Any, visit: Visit, enter: Enter, width: int, language: str, scripts: bool
) -> None:
    what = f"見知らぬ通信先 {width} {language} {scripts}"
    page = visit(f"{noroshi_server.url}/public/report/", language=language, width=width, scripts=scripts)
    if scripts:
        assert faults(page) == []
    page.fill("#id_what", what)
    page.fill("#id_when", "11/21 9:00頃")
    page.set_input_files("#id_file", {"name": "log.txt", "mimeType": "text/plain", "buffer": b"seen"})
    press_until_it_is_taken(page)

    number, secret = page.locator(".outside-code").all_inner_texts()
    page.locator("main .button--primary").click()
    expect(page.locator("main")).to_contain_text(what)
    page.locator("main .head form button").click()

    center = enter(CENTER, "/arrivals/", language="en")
    center.get_by_role("link", name=what).click()
    expect(center.locator("main")).to_contain_text("From a non-member, not verified")
    assert faults(center) == []
    center.fill("#id_text", "型番を教えてください。")
    main_button(center, "Put it there").click()
    expect(center.locator("#talk")).to_contain_text("型番を教えてください。")

    page.fill("#id_number", number.lower())
    page.fill("#id_secret", secret.replace("-", " ").lower())
    page.locator("main .button--primary").click()
    expect(page.locator("#talk")).to_contain_text("型番を教えてください。")
    if scripts:
        assert faults(page) == []
    page.fill("#id_text", "R-200 です。")
    page.locator("main form .button--primary").click()
    expect(page.locator("#talk")).to_contain_text("R-200 です。")

    center.reload()
    expect(center.locator("#talk")).to_contain_text("R-200 です。")
    main_button(center, "Make a draft of it").click()
    expect(center.locator("main")).to_contain_text(what)
    expect(center.locator("main")).to_contain_text("not verified")
    bank = enter(BANK, "/arrivals/", language="en")
    assert what not in bank.content()


def test_a_wrong_secret_opens_nothing_and_says_nothing(noroshi_server: Any, visit: Visit) -> None:
    page = visit(f"{noroshi_server.url}/public/report/follow/", language="en")
    said = []
    for number in ("U-2222-2222", "U-ZZZZ-9999"):
        page.fill("#id_number", number)
        page.fill("#id_secret", "2222-2222-2222-2222-2222-2222")
        page.locator("main .button--primary").click()
        said.append(page.locator(".errors").inner_text())

    assert said[0] == said[1]
    assert faults(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_something_unclear_is_asked_with_a_text_alone_and_answered(enter: Enter, width: int) -> None:
    asked = f"Is this to be reported at all, {width}?"
    operator = enter(OPERATOR, "/reports/new/", language="en", width=width)
    assert faults(operator) == []
    operator.get_by_role("button", name=re.compile("Consult the responsible ministry")).click()
    opened(operator, "summary").fill(asked)
    item = sent(operator)

    ministry = enter(MINISTRY, "/asked/", language="en", width=width)
    ministry.get_by_role("link", name=re.compile(re.escape(asked))).click()
    ministry.get_by_label("Your answer").fill("No. Tell us if it goes on.")
    main_button(ministry, "Send the answer").click()
    go(ministry, item)
    expect(ministry.locator("main")).to_contain_text("Consultation")

    go(operator, "/asked/")
    operator.get_by_role("link", name=re.compile(re.escape(asked))).click()
    expect(operator.locator("main")).to_contain_text("No. Tell us if it goes on.")
    bank = enter(BANK, item, language="en")
    expect(bank.get_by_role("heading", name="Not found.")).to_be_visible()
