"""The scheme that an edition was written with: kept in the database, so that it renders with it for ever."""

from functools import cache

from django.conf import settings
from django.utils import timezone

from noroshi.editions.models import SchemeEdition
from noroshi.schemes import Scheme, load_scheme, read_snapshot, scheme_in_force, snapshot_of


def scheme_key() -> str:
    """The scheme in force as the operator of the platform chose it, as an edition remembers it."""
    return scheme_in_force(timezone.localdate(), settings.PLATFORM_SCHEME).key


def keep_scheme(key: str) -> None:
    """Keeps the very files before the first edition of that scheme is sealed; in the caller's transaction."""
    if not SchemeEdition.objects.filter(pk=key).exists():
        snapshot = snapshot_of(load_scheme(key.partition("@")[0]))
        SchemeEdition.objects.bulk_create([SchemeEdition(key=key, snapshot=snapshot)], ignore_conflicts=True)


@cache
def scheme_of(key: str) -> Scheme:
    """The scheme of an edition, the current files when they are the same, else those that were kept."""
    current = load_scheme(key.partition("@")[0])
    if current.key == key:
        return current
    return read_snapshot(key, bytes(SchemeEdition.objects.get(pk=key).snapshot))
