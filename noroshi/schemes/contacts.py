"""Who is meant and how they are reached, sector by sector (第2次行動計画 別紙1, 別紙5)."""

from dataclasses import dataclass
from typing import Annotated

from noroshi.schemes.shapes import Names, Refers, each


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Target operators, important systems, and the existing and emergency ways of contact of one sector."""

    sector: Annotated[str, Refers("sector"), Names("arrangement")]
    target_operators: tuple[str, ...] = ()
    important_systems: tuple[str, ...] = ()
    existing_up: tuple[str, ...] = ()
    existing_down: tuple[str, ...] = ()
    existing_lateral: tuple[str, ...] = ()
    emergency_up: tuple[str, ...] = ()
    emergency_down: tuple[str, ...] = ()
    discussion: tuple[str, ...] = ()
    note_ja: str = ""
    note_en: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Contacts:
    """`contacts.toml`. What a scheme's documents no longer print is shown from `carried_from`, and said so."""

    carried_from: str = ""
    arrangements: tuple[Arrangement, ...] = each("arrangement")
    cite: str = ""
