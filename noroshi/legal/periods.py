"""Periods of retention by kind and color: an organization's own, or those that stand until it says otherwise."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import EditionKind
from noroshi.legal.models import Period
from noroshi.vocabulary import Tlp


@dataclass(frozen=True, slots=True)
class PeriodShown:
    kind: str
    tlp: Tlp
    days: int
    is_own: bool
    at: datetime | None


def periods(viewer: Viewer) -> list[PeriodShown]:
    own = {(row.kind, row.tlp): row for row in _own(viewer.organization_id)}
    return [
        PeriodShown(kind, Tlp.of(tlp), row.days if row else days, row is not None, row.at if row else None)
        for (kind, tlp), days in usual().items()
        for row in [own.get((kind, tlp))]
    ]


def days_of(organization: int) -> Mapping[tuple[str, str], int]:
    return {**usual(), **{(row.kind, row.tlp): row.days for row in _own(organization)}}


def may_set(viewer: Viewer) -> bool:
    """Who governs an organization says how long it keeps what it wrote."""
    return viewer.seat.is_administrator


@cache
def usual() -> Mapping[tuple[str, str], int]:
    read = tomllib.loads((Path(__file__).parent / "periods.toml").read_text(encoding="utf-8"))
    return {(kind.value, tlp.value): read[kind.value][tlp.value] for kind in EditionKind for tlp in Tlp}


def _own(organization: int) -> list[Period]:
    return list(Period.objects.filter(organization=organization, ended_at=None))
