"""Which language the command speaks: decided once, before any help text is made."""

import os
import sys
from collections.abc import Mapping, Sequence


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """`--lang ja` or `--lang=ja` first, then the variables of the locale in the order POSIX gives them."""
    for position, word in enumerate(arguments):
        if word == "--lang" and position + 1 < len(arguments):
            return _code(arguments[position + 1])
        if word.startswith("--lang="):
            return _code(word.partition("=")[2])
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return _code(locale)


def _code(word: str) -> str:
    return "ja" if word.lower().startswith("ja") else "en"


LANGUAGE = chosen(sys.argv[1:], os.environ)


def say(en: str, ja: str) -> str:
    return ja if LANGUAGE == "ja" else en
