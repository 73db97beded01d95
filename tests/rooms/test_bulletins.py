"""Feeds and calendars that a desk follows: read by the worker, told by the desk's words, nothing for another desk."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.bulletins.actions.addresses import make_address, opened, revoke_address
from noroshi.bulletins.actions.calendars import CalendarWish, amend_calendar, begin_calendar, end_calendar
from noroshi.bulletins.actions.feeds import FeedWish, amend_feed, begin_feed, end_feed
from noroshi.bulletins.actions.looking import DueFeed, look_at_due
from noroshi.bulletins.days import Rule
from noroshi.bulletins.entries import Looked
from noroshi.bulletins.errors import (
    CalendarNamedTwice,
    DatesUnclear,
    FeedAddressWrong,
    FeedWishUnknown,
    FollowedAlready,
)
from noroshi.bulletins.models import Alert, Calendar, CalendarAddress, Feed
from noroshi.bulletins.queries import (
    alert_shown,
    alerts_of,
    calendar_shown,
    calendars_of,
    dates_of,
    feed_shown,
    feeds_of,
    has_address,
)
from noroshi.delivery.models import Notice
from noroshi.vocabulary import DateRule, FeedFault, NoticeKind
from noroshi.vocabulary.errors import NotFound
from tests.cast import small_cast
from tests.feed_server import RSS1, RSS2, Page, publisher
from tests.ledger_logins import login
from tests.mail_sink import as_worker

pytestmark = pytest.mark.django_db(transaction=True)
PATCHES = Rule(DateRule.MONTHLY, nth=2, weekday=1, shift=1)
LOOK = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
now = timezone.now() + timedelta(hours={hours})
timezone.now = lambda: now
from noroshi.bulletins.actions.looking import look_at_due
from noroshi.connectors.alerts.looking import look
print(look_at_due(look))
"""
REMIND = """import django; django.setup()
from datetime import date
from noroshi.bulletins.actions.remind import remind_of_dates
print(remind_of_dates(date.fromisoformat({day!r})))
"""


def looked(hours: float = 0, **more: str) -> int:
    return int(as_worker(LOOK.format(hours=hours), **({"NOROSHI_FEED_PRIVATE": "1"} | more)).split()[-1])


def reminded(day: str) -> int:
    return int(as_worker(REMIND.format(day=day)).split()[-1])


def feed_of(viewer: Viewer, address: str, *words: str) -> Any:
    with acting_as(viewer):
        return begin_feed(viewer, FeedWish("注意喚起", address, 60, words))


def calendar_of(viewer: Viewer, rule: Rule = PATCHES, **more: Any) -> Any:
    with acting_as(viewer):
        return begin_calendar(viewer, CalendarWish("月例の更新", rule, **more))


def told(viewer: Viewer, kind: NoticeKind) -> int:
    with acting_as(viewer):
        return Notice.objects.filter(desk_id=viewer.desk_id, kind=kind.value).count()


@pytest.fixture(autouse=True)
def _plain_addresses(settings: Any) -> None:
    settings.FEEDS_MAY_BE_PRIVATE = True


def test_each_entry_comes_once_and_words_of_the_desk_are_told():
    cast = small_cast()
    with publisher(feed=Page(RSS2.format(encoding="UTF-8").encode())) as server:
        feed_of(cast.bank, server.at("/feed"), "ヨモギ", "NONE")
        assert looked() == 2
        assert looked(0.5) == 0
        assert len(server.asked) == 1
        server.pages["feed"] = Page(RSS1.encode())
        assert looked(2) == 1
        assert looked(4) == 0

    with acting_as(cast.bank):
        newest, first, second = alerts_of(cast.bank)
        assert (newest.cvss, newest.identifiers[0]) == (newest.cvss, "JVNDB-2026-000777")
        assert newest.matched == first.matched == ("ヨモギ",)
        assert second.matched == ()
        assert [one.title for one in alerts_of(cast.bank, words="cve-2026-31338")] == [first.title]
        assert [one.title for one in alerts_of(cast.bank, words="jvndb-2026-000777".upper())] == [newest.title]
        assert len(alerts_of(cast.bank, only_matched=True)) == 2
        assert alert_shown(cast.bank, first.public_id) == first
    assert told(cast.bank, NoticeKind.TRIAGED) == 1
    assert told(cast.center, NoticeKind.TRIAGED) == 0


