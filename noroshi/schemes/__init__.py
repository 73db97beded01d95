"""The written rules as data: one folder of TOML files for each action plan, read whole or not at all."""

from noroshi.schemes.checking import check, cli_check
from noroshi.schemes.library import (
    DEFINITIONS,
    NoSchemeInForce,
    SchemeUnknown,
    SnapshotSpoiled,
    all_schemes,
    arrangement_for,
    keep,
    load_edition,
    load_scheme,
    read_snapshot,
    scheme_ids,
    scheme_in_force,
    snapshot_of,
)
from noroshi.schemes.local_rules import Difference, DifferenceKind, LocalRules, differences, load_local_rules
from noroshi.schemes.mistakes import Mistake, SchemeBroken
from noroshi.schemes.scheme import Scheme

__all__ = [
    "DEFINITIONS",
    "Difference",
    "DifferenceKind",
    "LocalRules",
    "Mistake",
    "NoSchemeInForce",
    "Scheme",
    "SchemeBroken",
    "SchemeUnknown",
    "SnapshotSpoiled",
    "all_schemes",
    "arrangement_for",
    "check",
    "cli_check",
    "differences",
    "keep",
    "load_edition",
    "load_local_rules",
    "load_scheme",
    "read_snapshot",
    "scheme_ids",
    "scheme_in_force",
    "snapshot_of",
]
