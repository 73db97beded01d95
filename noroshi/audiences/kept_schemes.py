"""The scheme that a definition was written with: kept in the database, so that it reads with it for ever."""

from functools import cache

from django.conf import settings
from django.utils import timezone

from noroshi.audiences.models import KeptScheme
from noroshi.schemes import Scheme, load_scheme, read_snapshot, scheme_in_force, snapshot_of
from noroshi.sharing.table import Row, Table


def scheme_key() -> str:
    """The scheme in force as the operator of the platform chose it, as an edition remembers it."""
    return scheme_in_force(timezone.localdate(), settings.PLATFORM_SCHEME).key


def keep_scheme(key: str) -> None:
    """Keeps the very files before the first edition of that scheme is sealed; in the caller's transaction."""
    if not KeptScheme.objects.filter(pk=key).exists():
        snapshot = snapshot_of(load_scheme(key.partition("@")[0]))
        KeptScheme.objects.bulk_create([KeptScheme(key=key, snapshot=snapshot)], ignore_conflicts=True)


@cache
def scheme_of(key: str) -> Scheme:
    """The scheme of an edition, the current files when they are the same, else those that were kept."""
    current = load_scheme(key.partition("@")[0])
    if current.key == key:
        return current
    return read_snapshot(key, bytes(KeptScheme.objects.get(pk=key).snapshot))


@cache
def table_of(key: str) -> Table:
    """The sharing table of a scheme, as the policy reads it."""
    return {
        (table.variant, table.tlp): tuple(
            Row(row.phrase, frozenset(row.requires), table.cite, row.ja, row.en, frozenset(row.legs))
            for row in table.rows
        )
        for table in scheme_of(key).sharing.tables
    }
