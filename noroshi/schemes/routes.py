"""By which parties information goes, when, and by what means (手引書 2, 3; 第2次行動計画 別添2, 3)."""

from dataclasses import dataclass
from typing import Annotated

from noroshi.schemes.shapes import Names, Refers, each
from noroshi.vocabulary import Bilingual, Channel, FormKind


@dataclass(frozen=True, slots=True)
class Route(Bilingual):
    """One way through the parties. All `conditions` must hold; `copied_to` gets the same at the same moment."""

    id: Annotated[str, Names("route")]
    form: FormKind
    ja: str
    en: str
    steps: tuple[Annotated[str, Refers("party_kind")], ...]
    when_ja: str = ""
    when_en: str = ""
    conditions_ja: tuple[str, ...] = ()
    conditions_en: tuple[str, ...] = ()
    copied_to: tuple[Annotated[str, Refers("party_kind")], ...] = ()
    statutory: bool = False
    anonymized: bool = False
    ours: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Case(Bilingual):
    """A case in which a report is due or an advisory is given."""

    id: Annotated[str, Names("case")]
    form: FormKind
    ja: str
    en: str
    threat: Annotated[str, Refers("option")] | None = None
    gate: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """A means of communication that the scheme names."""

    channel: Channel
    ja: str
    en: str
    default: bool = False


@dataclass(frozen=True, slots=True)
class Principle:
    """A rule of handling that all routes share, in our words."""

    id: Annotated[str, Names("principle")]
    ja: str
    en: str
    ours: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class RelatedFramework:
    """Another framework beside the plan and how the two meet."""

    id: Annotated[str, Names("framework")]
    ja: str
    en: str
    relation_ja: str
    relation_en: str
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Routes:
    """`routes.toml`."""

    routes: tuple[Route, ...] = each("route", some=True)
    cases: tuple[Case, ...] = each("case")
    means: tuple[Means, ...] = each("means")
    principles: tuple[Principle, ...] = each("principle")
    frameworks: tuple[RelatedFramework, ...] = each("framework")
    cite: str = ""
