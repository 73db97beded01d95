"""Parties as a door writes them: our own numbers become public ids again. The other direction is in `wishes`."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Group, Organization
from noroshi.editions.models import StandingOrder
from noroshi.sharing.parties import Naming, Party

ROWS: Mapping[Naming, type[Organization] | type[Desk] | type[Group]] = {
    Naming.ORGANIZATION: Organization,
    Naming.CEPTOAR_MEMBERS: Organization,
    Naming.MINISTRY_FOR_SECTOR: Organization,
    Naming.DESK: Desk,
    Naming.GROUP: Group,
}


@dataclass(frozen=True)
class Addressed:
    """One party: how a door writes it, and what it is called (kinds and sectors have no name here); a desk with its `home`."""

    text: str
    name_ja: str = ""
    name_en: str = ""
    home_ja: str = ""
    home_en: str = ""


@dataclass(frozen=True)
class OrderShown:
    """A standing order as its own desk reads it."""

    public_id: uuid.UUID
    to: tuple[Addressed, ...]
    sectors: tuple[str, ...]
    tlps: tuple[str, ...]
    importances: tuple[str, ...]
    kinds: tuple[str, ...]
    note: str
    created_at: datetime
    ended_at: datetime | None


def addressed(texts: Iterable[str]) -> tuple[Addressed, ...]:
    """In the order given; for whoever named these parties, or may know all of them."""
    parties = [Party.parse(text) for text in texts]
    named = {(naming, number): row for naming in ROWS for number, row in _rows(naming, parties).items()}
    return tuple(_written(party, named) for party in parties)


def orders_of(viewer: Viewer) -> list[OrderShown]:
    """Of the viewer's own desk, ended ones included, newest first."""
    rows = StandingOrder.objects.filter(desk=viewer.desk_id).order_by("-pk")
    return [order_shown(row) for row in rows]


def order_shown(row: StandingOrder) -> OrderShown:
    return OrderShown(
        public_id=row.public_id,
        to=addressed(row.to),
        sectors=tuple(row.sectors),
        tlps=tuple(row.tlps),
        importances=tuple(row.importances),
        kinds=tuple(row.kinds),
        note=row.note,
        created_at=row.created_at,
        ended_at=row.ended_at,
    )


def _rows(naming: Naming, parties: Iterable[Party]) -> Mapping[int, Organization | Desk | Group]:
    numbers = {_number(party) for party in parties if party.naming is naming}
    if naming is Naming.DESK:
        return Desk.objects.select_related("organization").in_bulk(numbers) if numbers else {}
    return ROWS[naming].objects.in_bulk(numbers) if numbers else {}


def _number(party: Party) -> int:
    return int(party.which.partition("/")[0])


def _written(party: Party, named: Mapping[tuple[Naming, int], Organization | Desk | Group]) -> Addressed:
    if party.naming not in ROWS:
        return Addressed(str(party))
    row = named[party.naming, _number(party)]
    _, slash, sector = party.which.partition("/")
    text = f"{party.naming.value}:{row.public_id}{slash}{sector}"
    home = row.organization if isinstance(row, Desk) else None
    return Addressed(text, row.name_ja, row.name_en, *((home.name_ja, home.name_en) if home else ()))
