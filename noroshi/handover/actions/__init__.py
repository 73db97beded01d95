"""The deeds of the room, one a file."""

from noroshi.handover.actions.take_over import take_over
from noroshi.handover.actions.write import write_note

__all__ = ["take_over", "write_note"]
