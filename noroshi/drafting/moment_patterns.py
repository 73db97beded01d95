"""The shapes in which people write moments, each a pattern of its own."""

import re
from typing import Final

OPEN: Final = "XX"
MONTH_NAMES: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS_AWAY: Final = {
    **dict.fromkeys(("一昨日", "おととい"), -2),
    **dict.fromkeys(("昨日", "きのう", "前日", "yesterday"), -1),
    **dict.fromkeys(("今日", "本日", "きょう", "今朝", "当日", "today"), 0),
    **dict.fromkeys(("明日", "あす", "tomorrow"), 1),
}
ANY_DAY: Final = "|".join(DAYS_AWAY)
ANY_MONTH: Final = "|".join(MONTH_NAMES)
_N = rf"(\d{{1,2}}|{OPEN})"
_YEAR = rf"(\d{{4}}|{OPEN}(?:{OPEN})?)"
_DASH_OR_SLASH = r"\s*[/.-]\s*"

WEEKDAY: Final = re.compile(r"\(\s*[月火水木金土日](?:曜日?)?\s*\)")
BASIS: Final = re.compile(r"\(([^()]*(?:\([^()]*\)[^()]*)*)\)$")
ABOUT: Final = re.compile(
    r"頃|ごろ|ころ|およそ|おおよそ|約|前後|上旬|中旬|下旬|\b(?:about|around|approx(?:imately)?\.?|circa|ca\.)|[~〜]$"
)
UNKNOWN: Final = re.compile(rf"不明|未確認|{OPEN}|\bunknown\b", re.IGNORECASE)
OPEN_SIGNS: Final = re.compile(
    r"(?:[xX]{1,4}|YY|MM|DD)(?![a-zA-Z])|[〇○●◯]{1,4}|[?]{1,4}|\*{1,4}|(?<=年)\s*-{1,2}(?=月)|(?<=月)\s*-{1,2}(?=日)"
)
WORD_DAY: Final = re.compile(ANY_DAY, re.IGNORECASE)
ERA: Final = re.compile(rf"(令和|平成|昭和|\b[RHS])\s*(\d{{1,2}}|元|{OPEN})(?:\s*年度?|(?=\s*[/.-]))", re.IGNORECASE)
FULL: Final = re.compile(rf"(?<!\d){_YEAR}(?:{_DASH_OR_SLASH}){_N}(?:{_DASH_OR_SLASH}){_N}(?!\d)(?:T(?=\d))?")
PLAIN: Final = re.compile(r"(?<!\d)(\d{4})(\d{2})(\d{2})(?!\d)(?:T(?=\d))?")
MONTH_DAY: Final = re.compile(rf"(?<![\d.]){_N}\s*/\s*{_N}(?!\d)")
AFTER_ERA: Final = re.compile(rf"^\s*[/.-]\s*{_N}(?:{_DASH_OR_SLASH}){_N}(?!\d)")
YEAR_WORD: Final = re.compile(rf"(?<!\d){_YEAR}\s*年")
MONTH_WORD: Final = re.compile(rf"(?<!\d){_N}\s*月")
DAY_WORD: Final = re.compile(rf"(?<!\d){_N}\s*日(?!間|前|後)")
NAMED: Final = re.compile(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?\b(?P<m>{ANY_MONTH})[a-z]*\.?"
    r"(?:\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?![\d:]))?(?:,?\s+(?P<y>\d{4}))?(?!\d)",
    re.IGNORECASE,
)
CLOCK: Final = re.compile(
    rf"(?:(?P<half>午前|午後|am|pm)\s*)?(?<!\d)(?P<h>\d{{1,2}}|{OPEN})\s*(?::\s*(?P<m>\d{{2}}|{OPEN})(?::\d{{2}}(?:[.,]\d+)?)?|"
    rf"時(?!間)\s*(?:(?P<mj>\d{{1,2}}|{OPEN})\s*分(?!間)(?:\s*\d{{1,2}}\s*秒)?|(?P<hj>半))?|(?=\s*[ap]\.?m\b))(?!\d)"
    r"\s*(?P<half2>am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
NOON: Final = re.compile(r"正午|\bnoon\b", re.IGNORECASE)
ZONE: Final = re.compile(r"(?<![A-Za-z])(?:(?P<utc>Z\b|UTC|GMT)|JST|\+09:?00)(?P<off>[+-]\d{2}:?\d{2})?", re.IGNORECASE)
OTHER_OFFSET: Final = re.compile(r"(?<=\d)([+-])(\d{2}):?(\d{2})$")
