"""An audience as a sentence: a marking, and to whom hops have opened it.

Seats are that sentence read with today's directory.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from noroshi.sharing.decisions import decide, may_be_public
from noroshi.sharing.facts import DeskFacts, Topic
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.parties import Naming, Party, any_holds
from noroshi.sharing.table import Table
from noroshi.vocabulary import Leg, MemberClass, Requirement, TableVariant, Tlp

NO_PART_OF_IT = frozenset({"handling_note", "parts", "is_statutory"})


@dataclass(frozen=True, slots=True)
class Definition:
    """Equal definitions are one audience. Notes and field ranges are left out: they do not change who reads."""

    marking: Marking
    opened: frozenset[Party] = frozenset()
    carriers: frozenset[int] = frozenset()
    matter: str | None = None
    scheme: str = ""

    @property
    def topic(self) -> Topic:
        return Topic(self.marking.sectors, self.matter)

    @property
    def is_public(self) -> bool:
        return Party(Naming.PUBLIC) in self.opened and may_be_public(self.marking)

    def opened_to(self, parties: Iterable[Party], by: int | None = None) -> "Definition":
        carriers = self.carriers if by is None or by == self.marking.originator else self.carriers | {by}
        return replace(self, opened=self.opened | frozenset(parties), carriers=carriers)

    def seat(self, desk: DeskFacts, table: Table) -> frozenset[Requirement] | None:
        """What is asked of people at this desk, or None when the desk does not hold it now."""
        if not (desk.desk == self.marking.originator or desk.desk in self.carriers or any_holds(self.opened, desk)):
            return None
        decision = decide(self.marking, desk, table, self.carriers)
        return decision.requires if decision.allowed else None

    def canonical(self) -> str:
        return json.dumps(_plain(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def digest(self) -> bytes:
        return hashlib.sha256(self.canonical().encode()).digest()


def seats(definition: Definition, desks: Iterable[DeskFacts], table: Table) -> dict[int, frozenset[Requirement]]:
    """The desks that hold it now, each with what is asked of its people."""
    found = {desk.desk: definition.seat(desk, table) for desk in desks}
    return {desk: requires for desk, requires in found.items() if requires is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, Cap | Definition):
        kept = {f.name: getattr(value, f.name) for f in fields(value) if f.name not in NO_PART_OF_IT}
        return {name: _plain(item) for name, item in kept.items() if item or (name == "only" and item is not None)}
    if isinstance(value, frozenset):
        return sorted((_plain(item) for item in value), key=str)
    if isinstance(value, tuple):
        return sorted((_plain(item) for item in value), key=lambda item: json.dumps(item, sort_keys=True))
    return str(value) if isinstance(value, Party) else value


def parse(text: str) -> Definition:
    """The sentence read back; what was written by `canonical` reads as the same definition."""
    plain = json.loads(text)
    return Definition(
        marking=_marking(plain["marking"]),
        opened=_parties(plain.get("opened", [])) or frozenset(),
        carriers=frozenset(plain.get("carriers", [])),
        matter=plain.get("matter"),
        scheme=plain.get("scheme", ""),
    )


def _marking(plain: dict[str, Any]) -> Marking:
    caps = tuple(Cap(**_cap(cap)) for cap in plain.get("caps", []))
    return Marking(**_cap(plain), originator=plain.get("originator", 0), caps=caps)


def _cap(plain: dict[str, Any]) -> dict[str, Any]:
    return {
        "tlp": Tlp.of(plain["tlp"]),
        "variant": TableVariant.of(plain["variant"]),
        "leg": Leg.of(plain["leg"]),
        "sectors": frozenset(plain.get("sectors", [])),
        "receivers": frozenset(plain.get("receivers", [])),
        "destinations": _parties(plain.get("destinations", [])),
        "provider_ministry": plain.get("provider_ministry"),
        "additions": _parties(plain.get("additions", [])),
        "exclusions": _parties(plain.get("exclusions", [])),
        "only": _parties(plain["only"]) if "only" in plain else None,
        "class_floor": MemberClass.of(plain["class_floor"]) if "class_floor" in plain else None,
        "is_secret": plain.get("is_secret", False),
        "is_recalled": plain.get("is_recalled", False),
    }


def _parties(texts: list[str]) -> frozenset[Party]:
    return frozenset(Party.parse(text) for text in texts)
