"""Duties to report that stand beside the plan: one event, several addressees, each with its own deadline."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from noroshi.schemes.shapes import Between, Names, Refers, each


@dataclass(frozen=True, slots=True)
class Deadline:
    """A stage of the duty (速報, 詳報) and the hours from awareness, where the law gives them."""

    stage_ja: str
    stage_en: str
    hours: Annotated[int, Between(0, 100_000)] | None = None


@dataclass(frozen=True, slots=True)
class Duty:
    """Who owes what to whom, when. `shared_with_consent`: the receiving office passes on only if the victim agrees."""

    id: Annotated[str, Names("duty")]
    ja: str
    en: str
    owed_by: Annotated[str, Refers("party_kind")]
    owed_to: Annotated[str, Refers("party_kind")]
    trigger_ja: str
    trigger_en: str
    law: str = ""
    form: Annotated[str, Refers("form")] | None = None
    sectors: tuple[Annotated[str, Refers("sector")], ...] = ()
    shared_with_consent: bool = False
    deadlines: tuple[Deadline, ...] = each("deadline")
    valid_from: date | None = None
    valid_to: date | None = None
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Duties:
    """`duties.toml`; it may hold none."""

    duties: tuple[Duty, ...] = each("duty")
    cite: str = ""
