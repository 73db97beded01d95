"""What stands beside the editions of an event: orders of the own house, objects of shared intelligence, entries of feeds.

Orders about an edition of the event, or about what was put there, come by themselves; anything else somebody of the desk put there.
What this person may not read is not there, and nothing says that it is missing.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.db.models import QuerySet

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.bulletins.queries import AlertShown, alerts_named
from noroshi.directory.models import Person
from noroshi.editions.queries import Line
from noroshi.intel.browsing import Listed, listed_of
from noroshi.intel.queries import kept_of, objects
from noroshi.matters.models import Beside
from noroshi.response.about import ALERT, EDITION, STIX, About
from noroshi.response.queries import OrderLine, lines_of, orders_about
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.errors import NotFound

ABOUT: Final = {FoundKind.OBJECT: STIX, FoundKind.ALERT: ALERT}
UNTIMED: Final = datetime.min.replace(tzinfo=UTC)
PUT: Final = (FoundKind.ORDER, FoundKind.OBJECT, FoundKind.ALERT)


@dataclass(frozen=True, slots=True)
class Thing:
    """One of them as its own room gives it; exactly one of the three is there."""

    kind: FoundKind
    id: uuid.UUID
    at: datetime | None
    order: OrderLine | None = None
    listed: Listed | None = None
    alert: AlertShown | None = None


@dataclass(frozen=True, slots=True)
class Put:
    """Who of this desk put it there, beside which matter, and why."""

    matter: uuid.UUID
    reason: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Placed:
    """`put` is none where it came by itself: an order about an edition of the event."""

    thing: Thing
    put: Put | None = None

    @property
    def at(self) -> datetime:
        """What has no time of its own stands where it was put there."""
        return self.thing.at or (self.put.at if self.put else UNTIMED)


def placed(viewer: Viewer, lines: Iterable[Line]) -> tuple[Placed, ...]:
    """Beside these editions, the newest first; each thing once, by whoever put it there first."""
    given = list(lines)
    rows = list(_rows(viewer, {line.matter for line in given}).filter(is_refused=False).select_related("by"))
    put: dict[tuple[FoundKind, uuid.UUID], Put] = {}
    for row in rows:
        put.setdefault((FoundKind.of(row.kind), row.thing), Put(row.matter, row.reason, row.by, row.at))
    things = {(one.kind, one.id): one for one in _put(viewer, put)}
    meant = [About(EDITION, line.public_id) for line in given]
    meant += [About(ABOUT[kind], one) for kind, one in things if kind in ABOUT]
    things |= {(FoundKind.ORDER, line.public_id): order_thing(line) for line in orders_about(viewer, meant)}
    found = [Placed(one, put.get(key)) for key, one in things.items()]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))


def refused(viewer: Viewer, matters: Collection[uuid.UUID]) -> set[tuple[FoundKind, uuid.UUID]]:
    """What somebody of this desk said does not belong to these, as far as this person reads both."""
    rows = _rows(viewer, matters).filter(is_refused=True).values_list("kind", "thing")
    return {(FoundKind.of(kind), thing) for kind, thing in rows}


def must_be(viewer: Viewer, kind: FoundKind, thing: uuid.UUID) -> Thing:
    """Missing and forbidden answer alike."""
    found = things_named(viewer, kind, [thing]) if kind in PUT else []
    if not found:
        raise NotFound
    return found[0]


def things_named(viewer: Viewer, kind: FoundKind, ids: Sequence[uuid.UUID]) -> list[Thing]:
    """Those of these that this viewer may read, as each of them is now."""
    if not ids:
        return []
    if kind is FoundKind.ORDER:
        return [order_thing(line) for line in lines_of(viewer, ids).values()]
    if kind is FoundKind.OBJECT:
        kept = [kept_of(row) for row in objects(viewer).filter(uuid__in=list(ids))]
        return [object_thing(one) for one in listed_of(viewer, kept)]
    return [alert_thing(one) for one in alerts_named(viewer, ids)]


def object_thing(one: Listed) -> Thing:
    """It stands where its version says."""
    return Thing(FoundKind.OBJECT, one.kept.uuid, one.kept.version, listed=one)


def alert_thing(one: AlertShown) -> Thing:
    return Thing(FoundKind.ALERT, one.public_id, one.published_at or one.seen_at, alert=one)


def _put(viewer: Viewer, put: Mapping[tuple[FoundKind, uuid.UUID], Put]) -> Iterator[Thing]:
    for kind in PUT:
        yield from things_named(viewer, kind, [one for which, one in put if which is kind])


def order_thing(line: OrderLine) -> Thing:
    return Thing(FoundKind.ORDER, line.public_id, line.made_at, order=line)


def _rows(viewer: Viewer, matters: Collection[uuid.UUID]) -> QuerySet[Beside]:
    rows = Beside.objects.filter(desk=viewer.desk_id, matter__in=list(matters), undone_at=None)
    return readable_by(viewer, rows).order_by("pk")
