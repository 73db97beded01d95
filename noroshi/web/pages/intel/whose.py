"""Whose information it is, in one line: its author, and where nobody is named, the organization whose source it is."""

from noroshi.intel.authors import Whose
from noroshi.web.pages.directory.words import language


def whose_shown(whose: Whose) -> str:
    """Empty where this reader is told neither."""
    return whose.author.name if whose.author else house_shown(whose)


def house_shown(whose: Whose) -> str:
    return whose.house.name(language()) if whose.house else ""
