"""One observable value, however it was written. Plain Python: it knows no viewer, no database and no network."""

from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.kinds import Kind, hash_kind
from noroshi.observables.normal import guessed, key, normal, settled
from noroshi.observables.refanging import refanged

__all__ = ["Kind", "NotOfThisKind", "guessed", "hash_kind", "key", "normal", "refanged", "settled"]
