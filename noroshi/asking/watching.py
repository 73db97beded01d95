"""Somebody opens an anonymized item and then looks its sector's operators up one after another: told, never hindered (C-084).

Only look-ups of operators of the sector of an item that this person has just opened are written down, in the ledger, where the person's own
house reads them. Whoever looks things up for other work is not followed. The rule is `watching.toml`.
"""

import tomllib
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, Self

from django.utils import timezone

from noroshi.asking.later import tell_later
from noroshi.asking.unmasking import COMPANIES
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.events import LookedUp, looked_up
from noroshi.directory.models import Organization
from noroshi.editions.events import Taken, taken_away
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.ledger.queries import Recent, recent_of
from noroshi.vocabulary import UnmaskingSign

LOOK_UP: Final = "look_up"
EXPORT: Final = "export_form"


@dataclass(frozen=True, slots=True)
class Rule:
    """How much is everyday work."""

    window: timedelta
    told_at: int
    least: int
    points: dict[str, int]
    free: int
    most: int
    entries: int

    @classmethod
    def read(cls, plain: dict[str, Any]) -> Self:
        window, export = timedelta(minutes=plain["window_minutes"]), plain["export"]
        return cls(
            window=window,
            told_at=plain["told_at"],
            least=plain["least"],
            points=plain["points"],
            free=export["free"],
            most=export["most"],
            entries=plain["ledger"]["most"],
        )

    def is_much(self, points: int, operators_there: int) -> bool:
        """Where there are few operators, all of them are soon looked up."""
        return points >= min(self.told_at, max(self.least, operators_there))

    def weigh(self, operators: int, names: int, exports: int) -> int:
        """Taking files away adds to looking around; by itself it is nothing."""
        if not operators + names:
            return 0
        files = min(max(exports - self.free, 0), self.most)
        return operators * self.points["operator"] + names * self.points["name"] + files * self.points["export"]


class Item(NamedTuple):
    public_id: uuid.UUID
    sectors: frozenset[str]


@cache
def rule() -> Rule:
    return Rule.read(tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")))


def watch_look_up(looked: LookedUp) -> None:
    """In the transaction of the page; what is looked up is shown as ever."""
    sectors = _sectors(looked)
    if not sectors:
        return
    viewer = Viewer(looked.seat)
    entries = _recent(viewer)
    items = [item for item in _opened(viewer, entries) if item.sectors & set().union(*sectors.values())]
    if not items:
        return
    by = "name" if looked.by_name else "operator"
    found = sorted(one for one, its in sectors.items() if any(its & item.sectors for item in items))
    record(deed=LOOK_UP, answer="list", actor=viewer.actor, objects=[(one, None) for one in found], detail={"by": by})
    now = Recent(LOOK_UP, "list", tuple(found), {"by": by})
    for item in items:
        _tell(viewer, item, [now, *entries])


def watch_taken(taken: Taken) -> None:
    entries = _recent(taken.viewer)
    for item in _items(taken.viewer, [taken.edition]):
        _tell(taken.viewer, item, entries)


def listen() -> None:
    looked_up.listen(watch_look_up)
    taken_away.listen(watch_taken)


def _tell(viewer: Viewer, item: Item, entries: Sequence[Recent]) -> None:
    """Once a day for one person and one item: the same key is told once."""
    points = _points(item, entries)
    if points >= rule().least and rule().is_much(points, _operators_in(item.sectors)):
        key = uuid.uuid5(item.public_id, f"{viewer.seat.person_id} {timezone.localdate()}")
        tell_later(item.public_id, viewer.desk_id, UnmaskingSign.LOOKED_AROUND, key=key)


def _points(item: Item, entries: Sequence[Recent]) -> int:
    looks = [one for one in entries if one.deed == LOOK_UP]
    known = _in_sectors({found for one in looks for found in one.object_ids}, item.sectors)
    opened = {found for one in looks if one.detail["by"] == "operator" for found in one.object_ids} & known
    names = {one.object_ids for one in looks if one.detail["by"] == "name" and known & set(one.object_ids)}
    exports = sum(1 for one in entries if one.deed == EXPORT and item.public_id in one.object_ids)
    return rule().weigh(len(opened), len(names), exports)


def _recent(viewer: Viewer) -> Sequence[Recent]:
    since = timezone.now() - rule().window
    return recent_of(viewer.organization_id, viewer.seat.person_id, since=since, among=rule().entries)


def _opened(viewer: Viewer, entries: Sequence[Recent]) -> list[Item]:
    """Pages, not lists: what stood in a list was not looked at."""
    return _items(viewer, {found for one in entries if one.answer in {"page", "export"} for found in one.object_ids})


def _items(viewer: Viewer, ids: Collection[uuid.UUID]) -> list[Item]:
    """Those among them that somebody else took a name out of."""
    rows = Edition.objects.filter(public_id__in=list(ids), is_derived=True, kind="report")
    rows = rows.exclude(originator_desk=viewer.desk_id)
    found = readable_by(viewer, rows).values_list("public_id", "sectors") if ids else ()
    return [Item(one, frozenset(sectors)) for one, sectors in found]


def _sectors(looked: LookedUp) -> dict[uuid.UUID, frozenset[str]]:
    """Of the operators among those looked up; the own house is no finding."""
    rows = Organization.objects.filter(public_id__in=looked.organizations, kinds__overlap=list(COMPANIES))
    rows = rows.exclude(pk=looked.seat.organization_id)
    return {one: frozenset(sectors) for one, sectors in rows.values_list("public_id", "sectors")}


def _operators_in(sectors: frozenset[str]) -> int:
    rows = Organization.objects.filter(kinds__overlap=list(COMPANIES), sectors__overlap=sorted(sectors), is_active=True)
    return rows.count()


def _in_sectors(ids: Collection[uuid.UUID], sectors: frozenset[str]) -> set[uuid.UUID]:
    rows = Organization.objects.filter(public_id__in=list(ids), sectors__overlap=sorted(sectors))
    return set(rows.values_list("public_id", flat=True))
