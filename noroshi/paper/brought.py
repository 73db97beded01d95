"""What was read out of a form that came in: the values by field, where each stood, and everything that was not taken over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from unicodedata import normalize

from noroshi.schemes import Scheme
from noroshi.schemes.words import OptionSet
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import Refusal

MOST_TROUBLES: Final = 200
SHOWN: Final = 60
BESIDE: Final = frozenset(
    {"edition_number", "reference_number", "reported_at", "provided_at", "destinations", "source_channel"}
)
"""Given by the deed: told as read, never taken for content."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """`place` as the sender finds it: a cell (B12), a line (12行目 is `L12`); empty for the whole file."""

    place: str
    refusal: Refusal
    field: str = ""

    def message(self, lang: str) -> str:
        """B12: Formulas are not read. …"""
        words = self.refusal.message(lang)
        return f"{place_words(self.place, lang)}: {words}" if self.place else words

    def without_words(self, lang: str) -> str:
        """The same for an answer that travels where the content must not: nothing that the sender wrote is repeated."""
        params: dict[str, Any] = {
            name: "…" if name == "given" else value for name, value in self.refusal.params.items()
        }
        hidden = type(self.refusal)(**params)
        return Trouble(self.place, hidden, self.field).message(lang)


@dataclass(frozen=True, slots=True)
class FileBrought:
    """A file that came inside the form, for the field of the form that holds such files."""

    field: str
    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FormRead:
    """`typed` and `marks` as a draft keeps them. `beside` is what the deed gives anew: number, reference number, times, destinations."""

    kind: FormKind
    typed: Mapping[str, Any]
    marks: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    scope: str = ""
    beside: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[Trouble, ...] = ()
    files: tuple[FileBrought, ...] = ()
    scheme_key: str = ""
    form_id: str = ""

    @property
    def says_nothing(self) -> bool:
        return not self.typed and not self.beside and not self.scope and not self.files


def place_words(place: str, lang: str) -> str:
    """Cells by their own names; lines of a text as people count them."""
    if place.startswith("L") and place[1:].isdecimal():
        return f"line {place[1:]}" if lang.lower().startswith("en") else f"{place[1:]} 行目"
    return place


def found_sector(scheme: Scheme, text: str) -> str:
    """電力, 電力分野, electricity; empty for what the scheme does not know."""
    wanted = folded(text).removesuffix("分野")
    return next((one.id for one in scheme.sectors if wanted in {folded(one.ja), folded(one.en), one.id}), "")


def listed_sectors(scheme: Scheme) -> str:
    return "、".join(one.ja for one in scheme.sectors)


def listed_options(options: OptionSet) -> str:
    return "、".join(option.ja for option in options.options)


def short(text: str) -> str:
    """So much of what was written that its writer finds it again."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[:SHOWN]}…"


def folded(text: str) -> str:
    """Width of letters and white space make no difference."""
    return "".join(normalize("NFKC", text).casefold().split())
