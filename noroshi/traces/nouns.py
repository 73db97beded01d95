"""Nouns of the trade: a run of them is nobody's name."""

import re
from typing import Final

from noroshi.traces.words import any_of, words

NOT_COMPANIES: Final = frozenset(words("not_companies"))
ANY_NOUN: Final = any_of((*NOT_COMPANIES, *words("nouns")))
ANY_LONG_NOUN: Final = any_of(one for one in (*NOT_COMPANIES, *words("nouns")) if len(one) > 1)
NOUNS: Final = re.compile(ANY_NOUN)
LONG_NOUNS: Final = re.compile(ANY_LONG_NOUN)
"""Names of people are made of characters that are nouns by themselves: 部, 本, 一."""
