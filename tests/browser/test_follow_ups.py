"""F4 in a real browser: the next report under the same number, what changed in it, the way back to the first; strangers see no trace."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.strangers import about, entered, see_nothing
from tests.browser.test_directory_pages import Enter, enter, go
from tests.browser.test_figure3 import DEEDS, STRANGERS, reported
from tests.browser.test_relay_anonymized import CENTER, MINISTRY, OPERATOR, opened, relayed, sent

__all__ = ["enter"]

pytestmark = pytest.mark.browser

SUMMARY, MORE = "Lantern at the ford went dark", "Four lanterns at the ford"


def test_f4_the_next_report_carries_the_number_and_says_what_changed(enter: Enter) -> None:
    strangers, operator = entered(enter, STRANGERS), enter(OPERATOR, "/", language="en")
    first = reported(operator, SUMMARY)
    ministry, center = enter(MINISTRY, "/", language="en"), enter(CENTER, "/", language="en")
    number = relayed(ministry, first)

    go(operator, first)
    operator.locator(f'form[action$="{first}follow-up/"] button').first.click()
    operator.wait_for_url(re.compile("/drafts/"))
    opened(operator, "systems").fill(MORE)
    second = sent(operator)
    go(ministry, f"{second}relay/")
    ministry.get_by_role("button", name="Pass on now", exact=True).click()

    go(center, second)
    expect(center.locator("main .reference").first).to_have_text(number)
    expect(center.locator("#changes")).to_contain_text(MORE)
    assert center.locator(f'main a[href*="{first}"]').count()
    see_nothing(strangers, (SUMMARY, MORE, number), about(second, *DEEDS))
