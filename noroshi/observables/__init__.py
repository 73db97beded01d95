"""One observable value, however it was written. Plain Python: it knows no viewer, no database and no network."""

from noroshi.observables.defanging import defanged
from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.finding import Found, found_in
from noroshi.observables.flags import Flagged, Lists, Own, flags_of
from noroshi.observables.kinds import BY_WORD, Kind, hash_kind
from noroshi.observables.normal import guessed, key, normal, settled
from noroshi.observables.refanging import refanged

__all__ = [
    "BY_WORD",
    "Flagged",
    "Found",
    "Kind",
    "Lists",
    "NotOfThisKind",
    "Own",
    "defanged",
    "flags_of",
    "found_in",
    "guessed",
    "hash_kind",
    "key",
    "normal",
    "refanged",
    "settled",
]
