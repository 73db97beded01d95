"""When people do things: office hours in Japan, nights when it is urgent; and how they write a time down."""

from datetime import datetime, timedelta
from random import Random
from typing import Final

SATURDAY: Final = 5
OPENS, CLOSES = 9, 18


def office(moment: datetime, draw: Random) -> datetime:
    """The same moment, or some minutes into the next working day."""
    while moment.weekday() >= SATURDAY or moment.hour >= CLOSES:
        moment = _morning(moment + timedelta(days=1), draw)
    return _morning(moment, draw) if moment.hour < OPENS else moment


def some_time(day: datetime, draw: Random) -> datetime:
    """Most things are noticed by day, some in the evening, some at night."""
    hour = draw.choice((0, 1, 2, 3, 4, 5, 6, 7, *range(8, 18), *range(8, 18), *range(9, 18), 18, 19, 20, 21, 22, 23))
    return day.replace(hour=hour, minute=draw.randint(0, 59), second=draw.randint(0, 59), microsecond=0)


def hours(draw: Random, least: float, most: float) -> timedelta:
    return timedelta(hours=draw.uniform(least, most))


def written(moment: datetime) -> str:
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment.hour}時{moment.minute}分"


def roughly(moment: datetime) -> str:
    return f"{moment.month}/{moment.day} {moment.hour}時頃"


def short(moment: datetime) -> str:
    return f"{moment.month}/{moment.day} {moment:%H:%M}"


def _morning(moment: datetime, draw: Random) -> datetime:
    return moment.replace(hour=OPENS, minute=draw.randint(5, 55), second=draw.randint(0, 59), microsecond=0)
