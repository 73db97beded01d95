"""図3 in a real browser (F1-a, F1-b): an operator reports, its ministry passes it on or finishes it, the center numbers it.

Strangers see no trace of it.

By the secretariat, without the name: `test_relay_anonymized.py`.
"""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.strangers import about, entered, see_nothing, see_nothing_without_signing_in
from tests.browser.test_directory_pages import Enter, enter, go, main_button
from tests.browser.test_relay_anonymized import CENTER, MINISTRY, OPERATOR, choose_color, opened, relayed, sent

__all__ = ["enter"]

pytestmark = pytest.mark.browser

STRANGERS = ("kanbara@aoshio", "ogasa@shiomi", "watarase@hokuryo", "miwa@electricity_ceptoar")
DEEDS = ("relay", "pass-on", "mark", "answers")
SUMMARY, FINISHED, PAST = "Lantern at the pass went dark", "Lantern at the pass, finished", "Kept from one ministry"


def reported(page: Page, summary: str, way: str = "direct_report") -> str:
    go(page, "/reports/new/")
    page.locator(f'button[value="{way}"]').click()
    opened(page, "summary").fill(summary)
    choose_color(page)
    return sent(page)


def completed(page: Page, item: str, summary: str) -> str:
    """A ministry finishes it as its own edition."""
    go(page, item)
    page.locator(f'form[action$="{item}complete/"] button').first.click()
    page.wait_for_url(re.compile("/drafts/"))
    opened(page, "summary").fill(summary)
    choose_color(page)
    return sent(page)


def test_f1_b_operator_ministry_center_with_number_and_parcel(enter: Enter, noroshi_server: Any, visit: Any) -> None:
    strangers, operator = entered(enter, STRANGERS), enter(OPERATOR, "/", language="en")

    item = reported(operator, SUMMARY)
    ministry = enter(MINISTRY, "/", language="en")
    expect(ministry.locator("main")).to_contain_text(SUMMARY)
    center = enter(CENTER, item, language="en")
    expect(center.get_by_role("heading", name="Not found.")).to_be_visible()
    number = relayed(ministry, item)

    go(center, item)
    expect(center.locator("main .reference").first).to_have_text(number)
    go(operator, item)
    expect(operator.locator("#parcel")).to_contain_text(number)
    go(operator, "/")
    expect(operator.locator(".sent")).to_contain_text(number)
    words = (SUMMARY, number)
    see_nothing(strangers, words, about(item, *DEEDS))
    see_nothing_without_signing_in(visit(f"{noroshi_server.url}/public/"), words, about(item, *DEEDS))


def test_f1_a_a_ministry_finishes_it_as_its_own_and_the_center_reads_that_alone(enter: Enter) -> None:
    operator = enter(OPERATOR, "/", language="en")
    item = reported(operator, SUMMARY)

    ministry = enter(MINISTRY, "/", language="en")
    own = completed(ministry, item, FINISHED)

    center = enter(CENTER, own, language="en")
    expect(center.locator("main")).to_contain_text(FINISHED)
    go(center, item)
    expect(center.get_by_role("heading", name="Not found.")).to_be_visible()
    go(operator, own)
    expect(operator.get_by_role("heading", name="Not found.")).to_be_visible()


def test_past_the_ministry_the_ministry_sees_no_trace(enter: Enter) -> None:
    strangers, operator = entered(enter, [MINISTRY]), enter(OPERATOR, "/", language="en")

    item = reported(operator, PAST, "report_past_ministry")

    center = enter(CENTER, item, language="en")
    expect(center.locator("main")).to_contain_text(PAST)
    number = center.locator("main .reference").first.inner_text()
    see_nothing(strangers, (PAST, number), about(item, *DEEDS))


def test_a_double_press_sends_once(enter: Enter) -> None:
    page = enter(OPERATOR, "/reports/new/", language="en")
    page.locator('button[value="direct_report"]').click()
    opened(page, "summary").fill("Pressed twice at the pass")
    choose_color(page)
    page.locator('button[name="deed"][value="send"]').last.click()
    page.wait_for_url(re.compile("/send/"))
    page.locator("input[name=recipient]").check()

    page.locator("main .button--primary").dblclick()

    page.wait_for_url(re.compile("/receipt/"))
    go(page, "/reports/?own=1")
    expect(page.get_by_text("Pressed twice at the pass")).to_have_count(1)
    assert main_button(page, "Send").count() == 0
