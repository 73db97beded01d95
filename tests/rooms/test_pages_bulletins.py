"""Alerts and dates of updates in the browser and by the API: text only, from an alert to a draft, nothing for strangers."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.bulletins.actions.feeds import FeedWish, begin_feed
from noroshi.bulletins.queries import calendars_of, feeds_of
from tests.cast import Cast
from tests.rooms.test_api_devices import callers
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
FEED = {"name": "注意喚起", "address": "https://alerts.example/feed", "minutes": "60", "words": "ヨモギ\nカスミ"}
MONTHLY = {"name": "月例の更新", "rule": "monthly", "nth": "2", "weekday": "1", "shift": "on", "remind_days": "3"}


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_a_feed_is_followed_changed_and_left(cast: Cast) -> None:
    client = client_of(cast.center)

    assert "No feed so far" in client.get(reverse("alerts")).content.decode()
    assert client.post(reverse("feed_new"), FEED | {"address": "javascript:alert(1)"}).status_code == 422
    assert client.post(reverse("feed_new"), FEED).status_code == 302
    assert client.post(reverse("feed_new"), FEED).status_code == 409
    with acting_as(cast.center):
        (feed,) = feeds_of(cast.center)
    assert feed.words == ("ヨモギ", "カスミ")
    page = client.get(reverse("feeds")).content.decode()
    assert "https://alerts.example/feed" in page
    assert "not yet" in page
    here = reverse("feed", args=[feed.public_id])
    assert "カスミ" in client.get(here).content.decode()
    assert client.post(here, FEED | {"name": "別名"}).status_code == 302
    assert client.post(reverse("feed_end", args=[feed.public_id])).status_code == 302
    assert client.get(here).status_code == 404


def test_a_fault_stands_on_the_lists(cast: Cast) -> None:
    with acting_as(cast.center):
        row = begin_feed(cast.center, FeedWish("注意喚起", "https://alerts.example/feed"))
        row.fault, row.read_at = "too_large", timezone.now()
        row.save(update_fields=["fault", "read_at"])
    client = client_of(cast.center)

    assert "It is too large." in client.get(reverse("alerts")).content.decode()
    assert "It is too large." in client.get(reverse("feeds")).content.decode()
    assert "It is too large." not in client_of(cast.bank).get(reverse("feeds")).content.decode()


def test_calendars_their_dates_and_their_address(cast: Cast) -> None:
    client = client_of(cast.center)

    assert "No date is known" in client.get(reverse("calendars")).content.decode()
    for like in ("second_tuesday", "quarter", "two_weeks", "single", "other"):
        assert client.get(reverse("calendar_new"), {"like": like}).status_code == 200
    assert client.post(reverse("calendar_new"), MONTHLY | {"nth": ""}).status_code == 422
    assert client.post(reverse("calendar_new"), MONTHLY | {"rule": "dates", "dates": "morgen"}).status_code == 422
    assert client.post(reverse("calendar_new"), MONTHLY).status_code == 302
    assert client.post(reverse("calendar_new"), {"name": "臨時", "rule": "dates", "dates": ""}).status_code == 302
    page = client.get(reverse("calendars")).content.decode()
    assert "not known yet" in page
    assert "3 days before" in page
    assert "a weekday of each month · second Tuesday" in page
    with acting_as(cast.center):
        one = next(each for each in calendars_of(cast.center) if each.next_dates)
    assert one.next_dates[0].isoformat() in page

    made = client.post(reverse("calendars")).content.decode()
    address = made.partition("http://testserver")[2].partition("<")[0]
    assert "nrc_" not in client.get(reverse("calendars")).content.decode()
    fetched = Client().get(address)
    assert fetched["Content-Type"].startswith("text/calendar")
    assert f"DTSTART;VALUE=DATE:{one.next_dates[0]:%Y%m%d}" in fetched.content.decode()
    assert Client().get(address.replace("updates.ics", "")).status_code in {302, 404}
    assert client.post(reverse("calendar_address_revoke")).status_code == 302
    assert Client().get(address).status_code == 404

    here = reverse("calendar", args=[one.public_id])
    assert client.post(here, MONTHLY | {"name": "月例"}).status_code == 302
    assert client.post(reverse("calendar_end", args=[one.public_id])).status_code == 302
    assert client.get(here).status_code == 404


def test_another_desk_gets_nothing_of_it(cast: Cast) -> None:
    own, stranger = client_of(cast.center), client_of(cast.bank)
    own.post(reverse("feed_new"), FEED)
    own.post(reverse("calendar_new"), MONTHLY)
    with acting_as(cast.center):
        feed, calendar = feeds_of(cast.center)[0].public_id, calendars_of(cast.center)[0].public_id

    for name, which in (("feed", feed), ("calendar", calendar)):
        assert stranger.get(reverse(name, args=[which])).status_code == 404
        assert stranger.post(reverse(name, args=[which]), FEED | MONTHLY).status_code == 404
        assert stranger.post(reverse(f"{name}_end", args=[which])).status_code == 404
    for name in ("alerts", "feeds", "calendars"):
        page = stranger.get(reverse(name)).content.decode()
        assert "注意喚起" not in page
        assert "月例の更新" not in page


def test_feeds_and_calendars_by_the_api(cast: Cast) -> None:
    one, _, stranger = callers(cast)
    feed = {"name": "注意喚起", "address": "https://alerts.example/feed", "words": ["ヨモギ"]}
    calendar = {"name": "月例の更新", "rule": "monthly", "nth": 2, "weekday": 1, "next_day": True}

    here = f"/feeds/{one.made('/feeds', feed)['id']}"
    there = f"/calendars/{one.made('/calendars', calendar)['id']}"
    assert one.read(here)["words"] == ["ヨモギ"]
    assert one.post(here, feed | {"minutes": 15}).json()["minutes"] == 15
    assert len(one.read(there)["next_dates"]) == 6
    assert [each["name"] for each in one.read("/calendars/dates")["items"]] == ["月例の更新"] * 6
    assert one.read("/alerts?words=CVE-2026-1")["items"] == []
    assert one.post("/feeds", feed | {"address": "file:///etc/passwd"}).status_code == 422
    assert one.post(there, {"name": "x", "rule": "weeks"}).status_code == 422

    for path in (here, there):
        assert stranger.ask("GET", path).status_code == 404
        assert stranger.ask("DELETE", path).status_code == 404
    assert stranger.post(here, feed).status_code == 404
    assert stranger.post(there, calendar).status_code == 404
    for path in ("/feeds", "/calendars", "/calendars/dates", "/alerts"):
        assert stranger.read(path)["items"] == []
    for path in (here, there):
        assert one.ask("DELETE", path).status_code == 204
        assert one.ask("GET", path).status_code == 404


def test_a_rhythm_says_how_many_weeks_and_which_day(cast: Cast) -> None:
    client = client_of(cast.center)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ja"
    rules = (
        ({"rule": "weeks", "weeks": "3", "start": "2026-11-18"}, "3週間ごと · 水曜日"),
        ({"rule": "weeks", "weeks": "1", "start": "2026-11-20"}, "毎週 · 金曜日"),
        ({"rule": "monthly", "nth": "2", "weekday": "2"}, "第2水曜日"),
    )
    for place, (rule, _) in enumerate(rules):
        said = {"name": f"拍子 {place}", "remind_days": "1"} | rule
        assert client.post(reverse("calendar_new"), said).status_code == 302, rule

    page = client.get(reverse("calendars")).content.decode()

    for _, words in rules:
        assert words in page, words
