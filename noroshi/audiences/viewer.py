"""A viewer is one person acting at one desk. Shared tables are empty outside `acting_as`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Self

from django.db import connection, transaction
from django.utils import timezone

from noroshi.directory.facts import person_facts
from noroshi.directory.seated import Seated
from noroshi.ledger.actions import Actor
from noroshi.sharing.facts import PersonFacts


@dataclass(frozen=True)
class Viewer:
    """Somebody seated. Everything that reads shared content takes one of these first."""

    seat: Seated

    @classmethod
    def known(cls, seat: Seated, person: PersonFacts) -> Self:
        """Whose facts were read together with the seat; a `refresh` reads them anew like everybody's."""
        viewer = cls(seat)
        viewer.__dict__["person"] = person
        return viewer

    @property
    def setting(self) -> str:
        return f"seat:{self.seat.person_id}:{self.seat.desk_id}"

    @property
    def desk_id(self) -> int:
        return self.seat.desk_id

    @property
    def organization_id(self) -> int:
        return self.seat.organization_id

    @property
    def actor(self) -> Actor:
        seat = self.seat
        return Actor(
            person_id=seat.person_id, desk_id=seat.desk_id, organization_id=seat.organization_id, key_id=seat.key_id
        )

    @cached_property
    def person(self) -> PersonFacts:
        return person_facts(self.seat.membership_id)

    def refresh(self) -> None:
        """After a deed that changed what this person needs to know."""
        for kept in ("person", "is_in_range"):
            self.__dict__.pop(kept, None)

    @cached_property
    def is_in_range(self) -> bool:
        return self.person.is_in_range(timezone.localdate())


@dataclass(frozen=True)
class Public:
    """Everybody on the internet: reads what was published and nothing else."""

    setting: str = "public"


@dataclass(frozen=True)
class SystemViewer:
    """A named job that must see everything. The database grants it only to the system's own login; the ledger records it."""

    name: str

    @property
    def setting(self) -> str:
        return f"system:{self.name}"


@dataclass(frozen=True)
class ReceiptHolder:
    """Whoever holds the receipt of something told without an account: the database opens what stands under it, and nothing else."""

    mark: bytes

    @property
    def setting(self) -> str:
        return f"receipt:{self.mark.hex()}"


@dataclass(frozen=True)
class DeviceHolder:
    """A device that shows its key: the database opens what was published on its one list, and nothing else."""

    mark: bytes

    @property
    def setting(self) -> str:
        return f"device:{self.mark.hex()}"


@dataclass(frozen=True)
class CalendarHolder:
    """A calendar program that knows a desk's secret address: the database opens that desk's dates of updates, and nothing else."""

    mark: bytes

    @property
    def setting(self) -> str:
        return f"calendar:{self.mark.hex()}"


TELL_AND_SET: Final = (
    "select coalesce(current_setting('noroshi.viewer', true), ''), set_config('noroshi.viewer', %s, true)"
)
"""In one question, answered from left to right."""
SET: Final = "select set_config('noroshi.viewer', %s, true)"
SET_AND_KEEP: Final = f"{SET}, set_config('plan_cache_mode', 'force_generic_plan', true)"

AnyViewer = Viewer | Public | SystemViewer


@contextmanager
def acting_as(
    viewer: AnyViewer | ReceiptHolder | DeviceHolder | CalendarHolder, *, plans_kept: bool = False
) -> Iterator[None]:
    """One transaction in which the database knows the viewer; the viewer before comes back at the end.

    What is set for a transaction ends with it: where this is the whole of it, nothing need be asked or put back.
    With `plans_kept`, where this is the whole of it, its questions that are planned once for a connection are not planned anew
    for each value.
    """
    if connection.in_atomic_block:
        with transaction.atomic(), _set(viewer.setting):
            yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(SET_AND_KEEP if plans_kept else SET, [viewer.setting])
        yield


@contextmanager
def rereading() -> Iterator[None]:
    """Inside a directory change: definitions may be read and seats moved, content stays closed."""
    with _set("system:rereading"):
        yield


@contextmanager
def _set(setting: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(TELL_AND_SET, [setting])
        before = cursor.fetchone()[0]
    try:
        yield
    finally:
        if not connection.needs_rollback and not connection.closed_in_transaction:
            with connection.cursor() as cursor:
                cursor.execute("select set_config('noroshi.viewer', %s, true)", [before])