def test_faults_stand_where_the_feed_is_configured_and_make_it_wait_longer():
    cast = small_cast()
    with publisher(feed=Page(status=500), bomb=Page(b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>")) as server:
        feed = feed_of(cast.bank, server.at("/feed"))
        bomb = feed_of(cast.bank, server.at("/bomb"))
        assert [looked(0), looked(1.5), looked(3)] == [0, 0, 0]
        assert [path for path, _ in server.asked].count("/feed") == 2

    with acting_as(cast.bank):
        shown = feed_shown(cast.bank, feed.public_id)
        assert shown.fault is FeedFault.REFUSED
        assert shown.next_at - shown.read_at == timedelta(hours=2)
        assert feed_shown(cast.bank, bomb.public_id).fault is FeedFault.NO_FEED


def test_what_nobody_expected_of_one_feed_is_told_at_it_and_the_next_is_read(addresses: Any):
    def look(feed: DueFeed) -> Looked:
        if "one" in feed.address:
            raise ZeroDivisionError
        return Looked()

    with login(addresses.system):
        cast = small_cast()
        one, two = (feed_of(cast.bank, f"https://{name}.example/feed") for name in ("one", "two"))
        assert look_at_due(look) == 0

        with acting_as(cast.bank):
            first, second = (feed_shown(cast.bank, row.public_id) for row in (one, two))
    assert (first.fault, second.fault) == (FeedFault.OUR_FAULT, None)
    assert min(first.next_at, second.next_at) > timezone.now()


def test_inner_addresses_stay_closed_to_the_worker():
    cast = small_cast()
    with publisher(feed=Page(RSS1.encode())) as server:
        feed = feed_of(cast.bank, server.at("/feed"))
        assert looked(NOROSHI_FEED_PRIVATE="0") == 0
        assert server.asked == []

    with acting_as(cast.bank):
        assert feed_shown(cast.bank, feed.public_id).fault is FeedFault.PRIVATE


def test_a_feed_that_has_ended_is_not_asked_and_its_alerts_are_gone():
    cast = small_cast()
    with publisher(feed=Page(RSS1.encode())) as server:
        feed = feed_of(cast.bank, server.at("/feed"))
        assert looked() == 1
        with acting_as(cast.bank):
            alert = alerts_of(cast.bank)[0].public_id
            end_feed(cast.bank, feed.public_id)
            assert (alerts_of(cast.bank), feeds_of(cast.bank)) == ([], [])
            with pytest.raises(NotFound):
                alert_shown(cast.bank, alert)
        assert looked(2) == 0
        assert len(server.asked) == 1


def test_a_changed_address_is_asked_from_the_beginning():
    cast = small_cast()
    page = Page(RSS1.encode(), headers={"ETag": '"1"'})
    with publisher(one=page, other=page) as server:
        feed = feed_of(cast.bank, server.at("/one"))
        assert looked() == 1
        assert looked(2) == 0
        assert server.asked[-1][1]["If-None-Match"] == '"1"'
        with acting_as(cast.bank):
            amend_feed(cast.bank, feed.public_id, FeedWish("別名", server.at("/other"), 15))
        assert looked(2) == 0
        assert "If-None-Match" not in server.asked[-1][1]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "javascript:alert(1)",
        "ftp://x.example/",
        "https://",
        "https://a:b@x.example/",
        "https://x.example:x/",
        "https://x .example/",
    ],
)
def test_an_address_that_is_none(address):
    cast = small_cast()

    with pytest.raises(FeedAddressWrong):
        feed_of(cast.bank, address)


def test_plain_http_is_for_installations_that_trust_it(settings: Any):
    settings.FEEDS_MAY_BE_PRIVATE = False
    cast = small_cast()

    with pytest.raises(FeedAddressWrong):
        feed_of(cast.bank, "http://alerts.example/feed")


def test_the_same_feed_twice_and_odd_wishes():
    cast = small_cast()
    feed_of(cast.bank, "https://alerts.example/feed")
    feed_of(cast.center, "https://alerts.example/feed")

    with pytest.raises(FollowedAlready):
        feed_of(cast.bank, "https://alerts.example/feed")
    for wish in (
        FeedWish("a", "https://x.example/", 5),
        FeedWish("a", "https://x.example/", words=[str(n) for n in range(51)]),
    ):
        with acting_as(cast.bank), pytest.raises(FeedWishUnknown):
            begin_feed(cast.bank, wish)


def test_a_desk_is_reminded_once_before_a_date():
    cast = small_cast()
    calendar_of(cast.bank, Rule(DateRule.DATES, dates=(date(2026, 12, 8), date(2026, 12, 20))), remind_days=3)

    assert [reminded(day) for day in ("2026-12-04", "2026-12-05", "2026-12-05", "2026-12-08")] == [0, 1, 0, 0]
    assert reminded("2026-12-18") == 1
    assert told(cast.bank, NoticeKind.WARNED) == 2
    assert told(cast.center, NoticeKind.WARNED) == 0


