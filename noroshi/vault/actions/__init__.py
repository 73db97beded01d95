"""The deeds of a file's life, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.vault.actions.copying import copy_to
from noroshi.vault.actions.enclose import enclose, listed
from noroshi.vault.actions.naming import name_files
from noroshi.vault.actions.remove import put_back, remove
from noroshi.vault.actions.sweep import drafts_ended_by, sweep
from noroshi.vault.actions.take_in import FromOutside, take_in, take_in_from_outside

__all__ = [
    "FromOutside",
    "copy_to",
    "drafts_ended_by",
    "enclose",
    "listed",
    "name_files",
    "put_back",
    "remove",
    "sweep",
    "take_in",
    "take_in_from_outside",
]
