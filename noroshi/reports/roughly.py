"""Figures told roughly: 12 sites are dozens. Together with sector and day an exact figure may say who it was (手引書 2.1 匿名化)."""

import re
import unicodedata
from typing import Final

COUNTERS: Final = (
    "台|件|名|人|拠点|箇所|か所|ヶ所|カ所|社|軒|戸|世帯|回|通|個|本|店舗|事業所|発電所|変電所|ユーザー?|アカウント"
)
FIGURE: Final = re.compile(
    rf"(?:約|およそ)?(?<![0-9０-９.．:：/／-])([0-9０-９][0-9０-９,，]*)(?![0-9０-９.．:：/／-])(\s*[万億]?)\s*({COUNTERS})"
)
ENGLISH: Final = re.compile(
    r"(?<![\d.:/-])(\d[\d,]*)(?![\d.:/-])\s+(sites|machines|terminals|servers|hosts|people|users|customers|accounts|households|cases|branches|offices)",
    re.IGNORECASE,
)
JAPANESE: Final = (
    (10, "数"),
    (100, "数十"),
    (1000, "数百"),
    (10_000, "数千"),
    (100_000, "数万"),
    (1_000_000, "数十万"),
)
WORDS: Final = ((10, "several"), (100, "dozens of"), (1000, "hundreds of"), (10_000, "thousands of"))
UNITS: Final = {"万": 10_000, "億": 100_000_000, "": 1}


def roughly(text: str) -> str:
    """Only figures that count something; times, dates, addresses and versions stay."""
    return ENGLISH.sub(_english, FIGURE.sub(_japanese, text))


def _japanese(found: re.Match[str]) -> str:
    number = _number(found[1]) * UNITS[found[2].strip()]
    word = next((word for most, word in JAPANESE if number < most), "数百万以上の")
    return found[0] if number <= 1 else f"{word}{found[3]}"


def _english(found: re.Match[str]) -> str:
    number = _number(found[1])
    word = next((word for most, word in WORDS if number < most), "tens of thousands of")
    return found[0] if number <= 1 else f"{word} {found[2]}"


def _number(text: str) -> int:
    return int(unicodedata.normalize("NFKC", text).replace(",", ""))
