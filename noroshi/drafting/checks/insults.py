"""Words that hurt somebody or say what is not proven (誹謗中傷): named once more before it leaves, never taken out."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from noroshi.drafting.checks.finding import CheckKind

LISTED: Final = Path(__file__).with_suffix(".toml")


def insults(text: str) -> Iterator[tuple[CheckKind, str]]:
    """Each word once."""
    meaning = _harmless().sub(lambda found: " " * len(found[0]), text)
    found = dict.fromkeys(one[0] for one in _pattern().finditer(meaning))
    yield from ((CheckKind.INSULT, word) for word in found)


@cache
def _plain() -> dict[str, Any]:
    return tomllib.loads(LISTED.read_text(encoding="utf-8"))


@cache
def _pattern() -> re.Pattern[str]:
    english = "|".join(_longest_first(_plain()["en"]))
    japanese = "|".join(_longest_first(_plain()["ja"]))
    return re.compile(rf"{japanese}|(?<![A-Za-z-])(?:{english})(?![A-Za-z-])", re.IGNORECASE)


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile("|".join(_longest_first(_plain()["but"])), re.IGNORECASE)


def _longest_first(words: list[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=len, reverse=True)]
