"""Who the documents name: kinds of parties, ministries, agencies, CEPTOARs (手引書 V.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from noroshi.schemes.shapes import Between, Names, Refers, each
from noroshi.vocabulary import Basis, Bilingual, DeskKind, OrganizationKind, Role


@dataclass(frozen=True, slots=True)
class PartyKind(Bilingual):
    """A kind of party as the scheme calls it, and what it is in our vocabulary. `public` is neither."""

    id: Annotated[str, Names("party_kind")]
    ja: str
    en: str
    organization_kind: OrganizationKind | None = None
    desk_kind: DeskKind | None = None
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Ministry(Bilingual):
    """A ministry or agency of the government; its name holds between dates."""

    id: Annotated[str, Names("ministry")]
    ja: str
    en: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Which ministries the documents count among a kind. `open_ended` where they end the list with 等 or give none."""

    kind: OrganizationKind
    members: tuple[Annotated[str, Refers("ministry")], ...] = ()
    open_ended: bool = False
    basis: Basis = Basis.STATED
    rule_ja: str = ""
    rule_en: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """An information security agency that the documents name."""

    id: Annotated[str, Names("agency")]
    ja: str
    en: str
    note_ja: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Ceptoar(Bilingual):
    """A CEPTOAR that the documents name."""

    id: Annotated[str, Names("ceptoar")]
    ja: str
    en: str
    sector: Annotated[str, Refers("sector")]
    cite: str = ""


@dataclass(frozen=True, slots=True)
class NamedIsac:
    """An ISAC that the documents name; some serve no sector of the plan."""

    id: Annotated[str, Names("isac")]
    ja: str
    en: str
    sector: Annotated[str, Refers("sector")] | None = None
    established: str = ""
    note_ja: str = ""
    note_en: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class PartyRole:
    """A role inside parties, as the documents call it."""

    id: Annotated[str, Names("party_role")]
    ja: str
    en: str
    role: Role | None = None
    at: tuple[Annotated[str, Refers("party_kind")], ...] = ()
    cite: str = ""


@dataclass(frozen=True, slots=True)
class KindRequirement:
    """What a party must fulfill to count as one (第2次行動計画 II.2(3))."""

    kind: OrganizationKind
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Parties:
    """`parties.toml`."""

    ceptoar_count: Annotated[int, Between(0, 999)]
    kinds: tuple[PartyKind, ...] = each("kind", some=True)
    ministries: tuple[Ministry, ...] = each("ministry", some=True)
    memberships: tuple[Membership, ...] = each("membership", some=True)
    agencies: tuple[Agency, ...] = each("agency")
    ceptoars: tuple[Ceptoar, ...] = each("ceptoar", some=True)
    isacs: tuple[NamedIsac, ...] = each("isac")
    roles: tuple[PartyRole, ...] = each("role")
    requirements: tuple[KindRequirement, ...] = each("requirement")
    cite: str = ""
