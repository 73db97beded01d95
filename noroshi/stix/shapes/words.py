"""What single values look like. Each check takes the value and its path, and raises Wrong; types are JSON's own."""

import binascii
import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.limits import LARGEST

type Check = Callable[[Any, str], None]

MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?Z", re.ASCII)
LANGUAGE: Final = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
HEX: Final = re.compile(r"(?:[0-9A-Fa-f]{2})+", re.ASCII)
VERB: Final = re.compile(r"[a-z0-9-]{1,250}", re.ASCII)
PROPERTY: Final = re.compile(r"[a-z0-9_]{1,250}", re.ASCII)
KEY: Final = re.compile(r"[A-Za-z0-9_-]{1,250}", re.ASCII)
NAMES: Final = {
    str: "string",
    int: "integer",
    float: "float",
    bool: "boolean",
    list: "list",
    dict: "dictionary",
    type(None): "null",
}


def named(value: object) -> str:
    """The JSON word for what was given."""
    return NAMES[type(value)]


def text(value: Any, path: str) -> None:
    if type(value) is not str:
        raise Wrong("wrong_type", path, named(value))


def verb(value: Any, path: str) -> None:
    """How one object stands to another: `attributed-to`."""
    text(value, path)
    if VERB.fullmatch(value) is None:
        raise Wrong("wrong_value", path, value)


def boolean(value: Any, path: str) -> None:
    if type(value) is not bool:
        raise Wrong("wrong_type", path, named(value))


def number(value: Any, path: str) -> None:
    if type(value) not in {int, float}:
        raise Wrong("wrong_type", path, named(value))


def integer(low: int = -LARGEST, high: int = LARGEST) -> Check:
    def check(value: Any, path: str) -> None:
        if type(value) is not int:
            raise Wrong("wrong_type", path, named(value))
        if not low <= value <= high:
            raise Wrong("out_of_bounds", path, f"{low}-{high}")

    return check


def between(low: float, high: float) -> Check:
    def check(value: Any, path: str) -> None:
        number(value, path)
        if not low <= value <= high:
            raise Wrong("out_of_bounds", path, f"{low}-{high}")

    return check


def one_of(*words: str) -> Check:
    allowed = frozenset(words)

    def check(value: Any, path: str) -> None:
        text(value, path)
        if value not in allowed:
            raise Wrong("wrong_word", path, value)

    return check


def at(value: Any, path: str) -> None:
    """A moment, exactly as the standard writes it: `T`, `Z`, on the calendar."""
    text(value, path)
    if not is_moment(value):
        raise Wrong("not_a_moment", path, value)


def is_moment(value: str) -> bool:
    if MOMENT.fullmatch(value) is None:
        return False
    try:
        moment(value)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def moment(value: str) -> datetime:
    """ValueError where it is on no calendar. Finer than microseconds is cut."""
    return datetime.fromisoformat(value)


def language(value: Any, path: str) -> None:
    text(value, path)
    if LANGUAGE.fullmatch(value) is None:
        raise Wrong("not_a_language", path, value)


def hexadecimal(value: Any, path: str) -> None:
    text(value, path)
    if HEX.fullmatch(value) is None:
        raise Wrong("not_hex", path, value)


def base64(value: Any, path: str) -> None:
    text(value, path)
    try:
        binascii.a2b_base64(value, strict_mode=True)
    except ValueError:
        raise Wrong("not_base64", path) from None


def listed(check: Check) -> Check:
    """A list is never empty: what has nothing in it is left out."""

    def each(value: Any, path: str) -> None:
        if type(value) is not list:
            raise Wrong("wrong_type", path, named(value))
        if not value:
            raise Wrong("empty", path)
        for number_, one in enumerate(value):
            check(one, f"{path}[{number_}]")

    return each


def dictionary(check: Check | None = None, key: re.Pattern[str] = KEY) -> Check:
    def each(value: Any, path: str) -> None:
        if type(value) is not dict:
            raise Wrong("wrong_type", path, named(value))
        if not value:
            raise Wrong("empty", path)
        for name, one in value.items():
            if key.fullmatch(name) is None:
                raise Wrong("not_a_key", path, name)
            if check is not None:
                check(one, f"{path}.{name}")

    return each


def anything(value: Any, path: str) -> None:
    """What only its own extension knows."""
