"""Figures as people type them: 3万, ３０，０００, 約1.5時間, 90分, 10万kW. Each is read into the unit of its metric."""

import re
from collections.abc import Mapping
from typing import Final
from unicodedata import normalize

from noroshi.vocabulary import Metric, Text
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line

_MINUTES: Final = {
    **dict.fromkeys(("日間", "日", "days", "day", "d"), 1440.0),
    **dict.fromkeys(("時間", "hours", "hour", "hrs", "hr", "h"), 60.0),
    **dict.fromkeys(("分間", "分", "minutes", "minute", "mins", "min", "m"), 1.0),
    **dict.fromkeys(("秒間", "秒", "seconds", "second", "sec", "s"), 1 / 60),
}
SCALES: Final[Mapping[Metric, Mapping[str, float]]] = {
    Metric.USERS: dict.fromkeys(("", "人", "名", "利用者", "users", "people", "契約", "回線"), 1.0),
    Metric.HOUSEHOLDS: dict.fromkeys(("", "戸", "世帯", "households"), 1.0),
    Metric.SUPPLY_LOSS_KW: {
        **dict.fromkeys(("", "kw", "キロワット"), 1.0),
        **dict.fromkeys(("mw", "メガワット"), 1_000.0),
        **dict.fromkeys(("gw", "ギガワット"), 1_000_000.0),
    },
    Metric.DURATION_MIN: {"": 1.0, **_MINUTES},
    Metric.RECOVERY_HOURS: {"": 1.0, **{unit: minutes / 60 for unit, minutes in _MINUTES.items()}},
}
UNITS: Final[Mapping[Metric, Text]] = {
    Metric.USERS: Text("人", "users"),
    Metric.HOUSEHOLDS: Text("戸", "households"),
    Metric.SUPPLY_LOSS_KW: Text("kW", "kW"),
    Metric.DURATION_MIN: Text("分", "min"),
    Metric.RECOVERY_HOURS: Text("時間", "hours"),
}
MYRIADS: Final = {
    "億": 100_000_000.0,
    "千万": 10_000_000.0,
    "百万": 1_000_000.0,
    "万": 10_000.0,
    "千": 1_000.0,
    "百": 100.0,
}
AROUND: Final = re.compile(r"^(?:約|およそ|おおよそ|about|around|approx\.?)\s*")
ROUGHLY: Final = re.compile(r"\s*(?:程度|ほど|くらい|ぐらい|余り|強|前後|頃)$")
NUMBER: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SCALE: Final = "億|千万|百万|[万千百]"
AMOUNT: Final = rf"(?:(?:{NUMBER})\s*(?:{SCALE})\s*)*(?:{NUMBER})?"
PIECE: Final = re.compile(rf"\s*({AMOUNT})\s*(半)?\s*([^\d\s.,億万千百半]*)\s*(半)?")
MYRIAD: Final = re.compile(rf"({NUMBER})\s*({SCALE})?")


class FigureUnreadable(Refusal):
    code, status = "figure_unreadable", 422
    ja = "数として読み取れません。「3万」「30,000」「1.5時間」のように入力してください。"
    en = "This cannot be read as a figure. Write it like 30,000, 1.5 hours or 90 min."


def read_figure(metric: Metric, typed: object) -> float | None:
    """In the metric's unit; None when nothing is typed. A sign, a range or another unit is not guessed at."""
    text = normalize("NFKC", clean_line(typed, most=60)).casefold().strip()
    text = ROUGHLY.sub("", AROUND.sub("", text)).replace("、", ",")
    if not text:
        return None
    pieces = list(_pieces(metric, text))
    units = [scale for _, scale in pieces]
    if sorted(units, reverse=True) != units or len(set(units)) != len(units):
        raise FigureUnreadable
    return round(sum(amount * scale for amount, scale in pieces), 6)


def _pieces(metric: Metric, text: str) -> list[tuple[float, float]]:
    """1時間30分 has two; after the first, each needs its own unit, and each unit is smaller than the one before."""
    found: list[tuple[float, float]] = []
    place = 0
    while place < len(text):
        piece = PIECE.match(text, place)
        if piece is None or not piece[1] or piece[3] not in SCALES[metric] or (found and not piece[3]):
            raise FigureUnreadable
        if (piece[2] or piece[4]) and (metric not in _HALVED or not piece[3]):
            raise FigureUnreadable
        half = 0.5 if piece[2] or piece[4] else 0.0
        found.append((_amount(piece[1]) + half, SCALES[metric][piece[3]]))
        place = piece.end()
    return found


_HALVED: Final = (Metric.DURATION_MIN, Metric.RECOVERY_HOURS)


def _amount(typed: str) -> float:
    """3万5千 is 35,000: the myriads stand in falling order."""
    parts = [(float(number.replace(",", "")), MYRIADS.get(myriad, 1.0)) for number, myriad in MYRIAD.findall(typed)]
    scales = [scale for _, scale in parts]
    if not parts or sorted(set(scales), reverse=True) != scales:
        raise FigureUnreadable
    return sum(number * scale for number, scale in parts)
