"""One page for executives: composed, read, decided."""

from noroshi.api.briefing import pages
from noroshi.api.briefing.room import room

__all__ = ["pages", "room"]
