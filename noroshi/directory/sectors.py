"""Which sectors exist: those of every scheme, since two may run side by side."""

from functools import cache

from noroshi.schemes import all_schemes


@cache
def known_sectors() -> frozenset[str]:
    return frozenset(sector.id for scheme in all_schemes() for sector in scheme.sectors)
