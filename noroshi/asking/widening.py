"""What a holder asks its originator for: a wider color, further parties. And what that would make of the present marking."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from noroshi.audiences.viewer import Viewer
from noroshi.editions.addressed import addressed
from noroshi.editions.explaining import marking_of_own
from noroshi.editions.wishes import parties
from noroshi.sharing.marking import Marking, PartMarking, refuse_contradictions
from noroshi.vocabulary import Tlp


@dataclass(frozen=True, slots=True)
class Wider:
    """`to` as doors write parties; `kept` are fields that the new ones do not get."""

    tlp: Tlp | None = None
    to: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @classmethod
    def read(cls, plain: Mapping[str, Any]) -> Self:
        tlp = plain.get("tlp")
        return cls(Tlp.of(tlp) if tlp else None, tuple(plain.get("to", ())), tuple(plain.get("kept", ())))

    @classmethod
    def of(cls, viewer: Viewer, tlp: Tlp | None, to: Collection[str], kept: Collection[str] = ()) -> Self:
        """Parties that the viewer may name, each written one way."""
        named = sorted(map(str, parties(viewer, to)))
        return cls(tlp, tuple(one.text for one in addressed(named)), tuple(sorted(set(kept))))

    @property
    def is_nothing(self) -> bool:
        return self.tlp is None and not self.to

    def plain(self) -> dict[str, Any]:
        said = {"tlp": self.tlp.value if self.tlp else "", "to": list(self.to), "kept": list(self.kept)}
        return {name: value for name, value in said.items() if value}

    def is_within(self, asked: "Wider") -> bool:
        """An answer gives no more than was asked for."""
        no_wider = self.tlp is None or (asked.tlp is not None and self.tlp.width <= asked.tlp.width)
        return no_wider and set(self.to) <= set(asked.to)


def widened(viewer: Viewer, edition_id: uuid.UUID, wider: Wider) -> tuple[Marking, int]:
    """The originator's present marking with what it gives, and the number of the present one.

    What was held back stays where it was: neither a wider color nor a further party opens it.
    """
    current, number = marking_of_own(viewer, edition_id)
    to = parties(viewer, wider.to)
    tlp = wider.tlp if wider.tlp and wider.tlp.width > current.tlp.width else current.tlp
    before = [
        replace(part, tlp=part.tlp or (current.tlp if tlp is not current.tlp else None), kept_from=part.kept_from | to)
        for part in current.parts
    ]
    kept = [PartMarking(frozenset(wider.kept), current.tlp if tlp is not current.tlp else None, kept_from=to)]
    wanted = replace(current, tlp=tlp, additions=current.additions | to, parts=(*before, *(kept if wider.kept else ())))
    refuse_contradictions(wanted)
    return wanted, number
