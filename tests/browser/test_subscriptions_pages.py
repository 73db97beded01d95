"""A list of others is followed in a real browser: set up, fetched, told line by line; and the pages beside it, wide and narrow."""

import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions import withdraw
from noroshi.intel.subscribing import subscriptions
from noroshi.intel.telling import tell
from noroshi.vocabulary import Tlp2
from tests.browser.intel_visits import LOOKS, Come, fits_everybody
from tests.cast import small_cast
from tests.feed_server import Page, publisher
from tests.mail_sink import as_worker
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of
from tests.rooms.test_intel_taken_back import NUMBER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FETCH = "import django; django.setup()\nfrom noroshi.intel import subscribing\nsubscribing.fetch_due()"
LIST = b"evil-1[.]example\nevil-2.example\nwhat is this\n"


def test_a_list_is_followed_fetched_and_told_line_by_line(come: Come) -> None:
    cast = small_cast()
    origin = origin_of(cast.center, name="他組織の一覧", tlp=Tlp2.AMBER, opened=[])
    with publisher(list=Page(LIST)) as server:
        page = come(cast.center, reverse("intel_subscribe", args=[origin.public_id]) + "?what=list")
        page.get_by_label("アドレス").fill(server.at("/list"))
        page.get_by_role("button", name="保存").click()
        page.wait_for_url(re.compile("/intel/subscriptions/"))
        as_worker(FETCH, NOROSHI_FEED_PRIVATE="1")
    with acting_as(cast.center):
        (row,) = subscriptions(cast.center)
    assert (row.trouble, row.new, row.refused) == ("", 2, 1)

    page.goto(page.url.split("/intel/")[0] + reverse("intel_subscriptions"))
    line = page.locator("tbody tr", has_text="他組織の一覧")
    expect(line).to_contain_text("正常")
    line.get_by_role("link", name="他組織の一覧").click()
    expect(page.locator("#faults")).to_be_visible()
    expect(page.locator("main table tbody")).to_contain_text("what is this")

    stranger = come(cast.bank, reverse("intel_subscriptions"), width=390)
    expect(stranger.locator("main table")).to_have_count(0)
    assert stranger.goto(page.url).status == 404


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_pages_of_subscriptions_files_and_what_was_taken_back_fit_everybody(
    come: Come, language: str, theme: str, width: int, tmp_path: Any
) -> None:
    cast = small_cast()
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1), malware("内の名", **marked(Tlp2.AMBER_STRICT)))
    with acting_as(cast.bank):
        tell(cast.bank, NUMBER)
    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, NUMBER)
    paths = (
        reverse("intel"),
        reverse("intel_subscriptions"),
        reverse("intel_subscribe", args=[origin.public_id]),
        reverse("intel_subscribe", args=[origin.public_id]) + "?what=list",
        reverse("intel_subscribe", args=[origin.public_id]) + "?what=misp",
        reverse("intel_taken_back"),
        reverse("intel_file", args=["csv"]),
    )

    page = come(cast.center, paths[0], language=language, theme=theme, width=width)

    for number, path in enumerate(paths):
        page.goto(page.url.split("/intel/")[0] + path)
        page.screenshot(path=tmp_path / f"{number}.png", full_page=True)
        fits_everybody(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_rest_of_intelligence_stands_in_one_menu(come: Come, width: int) -> None:
    cast = small_cast()
    page = come(cast.center, reverse("intel"), width=width)
    head, menu = page.locator(".head .buttons"), page.locator(".head details .menu")

    expect(head.locator(".button--primary")).to_have_count(1)
    expect(menu).to_be_hidden()
    head.locator("summary").click()
    expect(menu.get_by_role("link")).to_have_count(10)
    fits_everybody(page)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    head.locator("summary").click()
    menu.get_by_role("link", name="取り下げられたもの").click()
    expect(page.locator("h1")).to_have_text("取り下げられたもの")
