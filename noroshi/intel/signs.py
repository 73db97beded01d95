"""What of an object decides how far it goes. Plain Python, for processes that only write."""

from noroshi.stix.markings import is_label
from noroshi.stix.read import Read

type Signs = tuple[tuple[str, ...], tuple[str, ...]]
"""Markings, and labels that say a color."""


def signs_of(read: Read) -> Signs:
    return read.markings, tuple(label for label in read.labels if is_label(label)) if read.labels else ()
