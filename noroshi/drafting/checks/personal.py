"""Probable personal data: My Number and cards by their check digits, a name beside a contact, private mail."""

import re
from collections.abc import Iterator
from typing import Final

from noroshi.drafting.checks.finding import CheckKind

DIGITS: Final = re.compile(r"(?<![\d.\-:/])\d(?:[ \-]?\d){11,18}(?![\d\-])")
MY_NUMBER_LENGTH: Final = 12
CARD_LENGTHS: Final = frozenset({13, 14, 15, 16, 19})
CARD_STARTS: Final = frozenset("3456")
STAMP: Final = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
MAIL: Final = re.compile(r"[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}")
PRIVATE_HOSTS: Final = (
    *("gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "icloud.com", "me.com", "outlook.com"),
    *(
        "outlook.jp",
        "hotmail.com",
        "hotmail.co.jp",
        "live.jp",
        "docomo.ne.jp",
        "ezweb.ne.jp",
        "au.com",
        "softbank.ne.jp",
    ),
    *("i.softbank.jp", "ymobile.ne.jp", "nifty.com", "biglobe.ne.jp", "ocn.ne.jp", "so-net.ne.jp", "proton.me"),
)
TELEPHONE: Final = re.compile(r"(?<!\d)0\d{1,4}[\-(（ ]?\d{1,4}[\-)） ]?\d{3,4}(?!\d)")
NAME: Final = re.compile(
    r"(?:[\u4e00-\u9fff々]{1,4}[ \u3000]?[\u4e00-\u9fffぁ-んァ-ヶ]{1,4}(?:様|さん|氏|殿|さま))"
    r"|(?:氏名|担当者|名前|お名前)[ \u3000]*[:：][ \u3000]*\S{2,20}"
    r"|(?:\b(?:Mr|Ms|Mrs|Dr)\.? [A-Z][a-z]+(?: [A-Z][a-z]+)?)"
)
PRIVATE_LIFE: Final = re.compile(
    r"生年月日|旅券番号|運転免許証番号|健康保険証|自宅(?:住所|電話)|病歴|date of birth|passport n", re.I
)
NEAR: Final = 60


def personal(text: str) -> Iterator[tuple[CheckKind, str]]:
    """Of a text with plain digits and letters (NFKC)."""
    yield from _numbers(text)
    for mail in MAIL.finditer(text):
        if mail[0].rpartition("@")[2].lower() in PRIVATE_HOSTS:
            yield CheckKind.PERSONAL_MAIL, mail[0]
    contacts = [one.span() for pattern in (MAIL, TELEPHONE) for one in pattern.finditer(text)]
    for name in NAME.finditer(text):
        if any(start - NEAR < name.end() and name.start() < end + NEAR for start, end in contacts):
            yield CheckKind.PERSON, name[0]
    yield from ((CheckKind.PRIVATE_LIFE, found[0]) for found in PRIVATE_LIFE.finditer(text))


def _numbers(text: str) -> Iterator[tuple[CheckKind, str]]:
    for found in DIGITS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) == MY_NUMBER_LENGTH and is_my_number(digits) and not STAMP.match(digits):
            yield CheckKind.MY_NUMBER, digits
        elif len(digits) in CARD_LENGTHS and digits[0] in CARD_STARTS and is_card(digits):
            yield CheckKind.CARD, digits


def is_my_number(digits: str) -> bool:
    """The check digit of the individual number (行政手続における特定の個人を識別するための番号の利用等に関する法律施行規則)."""
    *head, check = map(int, digits)
    total = sum(digit * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(reversed(head), start=1))
    rest = total % 11
    return len(set(digits)) > 1 and check == (0 if rest <= 1 else 11 - rest)


def is_card(digits: str) -> bool:
    """Luhn's sum, and not one digit over and over."""
    doubled = (
        digit if place % 2 == 0 else sum(divmod(2 * digit, 10))
        for place, digit in enumerate(map(int, reversed(digits)))
    )
    return len(set(digits)) > 1 and sum(doubled) % 10 == 0
