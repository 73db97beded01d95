"""Telephone numbers and e-mail addresses as people type them: full-width, with all kinds of dashes, with extensions."""

import re
from typing import Final
from unicodedata import normalize

from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import clean_line
from noroshi.vocabulary.unreadable import EmailUnreadable, TelephoneUnreadable

DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－ｰ─", "-"))
NUMBER: Final = re.compile(r"\(?\+?[0-9][0-9()\- ]{1,30}[0-9]")
EXTENSION: Final = re.compile(r"[ ,]*\(?(?:内線|ext(?:ension)?\.?|x)[ :.]*([0-9]{1,8})\)?$", re.IGNORECASE)
EMAIL: Final = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}", re.IGNORECASE
)
FEWEST_DIGITS: Final = 9
SHORT_WITHOUT_AREA: Final = 5


class TelephoneWithoutArea(Refusal):
    code, status = "telephone_without_area", 422
    ja = "市外局番から入力してください（例 03-1234-5678）。"
    en = "Give the area code too, such as 03-1234-5678."


def telephone(value: object) -> str:
    """`０３（１２３４）５６７８ 内線１２` becomes `03(1234)5678 内線12`."""
    typed = normalize("NFKC", clean_line(value, most=80)).translate(DASHES).strip()
    number, extension = _apart(typed)
    if not typed:
        return ""
    digits = sum(character.isdigit() for character in number)
    if not NUMBER.fullmatch(number) or not _is_balanced(number) or digits > 15 or digits < SHORT_WITHOUT_AREA:
        raise TelephoneUnreadable
    if digits < FEWEST_DIGITS or number.lstrip("(")[0] not in "0+":
        raise TelephoneWithoutArea
    return f"{number} 内線{extension}" if extension else number


def email(value: object) -> str:
    typed = normalize("NFKC", clean_line(value, most=254)).strip()
    if typed and (len(typed) > 254 or ".." in typed or not EMAIL.fullmatch(typed)):
        raise EmailUnreadable
    return typed


def _apart(typed: str) -> tuple[str, str]:
    found = EXTENSION.search(typed)
    return (typed[: found.start()].strip(), found[1]) if found else (typed, "")


def _is_balanced(number: str) -> bool:
    return number.count("(") == number.count(")")
