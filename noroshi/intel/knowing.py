"""What a desk knows to be good or shared: its organization's own lines beside the delivered ones, less those it has put aside."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.models import KnownSwitch, KnownValue
from noroshi.observables import Kind, Lists, key
from noroshi.observables.known import KNOWN_GOOD, SHARED, Entry, Listing, seeds
from noroshi.vocabulary import KnownList
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.word import Text

DELIVERED: Final = {KnownList.KNOWN_GOOD: KNOWN_GOOD, KnownList.SHARED: SHARED}


@dataclass(frozen=True, slots=True)
class Aside:
    """That a house has put a delivered line aside, for itself alone."""

    why: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KnownShown:
    """One line of a list: its house's own with a `public_id`, delivered with the product with a `line`."""

    list: KnownList
    kind: Kind
    value: str
    note: str
    made_at: datetime | None = None
    public_id: uuid.UUID | None = None
    is_own_desk: bool = False
    line: uuid.UUID | None = None
    aside: Aside | None = None


def known_values(viewer: Viewer) -> list[KnownShown]:
    """Of the viewer's organization; nobody else ever learns of them."""
    rows = readable_by(viewer, KnownValue.objects.filter(ended_at=None, desk__organization_id=viewer.organization_id))
    return [_shown(viewer, row) for row in rows.order_by("list", "kind", "value")]


def own_line(viewer: Viewer, known_id: uuid.UUID) -> KnownShown:
    """One that the viewer's desk may change."""
    rows = KnownValue.objects.filter(public_id=known_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    return _shown(viewer, row)


def delivered(viewer: Viewer, lang: str) -> list[KnownShown]:
    """Each as it stands for the viewer's organization."""
    aside = put_aside(viewer, lang)
    return [_delivered(which, entry, lang, aside) for which in DELIVERED for entry in seeds(DELIVERED[which])]


def delivered_line(viewer: Viewer, line: uuid.UUID, lang: str) -> KnownShown:
    found = entry_of(line)
    return _delivered(*found, lang, put_aside(viewer, lang))


def entry_of(line: uuid.UUID) -> tuple[KnownList, Entry]:
    if line not in _by_line():
        raise NotFound
    return _by_line()[line]


def put_aside(viewer: Viewer, lang: str = "ja") -> dict[uuid.UUID, Aside]:
    """Delivered lines that do not hold for the viewer's organization, who said so and why."""
    rows = readable_by(viewer, KnownSwitch.objects.filter(desk__organization_id=viewer.organization_id))
    latest = {row.line: row for row in rows.select_related("made_by").order_by("id")}
    return {line: _aside(row, lang) for line, row in latest.items() if row.is_off}


def listing_of(viewer: Viewer, which: KnownList) -> Listing:
    """Asked by value: the organization's own lines first, the delivered ones as far as it has not put them aside."""
    return _listing(which, known_values(viewer), frozenset(put_aside(viewer)))


def lists_of(viewer: Viewer) -> Lists:
    """What everything that warns of known values asks."""
    own, aside = known_values(viewer), frozenset(put_aside(viewer))
    entries = [entry_of(line) for line in aside if line in _by_line()]
    return Lists(
        _listing(KnownList.KNOWN_GOOD, own, aside),
        _listing(KnownList.SHARED, own, aside),
        frozenset(one.value for which, one in entries if which is KnownList.SHARED and one.kind is Kind.DOMAIN),
    )


def line_of(which: KnownList, kind: Kind, value: str) -> uuid.UUID:
    """By which a delivered line is named: the same in every installation and after every upgrade."""
    return uuid.uuid5(uuid.UUID(bytes=key(kind, value)), which.value)


def _listing(which: KnownList, own: list[KnownShown], aside: frozenset[uuid.UUID]) -> Listing:
    ours = [Entry(one.kind, one.value, Text(one.note, one.note)) for one in own if one.list is which]
    theirs = seeds(DELIVERED[which])
    if aside:
        theirs = tuple(one for one in theirs if line_of(which, one.kind, one.value) not in aside)
    return Listing.of([*theirs, *ours])


@cache
def _by_line() -> dict[uuid.UUID, tuple[KnownList, Entry]]:
    return {
        line_of(which, entry.kind, entry.value): (which, entry)
        for which, name in DELIVERED.items()
        for entry in seeds(name)
    }


def _delivered(which: KnownList, entry: Entry, lang: str, aside: dict[uuid.UUID, Aside]) -> KnownShown:
    line = line_of(which, entry.kind, entry.value)
    return KnownShown(which, entry.kind, entry.value, entry.reason.label(lang), line=line, aside=aside.get(line))


def _aside(row: KnownSwitch, lang: str) -> Aside:
    return Aside(row.why, row.made_by.name(lang) if row.made_by else "", row.made_at)


def _shown(viewer: Viewer, row: KnownValue) -> KnownShown:
    return KnownShown(
        list=KnownList.of(row.list),
        kind=Kind(row.kind),
        value=row.value,
        note=row.note,
        made_at=row.made_at,
        public_id=row.public_id,
        is_own_desk=row.desk_id == viewer.desk_id,
    )
