"""What the center's desk follows in the demonstration: a feed of alerts and the usual dates of updates. Nobody is asked on the internet."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.bulletins.actions.calendars import CalendarWish, begin_calendar
from noroshi.bulletins.actions.feeds import FeedWish, begin_feed
from noroshi.bulletins.actions.looking import DueFeed, take_in
from noroshi.bulletins.days import Rule
from noroshi.bulletins.entries import Entry, Looked
from noroshi.demo.world import World
from noroshi.vocabulary import DateRule

CENTER: Final = "makino@nisc"
ADDRESS: Final = "https://alerts.example/notices.rdf"


def follow(world: World, now: datetime) -> None:
    """In a small world, what its people are there for."""
    if CENTER in world.people:
        viewer = world.viewer(CENTER)
        _calendars(viewer, now)
        with acting_as(viewer):
            row = begin_feed(viewer, FeedWish("公開の注意喚起（見本）", ADDRESS, 1440, ["ヨモギ", "VPN"]))
        take_in(DueFeed(row.pk, row.address, "", ""), Looked(tuple(_entries(now))))


def _calendars(viewer: Viewer, now: datetime) -> None:
    second_tuesday = Rule(DateRule.MONTHLY, nth=2, weekday=1, shift=1)
    quarter = Rule(DateRule.QUARTERLY, nth=3, weekday=1, start=date(2026, 1, 1), shift=1)
    single = Rule(DateRule.DATES, dates=((now + timedelta(days=9)).date(),))
    with acting_as(viewer):
        begin_calendar(viewer, CalendarWish("業務端末のOS 月例更新", second_tuesday, remind_days=3))
        begin_calendar(viewer, CalendarWish("データベース 四半期更新", quarter, remind_days=7))
        begin_calendar(viewer, CalendarWish("制御装置のファームウェア", single, "不定期。次の予告が出たら書き足す。"))
        begin_calendar(viewer, CalendarWish("ルーターの次期版", Rule(DateRule.DATES), "公開日は未定。"))


def _entries(now: datetime) -> list[Entry]:
    link = "https://alerts.example/notices"
    return [
        Entry(
            "ヨモギVPN装置に認証回避の脆弱性",
            "遠隔の第三者に管理画面へ入られるおそれがあります。修正版への更新を勧めます。\nCVE-2026-31337",
            f"{link}/2026-0777",
            "2026-0777",
            now - timedelta(hours=5),
            ("ALERT-2026-0777",),
            Decimal("9.8"),
        ),
        Entry(
            "年末年始の休暇に向けた点検のお願い",
            "長い休みの前に、更新、認証、連絡体制を確かめてください。",
            f"{link}/2026-0776",
            "2026-0776",
            now - timedelta(days=1),
        ),
        Entry(
            "カスミ製ルーターに複数の脆弱性",
            "CVE-2026-30011、CVE-2026-30012 が公開されました。",
            f"{link}/2026-0770",
            "2026-0770",
            now - timedelta(days=3),
            ("ALERT-2026-0770",),
            Decimal("7.2"),
        ),
    ]
