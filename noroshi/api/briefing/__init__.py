"""One page for executives: composed, read, decided."""

from noroshi.api.briefing import overview, pages
from noroshi.api.briefing.room import room

__all__ = ["overview", "pages", "room"]
