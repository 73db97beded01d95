"""How a value is shown where people look: it cannot be pressed, and means the same once it is refanged."""

from typing import Final

from noroshi.observables.kinds import Kind
from noroshi.vocabulary import plain_sight

DANGEROUS: Final = frozenset({Kind.IPV4, Kind.IPV6, Kind.CIDR, Kind.DOMAIN, Kind.URL, Kind.EMAIL})


def defanged(kind: Kind, form: str) -> str:
    """Hashes and names of files are shown as they are, invisible characters made visible."""
    if kind in {Kind.IPV6, Kind.CIDR} and ":" in form:
        return plain_sight.visible(form).replace(":", "[:]", 1)
    return plain_sight.defanged(form) if kind in DANGEROUS else plain_sight.visible(form)
