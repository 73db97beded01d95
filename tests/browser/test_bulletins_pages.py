"""Alerts and dates of updates in a real browser: wide and narrow, both languages, without obstacles."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.bulletins.actions.calendars import CalendarWish, begin_calendar
from noroshi.bulletins.actions.feeds import FeedWish, begin_feed
from noroshi.bulletins.days import Rule
from noroshi.bulletins.queries import alerts_of
from noroshi.vocabulary import DateRule
from tests.cast import small_cast
from tests.feed_server import RSS1, Page, publisher
from tests.mail_sink import as_worker
from tests.rooms.test_bulletins import LOOK
from tests.rooms.test_pages_drafts import client_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SECOND_TUESDAY = Rule(DateRule.MONTHLY, nth=2, weekday=1, shift=1)
WIDER = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


def test_every_page_fits_and_can_be_used_by_everybody(
    live_server: Any, visit: Any, settings: Any, tmp_path: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED, settings.FEEDS_MAY_BE_PRIVATE = False, True
    cast = small_cast()
    with publisher(feed=Page(RSS1.encode())) as server:
        with acting_as(cast.center):
            begin_feed(cast.center, FeedWish("公開の注意喚起", server.at("/feed"), 60, ["ヨモギ"]))
            begin_feed(cast.center, FeedWish("別の配信元", server.at("/none")))
            begin_calendar(cast.center, CalendarWish("月例の更新", SECOND_TUESDAY, remind_days=3))
            begin_calendar(cast.center, CalendarWish("次期版", Rule(DateRule.DATES), "公開日は未定。"))
        as_worker(LOOK.format(hours=0), NOROSHI_FEED_PRIVATE="1")
    with acting_as(cast.center):
        (alert,) = alerts_of(cast.center)
    names = ("alerts", "feeds", "feed_new", "calendars", "calendar_new")
    paths = [*(reverse(name) for name in names), reverse("alert", args=[alert.public_id])]
    session = client_of(cast.center).cookies[settings.SESSION_COOKIE_NAME].value
    for language, width in (("ja", 1280), ("en", 390)):
        page = visit(f"{live_server.url}/sign-in/", language=language, width=width)
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        for number, path in enumerate(paths):
            page.goto(f"{live_server.url}{path}")
            page.screenshot(path=tmp_path / f"{number}-{language}-{width}.png", full_page=True)
            assert not page.evaluate(WIDER), path
            assert Axe().run(page).violations_count == 0, path
