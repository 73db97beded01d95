"""The decision tables read as the policy's own values. Desks are named in words; the tables never see a number."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.marking import Cap, Marking, PartMarking
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import DeskKind, Leg, OrganizationKind, TableVariant, Tlp

HERE = Path(__file__).resolve().parent
DESKS: dict[str, dict[str, Any]] = tomllib.loads((HERE / "desks.toml").read_text("utf-8"))["desk"]
NUMBERS = {name: number for number, name in enumerate(DESKS, start=1)}


@dataclass(frozen=True)
class DecisionTable:
    """One page of decisions: a marking, who carried it, and what must come out for every desk."""

    name: str
    ja: str
    en: str
    cite: str
    marking: Marking
    carriers: frozenset[int]
    may: dict[str, str]
    never: dict[str, str]


def desk_facts() -> dict[str, DeskFacts]:
    return {
        name: DeskFacts(
            desk=NUMBERS[name],
            organization=desk["organization"],
            kinds=frozenset(map(OrganizationKind, desk["kinds"])),
            desk_kind=DeskKind(desk.get("desk_kind", "general")),
            sectors=frozenset(desk.get("sectors", [])),
            ministry=desk.get("ministry"),
            ceptoars=frozenset(desk.get("ceptoars", [])),
            is_analysis_partner=desk.get("is_analysis_partner", False),
        )
        for name, desk in DESKS.items()
    }


def tables() -> list[DecisionTable]:
    return [_table(path) for path in sorted((HERE / "tables").glob("*.toml"))]


def _table(path: Path) -> DecisionTable:
    page = tomllib.loads(path.read_text("utf-8"))
    plain = page["marking"]
    marking = Marking(
        **_cap(plain),
        originator=NUMBERS[plain["originator"]],
        caps=tuple(Cap(**_cap(source)) for source in plain.get("source", [])),
    )
    if "part" in page:
        marking = marking.for_part(_part(page["part"]))
    carriers = frozenset(NUMBERS[name] for name in page.get("carriers", []))
    return DecisionTable(path.stem, page["ja"], page["en"], page["cite"], marking, carriers, page["may"], page["never"])


def _cap(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        "tlp": Tlp(plain["tlp"]),
        "variant": TableVariant(plain["variant"]),
        "leg": Leg(plain["leg"]),
        "sectors": frozenset(plain["sectors"]),
        "receivers": frozenset(NUMBERS[name] for name in plain.get("receivers", [])),
        "destinations": _parties(plain.get("destinations", [])),
        "additions": _parties(plain.get("additions", [])),
        "exclusions": _parties(plain.get("exclusions", [])),
        "only": _parties(plain["only"]) if "only" in plain else None,
        "is_recalled": plain.get("is_recalled", False),
        "bars_government": plain.get("bars_government", False),
    }


def _part(plain: dict[str, Any]) -> PartMarking:
    """A field with a range of its own, as the table asks about it."""
    readers = _parties(plain["readers"]) if "readers" in plain else None
    return PartMarking(frozenset({plain["field"]}), None, readers, _parties(plain.get("kept_from", [])))


def _parties(texts: list[str]) -> frozenset[Party]:
    return frozenset(map(_party, texts))


def _party(text: str) -> Party:
    """`organization:<name of one of its desks>`, `ministry_for_sector:<desk>/<sector>`, or a kind as it is."""
    asked = Party.parse(text)
    name, slash, sector = asked.which.partition("/")
    if asked.naming is Naming.DESK:
        return Party(asked.naming, str(NUMBERS[name]))
    if name in DESKS:
        return Party(asked.naming, f"{DESKS[name]['organization']}{slash}{sector}")
    return asked
