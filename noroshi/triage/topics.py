"""What postings are sorted by: 0 everything, up to 63 a sector, beyond that a product by its maker and name. Plain Python."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from typing import Final

from noroshi.intel.sectors import ORDER, bits
from noroshi.vocabulary import Relevance

ALL: Final = 0
CPE: Final = "cpe:2.3:"
ABOVE_SECTORS: Final = 1 << 61


@cache
def product_topic(product: str) -> int:
    """The same number as the database gives it: whatever version it is, and however it was spelled."""
    name = ":".join(product.split(":")[3:5]) if product.startswith(CPE) else product
    return int(sha256(name.lower().encode()).hexdigest()[:15], 16) | ABOVE_SECTORS


def sector_topics(sectors: Iterable[str]) -> list[int]:
    number = bits(sectors)
    return [place + 1 for place in range(len(ORDER)) if number >> place & 1]


def topics_of(sectors: Iterable[str], products: Iterable[str]) -> dict[int, Relevance]:
    """Each topic once, with what makes it relevant."""
    found = {ALL: Relevance.GENERAL} | dict.fromkeys(sector_topics(sectors), Relevance.SECTOR)
    return found | {product_topic(named(product)): Relevance.PRODUCT for product in products}


def named(product: str) -> str:
    """`maker:name` of what somebody wrote: a whole CPE, or `maker:name:version`."""
    return product if product.startswith(CPE) else ":".join(product.split(":")[:2])


def version_of(product: str) -> str:
    """The version somebody wrote, or nothing: then every version is meant."""
    place = 5 if product.startswith(CPE) else 2
    parts = product.split(":")
    version = parts[place] if len(parts) > place else ""
    return "" if version in {"*", "-"} else version


def is_version(mine: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether what is said of products can mean one of mine: the same maker and name, and no other version."""
    return any(
        product_topic(named(own)) == product_topic(other)
        and (not version_of(own) or version_of(other) in {"", version_of(own)})
        for own in mine
        for other in theirs
    )
