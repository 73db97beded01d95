"""Facts of every desk, kept in the process until the directory says that they changed."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from noroshi.directory.facts import all_desk_facts
from noroshi.directory.remembered import remembered
from noroshi.sharing.desks import Desks


@dataclass(frozen=True)
class _Kept:
    revision: int
    day: date
    facts: Desks


_kept: list[_Kept] = []


def everybody() -> Desks:
    """All desks as of this transaction: the revision is drawn from a sequence, so a rolled back one never comes again."""
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
        cursor.execute("update audiences_reading set revision = nextval('audiences_revision')")


def _revision() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select revision from audiences_reading")
        return int(cursor.fetchone()[0])
