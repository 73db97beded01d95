"""The deeds of the room, one a file. Each runs in the transaction that `acting_as` opened."""

from noroshi.delivery.actions.notify import notify

__all__ = ["notify"]
