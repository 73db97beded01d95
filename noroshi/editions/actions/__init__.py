"""The deeds of an edition's life, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.editions.actions.derive import derive, resolve_source
from noroshi.editions.actions.hops import hop, publish
from noroshi.editions.actions.marking import mark_again, recall
from noroshi.editions.actions.orders import end_order, write_order
from noroshi.editions.actions.seal import Statement, seal_edition
from noroshi.editions.models import EditionKind

__all__ = [
    "EditionKind",
    "Statement",
    "derive",
    "end_order",
    "hop",
    "mark_again",
    "publish",
    "recall",
    "resolve_source",
    "seal_edition",
    "write_order",
]
