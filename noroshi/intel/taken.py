"""Who had taken an object before it was taken back, for the desk whose it was; and what was taken back, for those who had taken it.

By what the record holds: a page of a collection, a list as a file, a feed of events, a page of the portal. The record names stretches,
so only who could hold the object at all counts. Who is in a group whose roster is confidential is told to nobody, nor the hour, by which
somebody could be known; the database itself says neither.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db import connection

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.queries import holders, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.rosters import confidential_groups
from noroshi.intel.models import Origin, StixObject, TakenBack
from noroshi.sharing.definitions import Definition
from noroshi.sharing.parties import desk as desk_party

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Taker:
    """`desk` is None for somebody of a confidential group; `at` is then the day alone."""

    desk: Desk | None
    at: datetime


@dataclass(frozen=True, slots=True)
class TakenBackShown:
    """`takers` are told to the desk whose it was, and are empty for everybody else."""

    public_id: uuid.UUID
    stix_id: str
    source: str
    at: datetime
    is_own: bool
    takers: Sequence[Taker] = ()

    @property
    def object(self) -> uuid.UUID:
        return uuid.UUID(self.stix_id[-36:])


def takers_of(origin: uuid.UUID, of: uuid.UUID, numbers: Collection[int]) -> list[tuple[int, datetime]]:
    """Desks of other organizations, the last first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select desk_id, at from noroshi_intel_takers(%s, %s, %s::bigint[])", [origin, of, list(numbers)]
        )
        found: list[tuple[int, datetime]] = cursor.fetchall()
        return found


def who_could_hold(audience: int, takers: Collection[int]) -> list[int]:
    """Asked before it is closed: in a stretch that somebody took there was also what this desk never got."""
    said = definition_of(audience)
    if said is not None and said.is_public:
        return list(takers)
    held = holders(audience)
    return [desk for desk in takers if desk in held]


def range_of(before: int, takers: Collection[int]) -> int:
    """As the object was marked, and of all whom it was open to those alone who had taken it."""
    said = definition_of(before)
    assert said is not None  # noqa: S101 - its own audience
    return intern(only_to(said, Desk.objects.filter(pk__in=takers).values_list("pk", flat=True)))


def only_to(said: Definition, desks: Collection[int]) -> Definition:
    parties = frozenset(map(desk_party, desks))
    marking = replace(said.marking, additions=parties, only=parties if said.marking.only is not None else None)
    return replace(said, marking=marking, opened=parties)


def taken_back(viewer: Viewer) -> list[TakenBackShown]:
    """The latest first: one's own, and what one had taken."""
    rows = TakenBack.objects.select_related("origin").order_by("-at", "-pk")
    found = list(readable_by(viewer, rows)[:MOST])
    return [_shown(viewer, row) for row in found]


def _shown(viewer: Viewer, row: TakenBack) -> TakenBackShown:
    is_own = row.desk_id == viewer.desk_id
    takers = _named(row) if is_own else ()
    return TakenBackShown(row.public_id, f"{row.kind}--{row.object}", row.origin.name, row.at, is_own, takers)


def _named(row: TakenBack) -> list[Taker]:
    """Those who were told, and nobody who took a stretch around it."""
    with connection.cursor() as cursor:
        cursor.execute("select desk_id, at from noroshi_intel_told(%s)", [row.public_id])
        found: list[tuple[int | None, datetime]] = cursor.fetchall()
    desks = Desk.objects.select_related("organization").in_bulk([desk for desk, _ in found if desk is not None])
    return [Taker(desks.get(desk) if desk is not None else None, at) for desk, at in found]


def is_secret(viewer: Viewer, origin: Origin, of: uuid.UUID) -> bool:
    """Its source now, or any version of it as it came in or was closed, is open to a group that tells nobody who is in it."""
    versions = readable_by(viewer, StixObject.objects.filter(uuid=of, origin=origin))
    ranges = {origin.audience_id, *versions.values_list("audience_id", flat=True)}
    return any(map(_names_secret_group, ranges)) or _was_secret(viewer, origin, of)


def _names_secret_group(audience: int) -> bool:
    said = definition_of(audience)
    return said is None or bool(confidential_groups(said))


def _was_secret(viewer: Viewer, origin: Origin, of: uuid.UUID) -> bool:
    """Another version of it, taken back before: the same moments would tell whose they are."""
    rows = TakenBack.objects.filter(origin=origin, object=of, is_secret=True)
    return readable_by(viewer, rows).exists()
