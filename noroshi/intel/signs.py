"""What of an object decides how far it goes. Plain Python, for processes that only write."""

from functools import lru_cache

from noroshi.stix.markings import is_label
from noroshi.stix.read import Read

type Signs = tuple[tuple[str, ...], tuple[str, ...]]
"""Markings, and labels that say a color."""


def signs_of(read: Read) -> Signs:
    return read.markings, _colors(read.labels) if read.labels else ()


@lru_cache(maxsize=1024)
def _colors(labels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(label for label in labels if is_label(label))
