"""Nouns of the trade: a run of them is nobody's name."""

import re
from typing import Final

from noroshi.traces.words import words

NOT_COMPANIES: Final = frozenset(words("not_companies"))
NOUNS: Final = re.compile("|".join(sorted({*NOT_COMPANIES, *words("nouns")}, key=len, reverse=True)))
LONG_NOUNS: Final = re.compile(
    "|".join(sorted((one for one in {*NOT_COMPANIES, *words("nouns")} if len(one) > 1), key=len, reverse=True))
)
"""Names of people are made of characters that are nouns by themselves: 部, 本, 一."""
