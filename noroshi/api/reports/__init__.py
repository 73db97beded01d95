"""Reports on their way up: filed in one request, read, followed, relayed, compared."""

from noroshi.api.reports import filing, passing, reading
from noroshi.api.reports.room import room

__all__ = ["filing", "passing", "reading", "room"]