def test_without_a_wish_nobody_is_reminded():
    cast = small_cast()
    calendar_of(cast.bank, Rule(DateRule.DATES, dates=(date(2026, 12, 8),)))

    assert reminded("2026-12-08") == 0


def test_dates_of_all_calendars_stand_in_their_order():
    cast = small_cast()
    calendar = calendar_of(cast.bank)
    today = timezone.localdate()
    with acting_as(cast.bank):
        begin_calendar(cast.bank, CalendarWish("臨時", Rule(DateRule.DATES, dates=(today, today - timedelta(days=1)))))
        begin_calendar(cast.bank, CalendarWish("未定", Rule(DateRule.DATES)))
        days = [one.day for one in dates_of(cast.bank)]
        assert days == sorted(days)
        assert days[0] == today
        assert len(days) == 7
        assert {one.name: bool(one.next_dates) for one in calendars_of(cast.bank)} == {
            "月例の更新": True,
            "臨時": True,
            "未定": False,
        }
        with pytest.raises(CalendarNamedTwice):
            begin_calendar(cast.bank, CalendarWish("未定", PATCHES))
        with pytest.raises(DatesUnclear):
            amend_calendar(cast.bank, calendar.public_id, CalendarWish("x", Rule(DateRule.WEEKS)))
        with pytest.raises(FeedAddressWrong):
            amend_calendar(cast.bank, calendar.public_id, CalendarWish("x", PATCHES, link="javascript:alert(1)"))
        end_calendar(cast.bank, calendar.public_id)
        assert len(dates_of(cast.bank)) == 1


def test_the_secret_address_opens_the_desks_dates_and_nothing_once_it_is_revoked():
    cast = small_cast()
    calendar_of(cast.bank)
    calendar_of(cast.center, Rule(DateRule.WEEKS, weeks=1, start=date(2026, 1, 1)))
    with acting_as(cast.bank):
        first = make_address(cast.bank)
        assert {one.name for one in opened(first)} == {"月例の更新"}
        assert len(opened(first)) == 24
        second = make_address(cast.bank)
        assert has_address(cast.bank)
    for wrong in (first, "", "nrc_x", second + "x", "\udcff"):
        with pytest.raises(NotFound):
            opened(wrong)
    assert opened(second)
    with acting_as(cast.bank):
        revoke_address(cast.bank)
        revoke_address(cast.bank)
        assert not has_address(cast.bank)
    with pytest.raises(NotFound):
        opened(second)


def test_another_desk_finds_nothing_and_changes_nothing():
    cast = small_cast()
    with publisher(feed=Page(RSS1.encode())) as server:
        feed = feed_of(cast.bank, server.at("/feed"))
        assert looked() == 1
    calendar = calendar_of(cast.bank)
    with acting_as(cast.bank):
        alert = alerts_of(cast.bank)[0].public_id
        make_address(cast.bank)

    _finds_nothing(cast.center, feed.public_id, alert, calendar.public_id)
    _finds_nothing(cast.ministry, feed.public_id, alert, calendar.public_id)


def _finds_nothing(stranger: Viewer, feed: UUID, alert: UUID, calendar: UUID) -> None:
    deeds: list[Callable[[], object]] = [
        lambda: feed_shown(stranger, feed),
        lambda: alert_shown(stranger, alert),
        lambda: alerts_of(stranger, feed=feed),
        lambda: calendar_shown(stranger, calendar),
        lambda: end_feed(stranger, feed),
        lambda: end_calendar(stranger, calendar),
        lambda: amend_feed(stranger, feed, FeedWish("a", "https://x.example/")),
        lambda: amend_calendar(stranger, calendar, CalendarWish("a", PATCHES)),
    ]
    with acting_as(stranger):
        assert [feeds_of(stranger), alerts_of(stranger), calendars_of(stranger), dates_of(stranger)] == [[], [], [], []]
        assert not has_address(stranger)
        for deed in deeds:
            with pytest.raises(NotFound):
                deed()
        assert [model.objects.count() for model in (Feed, Alert, Calendar, CalendarAddress)] == [0, 0, 0, 0]


def test_no_person_writes_alerts():
    """They come from the worker alone; whoever sits at the desk cannot put one into the table either."""
    cast = small_cast()
    feed = feed_of(cast.bank, "https://alerts.example/feed")

    with acting_as(cast.bank):
        row = Feed.objects.get(pk=feed.pk)
        made = Alert(audience_id=row.audience_id, of=row, key=b"x", title="x", seen_at=timezone.now())
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            made.save(force_insert=True)
        assert Alert.objects.count() == 0
