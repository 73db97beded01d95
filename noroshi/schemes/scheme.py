"""The scheme itself: everything that one action plan prints, read once and never changed afterwards."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from noroshi.schemes.contacts import Contacts
from noroshi.schemes.duties import Duties
from noroshi.schemes.forms import Form
from noroshi.schemes.numbering import Numbering
from noroshi.schemes.parties import Ceptoar, Ministry, Parties
from noroshi.schemes.routes import Routes
from noroshi.schemes.sectors import Sector, Sectors
from noroshi.schemes.shapes import Between, Names, each
from noroshi.schemes.sharing_tables import Sharing
from noroshi.schemes.words import OptionSet, Words
from noroshi.vocabulary import Bilingual, FormKind, OrganizationKind


@dataclass(frozen=True, slots=True)
class CenterName(Bilingual):
    """What the center was called between dates."""

    ja: str
    en: str
    short_ja: str = ""
    short_en: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Purpose(Bilingual):
    """What shared information is for."""

    id: Annotated[str, Names("purpose")]
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step in the history of the plans."""

    year: Annotated[int, Between(1900, 2999)]
    ja: str
    en: str
    month: Annotated[int, Between(1, 12)] | None = None


@dataclass(frozen=True, slots=True)
class Header(Bilingual):
    """`scheme.toml`."""

    format: Annotated[int, Between(1, 1)]
    id: str
    ja: str
    en: str
    short_ja: str
    short_en: str
    decided_on: date
    decided_by_ja: str
    decided_by_en: str
    valid_from: date
    valid_to: date | None = None
    revised_on: date | None = None
    replaces: str = ""
    motto_ja: str = ""
    motto_en: str = ""
    goal_ja: str = ""
    goal_en: str = ""
    legal_basis: tuple[str, ...] = ()
    detailed_rules_ja: str = ""
    status_ja: str = ""
    status_en: str = ""
    coverage_ja: tuple[str, ...] = ()
    coverage_en: tuple[str, ...] = ()
    free_text_only: bool = False
    centers: tuple[CenterName, ...] = each("center", some=True)
    purposes: tuple[Purpose, ...] = each("purpose")
    history: tuple[Milestone, ...] = each("milestone")
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """One edition of one scheme. An item that remembers `key` renders with this edition for ever."""

    edition: str
    header: Header
    sector_list: Sectors
    parties: Parties
    words: Words
    sharing: Sharing
    routes: Routes
    numbering: Numbering
    contacts: Contacts
    duties: Duties
    forms: tuple[Form, ...]

    @property
    def id(self) -> str:
        return self.header.id

    @property
    def key(self) -> str:
        """What an item remembers: `plan4@0123456789abcdef`."""
        return f"{self.id}@{self.edition}"

    def label(self, lang: str) -> str:
        return self.header.label(lang)

    def is_valid_on(self, day: date) -> bool:
        return self.header.valid_from <= day <= (self.header.valid_to or date.max)

    @property
    def sectors(self) -> tuple[Sector, ...]:
        return self.sector_list.sectors

    def sector(self, sector_id: str) -> Sector | None:
        return next((sector for sector in self.sectors if sector.id == sector_id), None)

    def ministry(self, ministry_id: str) -> Ministry | None:
        return next((ministry for ministry in self.parties.ministries if ministry.id == ministry_id), None)

    def ministries_of_kind(self, kind: OrganizationKind) -> tuple[Ministry, ...]:
        """The named ministries of a kind; `open_ended` memberships may have more."""
        named = {one for group in self.parties.memberships if group.kind is kind for one in group.members}
        return tuple(ministry for ministry in self.parties.ministries if ministry.id in named)

    def ceptoar(self, ceptoar_id: str) -> Ceptoar | None:
        return next((ceptoar for ceptoar in self.parties.ceptoars if ceptoar.id == ceptoar_id), None)

    def option_set(self, set_id: str) -> OptionSet | None:
        return next((options for options in self.words.sets if options.id == set_id), None)

    def form(self, kind: FormKind) -> Form | None:
        """The form as printed; None where the scheme prints none and its items are free text."""
        return next((form for form in self.forms if form.kind is kind), None)

    def center_on(self, day: date) -> CenterName | None:
        """The center's name on that day."""
        for center in self.header.centers:
            if (center.valid_from or date.min) <= day <= (center.valid_to or date.max):
                return center
        return None
