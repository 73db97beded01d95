"""Names in the reader's language: sectors of the schemes, closed words, things of the directory."""

from functools import cache
from typing import Final, Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from noroshi.schemes import all_schemes
from noroshi.vocabulary import Word


class Named(Protocol):
    def name(self, language: str) -> str: ...


WEIGHTY: Final[dict[str, str | Promise]] = {
    "kinds": _("Kinds of organization"),
    "sectors": _("Sectors"),
    "ministry": _("Responsible ministry"),
    "ceptoars": _("CEPTOARs"),
    "is_active": _("Takes part"),
}
COLUMNS: Final[dict[str, str | Promise]] = {
    **WEIGHTY,
    "handle": _("Handle"),
    "organization": _("Organization"),
    "name_ja": _("Name"),
    "name_kana": _("Reading (kana)"),
    "name_en": _("Name in English"),
    "other_names": _("Other names"),
    "note_ja": _("Remarks"),
    "note_en": _("Remarks in English"),
    "kind": _("Kind"),
    "telephone": _("Telephone"),
    "fax": _("Fax"),
    "email": _("E-mail"),
    "login": _("Sign-in name"),
    "desk": _("Desk"),
    "role": _("Role"),
    "tie": _("Tie to the organization"),
    "nda_until": _("NDA until"),
    "is_poc": _("Point of contact"),
    "is_deputy": _("Deputy point of contact"),
    "is_administrator": _("Administrator"),
    "duties": _("Standing duties"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "record": _("Kind of record"),
}
AGREEMENTS: Final[dict[str, str | Promise]] = {
    "handling": _("Handling agreement (direct path)"),
    "nda": _("NDA"),
    "analysis_partner": _("Analysis partner"),
    "specimens": _("Specimens are given to a desk"),
}
RECORDS: Final[dict[str, str | Promise]] = {
    "organization": _("Organization"),
    "desk": _("Desk"),
    "person": _("Person"),
    "membership": _("Seat"),
}
"""Kinds of records of an import file."""


def language() -> str:
    return "en" if (get_language() or "ja").startswith("en") else "ja"


def separator() -> str:
    return ", " if language() == "en" else "、"


def sector_name(sector: str) -> str:
    """As the scheme in force calls it; else as an earlier one did."""
    return dict(sector_choices()).get(sector, sector)


def sector_choices() -> list[tuple[str, str]]:
    return _sectors(language())


@cache
def _sectors(lang: str) -> list[tuple[str, str]]:
    schemes = sorted(all_schemes(), key=lambda scheme: scheme.header.id != settings.PLATFORM_SCHEME)
    names: dict[str, str] = {}
    for scheme in schemes:
        for sector in scheme.sectors:
            names.setdefault(sector.id, sector.label(lang))
    return list(names.items())


def label_of(words: type[Word], value: str) -> str:
    return words.of(value).label(language())


def sentence(words: str) -> str:
    """A word where it begins a line."""
    return words[:1].upper() + words[1:]


def word_choices(words: type[Word]) -> list[tuple[str, str]]:
    return [(value, sentence(label)) for value, label in words.choices(language())]


def to_choose(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Nothing is chosen beforehand where the first of the list would be an accident."""
    return [("", gettext("Choose…")), *choices]


def column_name(column: str) -> str:
    return str(COLUMNS.get(column, column))
