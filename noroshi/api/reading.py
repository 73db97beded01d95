"""Bodies are read strictly: one JSON value, UTF-8, every name once, no numbers that JSON readers disagree about."""

import json
import math
from typing import Any, Final

from django.http import HttpRequest
from ninja.parser import Parser

from noroshi.vocabulary.errors import Malformed

DEEPEST: Final = 32
LARGEST: Final = 2**53 - 1


class StrictParser(Parser):
    """Raises `Malformed` for everything that is not what we mean by JSON."""

    def parse_body(self, request: HttpRequest) -> Any:
        return read(request.body)


def read(body: bytes) -> Any:
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_int=_whole,
            parse_float=_float,
        )
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Malformed from None
    _must_be_shallow(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name given twice is a mistake, not the last one's luck."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> Any:
    raise ValueError


def _whole(text: str) -> int:
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError
    return number


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _must_be_shallow(value: Any, depth: int = 0) -> None:
    if depth > DEEPEST:
        raise Malformed
    if isinstance(value, dict):
        for part in value.values():
            _must_be_shallow(part, depth + 1)
    elif isinstance(value, list):
        for part in value:
            _must_be_shallow(part, depth + 1)
