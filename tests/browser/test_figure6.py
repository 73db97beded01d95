"""図6 in a real browser (F2): the center issues to ministry and sector, it is relayed and acknowledged, and the center sees that."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.strangers import about, entered, see_nothing, see_nothing_without_signing_in
from tests.browser.test_directory_pages import Enter, enter, go, main_button
from tests.browser.test_relay_anonymized import (
    CENTER,
    MINISTRY,
    OPERATOR,
    SECRETARIAT,
    choose_color,
    opened,
    passed_down,
    sent,
)

__all__ = ["enter"]

pytestmark = pytest.mark.browser

STRANGERS = ("kanbara@aoshio", "hoshina@fsa", "ogasa@shiomi", "utsugi@shiomi")
DEEDS = ("relay-advisory", "acknowledge", "answers", "pass-on")
THREAT, ALONE, NOTE = "Foxfire seen in remote access", "Foxfire for one house", "Looked in every gateway of ours"


def issued(page: Page, summary: str) -> str:
    """From nothing, to the ministry for electricity."""
    go(page, "/advisories/new/")
    page.locator("main .button--primary").click()
    opened(page, "threat_summary").fill(summary)
    opened(page, "provision_case")
    page.locator('[name="f.provision_case"][value="exposed_systems"]').check(force=True)
    choose_color(page)
    pair = page.locator('[name="w.destinations"][value$="/electricity"]').first
    block = page.locator("details.block", has=page.locator('[name="w.destinations"]')).first
    if block.count() and block.get_attribute("open") is None:
        block.locator("summary").first.click()
    pair.check()
    return sent(page)


def answered(page: Page, item: str) -> None:
    go(page, f"{item}acknowledge/")
    page.get_by_role("radio", name=re.compile("It has not come here|not come")).first.check()
    page.fill("#id_note", NOTE)
    page.locator("main .button--primary").click()
    expect(page.get_by_text("You answered: It has not come here.")).to_be_visible()


def test_f2_center_ministry_ceptoar_operator_and_the_answer_is_seen(
    enter: Enter, noroshi_server: Any, visit: Any
) -> None:
    strangers, operator = entered(enter, STRANGERS), enter(OPERATOR, "/", language="en")

    center = enter(CENTER, "/", language="en")
    item = issued(center, THREAT)
    number = center.locator("main .reference").first.inner_text()
    go(operator, item)
    expect(operator.get_by_role("heading", name="Not found.")).to_be_visible()
    passed_down(enter(MINISTRY, "/", language="en"), item)
    passed_down(enter(SECRETARIAT, "/", language="en"), item)
    go(operator, "/")
    expect(operator.locator("main")).to_contain_text(THREAT)
    answered(operator, item)

    go(center, f"{item}answers/?state=not_seen")
    expect(center.locator("#rows tbody tr").first).to_contain_text("Shiomi")
    expect(center.locator("main")).to_contain_text(NOTE)
    words = (THREAT, NOTE, number)
    see_nothing(strangers, words, about(item, *DEEDS))
    see_nothing_without_signing_in(visit(f"{noroshi_server.url}/public/"), words, about(item, *DEEDS))
    neighbor = enter("watarase@hokuryo", f"{item}answers/", language="en")
    assert NOTE not in neighbor.content()


def test_a_ministry_reaches_one_operator_directly_and_no_other_hears_of_it(enter: Enter) -> None:
    strangers = entered(enter, [*STRANGERS, "watarase@hokuryo", SECRETARIAT])
    item = issued(enter(CENTER, "/", language="en"), ALONE)
    ministry = enter(MINISTRY, f"{item}relay-advisory/?find=Shiomi", language="en")

    ministry.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")
    ministry.get_by_label(re.compile("Shiomi Electric")).first.check()
    main_button(ministry, "Show who it would reach").click()
    main_button(ministry, "Pass on now").click()
    expect(ministry.get_by_text("Passed on. You see here who answers.")).to_be_visible()

    operator = enter(OPERATOR, item, language="en")
    expect(operator.locator("main")).to_contain_text(ALONE)
    answered(operator, item)
    go(ministry, f"{item}answers/")
    expect(ministry.locator("main")).to_contain_text(NOTE)
    see_nothing(strangers, (ALONE, NOTE), about(item, *DEEDS))
