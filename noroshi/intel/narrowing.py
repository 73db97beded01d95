"""By what a search narrows objects: their color, their sectors, and whether they were taken back. The same for all who hold one.

The color is that of the range under which it is held, met with its source's. Where a marking is defined in something that is closed to
those who hold the object, they see it as RED, and so it is narrowed to as RED.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from noroshi.audiences.actions import definition_of
from noroshi.intel.held import limit_of_range
from noroshi.intel.models import Origin, StixObject
from noroshi.intel.sectors import bits, names
from noroshi.sharing.definitions import Definition
from noroshi.stix.extracting import markings_said, sectors_said
from noroshi.stix.kinds import StixKind
from noroshi.stix.markings import COLORS, FIXED
from noroshi.vocabulary import Tlp

type Definer = tuple[int, str]
"""A source, and the marking that it defines."""

RED: Final = Tlp.RED


@dataclass(frozen=True, slots=True)
class Narrowed:
    tlp: Tlp
    sectors: tuple[str, ...]
    is_taken_back: bool


class Narrowing:
    """Of one batch, in the caller's transaction: each range and each definition is looked at once."""

    def __init__(self, rows: Sequence[tuple[StixObject, Mapping[str, Any]]], origins: Mapping[int, Origin]) -> None:
        self.origins = origins
        self._ranges = dict[int, Definition | None]()
        self._defined = self._definitions({(row.origin_id, one) for row, whole in rows for one in _own_markings(whole)})

    def of(self, row: StixObject, whole: Mapping[str, Any]) -> Narrowed:
        held = self._range(row.audience_id)
        return Narrowed(
            self._color(row, whole),
            names(bits(sectors_said(whole))),
            held is not None and held.marking.is_recalled,
        )

    def _color(self, row: StixObject, whole: Mapping[str, Any]) -> Tlp:
        origin = self.origins.get(row.origin_id)
        here = self._tlp(row.audience_id)
        if origin is None or any(self._is_closed(row.origin_id, one, here) for one in _own_markings(whole)):
            return RED
        return min(here, COLORS[origin.tlp].tlp or RED, key=lambda color: color.width)

    def _is_closed(self, origin: int, marking: str, here: Tlp) -> bool:
        """Nobody defined it, or whoever did keeps that closer than the object."""
        widths = [self._tlp(audience).width for audience in self._defined.get((origin, marking), ())]
        return max(widths, default=-1) < here.width

    def _tlp(self, audience: int) -> Tlp:
        return limit_of_range(self._range(audience)).tlp or RED

    def _range(self, audience: int) -> Definition | None:
        if audience not in self._ranges:
            self._ranges[audience] = definition_of(audience)
        return self._ranges[audience]

    def _definitions(self, wanted: set[Definer]) -> dict[Definer, list[int]]:
        refs = {ref[-36:]: ref for _, ref in wanted}
        rows = StixObject.objects.filter(
            kind=int(StixKind.MARKING_DEFINITION),
            origin_id__in={origin for origin, _ in wanted},
            uuid__in=[uuid.UUID(one) for one in refs],
        )
        found: dict[Definer, list[int]] = {}
        for of, origin, audience in rows.values_list("uuid", "origin_id", "audience_id") if wanted else ():
            found.setdefault((origin, refs[str(of)]), []).append(audience)
        return found


def _own_markings(whole: Mapping[str, Any]) -> list[str]:
    """Those that somebody defined; what the fixed ones mean is known to all."""
    return [one for one in markings_said(whole) if one not in FIXED]
