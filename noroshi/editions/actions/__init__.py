"""The deeds of an edition's life, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.editions.actions.derive import derive
from noroshi.editions.actions.hops import hop, publish
from noroshi.editions.actions.marking import mark_again, recall
from noroshi.editions.actions.orders import end_order, write_order
from noroshi.editions.actions.seal import Statement, seal_edition

__all__ = ["Statement", "derive", "end_order", "hop", "mark_again", "publish", "recall", "seal_edition", "write_order"]
