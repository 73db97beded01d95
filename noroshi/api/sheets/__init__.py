"""Incident sheets: shared in one request, read, compared."""

from noroshi.api.sheets import filing, patterns, reading
from noroshi.api.sheets.room import room

__all__ = ["filing", "patterns", "reading", "room"]
