"""The lists from which a form lets people choose, with every wording under which an option may come back."""

from dataclasses import dataclass
from typing import Annotated
from unicodedata import normalize

from noroshi.schemes.shapes import Between, Names, Refers, each
from noroshi.vocabulary import Bilingual, Word


class Select(Word):
    """How many options may be chosen."""

    ONE = "one", "1つのみ選択", "exactly one"
    SEVERAL = "several", "複数選択可", "any number"


@dataclass(frozen=True, slots=True)
class Group:
    """A printed heading over some options."""

    id: Annotated[str, Names("option_group")]
    ja: str
    en: str
    above: Annotated[str, Refers("option_group", here=True)] | None = None


@dataclass(frozen=True, slots=True)
class Option(Bilingual):
    """One box to tick. `variants` are other printings and misreadings that mean the same; ids are what is stored."""

    id: Annotated[str, Names("option")]
    ja: str
    en: str
    group: Annotated[str, Refers("option_group", here=True)] | None = None
    hint_ja: str = ""
    hint_en: str = ""
    rank: Annotated[int, Between(1, 99)] | None = None
    follow_up: bool = False
    asks: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionSet:
    """A named list of options. `vocabulary` ties its ids to a closed list of words."""

    id: Annotated[str, Names("option_set")]
    ja: str
    en: str
    select: Select
    options: tuple[Option, ...] = each("option", some=True)
    groups: tuple[Group, ...] = each("group")
    vocabulary: str = ""
    cite: str = ""

    def option(self, option_id: str) -> Option | None:
        return next((option for option in self.options if option.id == option_id), None)

    def read(self, text: str) -> Option | None:
        """The option that a printed or typed wording means; spacing and letter width do not matter."""
        wanted = _plain(text)
        for option in self.options:
            if wanted in {_plain(known) for known in (option.id, option.ja, option.en, *option.variants)}:
                return option
        return None


@dataclass(frozen=True, slots=True)
class Misprint:
    """A wording of the printed documents that is read as another one."""

    printed: str
    read_as: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the scheme with our short explanation."""

    id: Annotated[str, Names("term")]
    ja: str
    en: str
    meaning_ja: str
    meaning_en: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """`words.toml`."""

    sets: tuple[OptionSet, ...] = each("set", some=True)
    misprints: tuple[Misprint, ...] = each("misprint")
    terms: tuple[Term, ...] = each("term")
    cite: str = ""


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).casefold().split())
