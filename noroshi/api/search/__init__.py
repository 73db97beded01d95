"""Everything that my desk may read, searched; and searches that are kept."""

from noroshi.api.search import finding, saved
from noroshi.api.search.room import room

__all__ = ["finding", "room", "saved"]
