"""Facts of every desk, kept in the process until the directory says that they changed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.utils import timezone

from noroshi.directory.facts import all_desk_facts
from noroshi.directory.remembered import remembered
from noroshi.sharing.desks import Desks


@dataclass(frozen=True)
class _Kept:
    revision: UUID
    day: date
    facts: Desks


_kept: list[_Kept] = []


def everybody() -> Desks:
    """All desks as of this transaction. A revision is drawn by lot: one rolled back, or undone by a restored backup, never comes again."""
    revision, today = remembered(("revision",), _revision), timezone.localdate()
    if not _kept or (_kept[0].revision, _kept[0].day) != (revision, today):
        _kept[:] = [_Kept(revision, today, Desks.of(all_desk_facts()))]
    return _kept[0].facts


def hold_still() -> None:
    """Until this transaction ends no directory change commits, so that seats read now are not out of date when written."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock_shared(hashtext('noroshi.directory'))")


def forget() -> None:
    """The directory changed in this transaction; other processes see it when it commits."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext('noroshi.directory'))")
        cursor.execute("update audiences_reading set revision = gen_random_uuid()")


def _revision() -> UUID:
    with connection.cursor() as cursor:
        cursor.execute("select revision from audiences_reading")
        found: UUID = cursor.fetchone()[0]
    return found
