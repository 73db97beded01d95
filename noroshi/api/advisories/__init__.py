"""Advisories on their way down: issued in one request, read, relayed, acknowledged."""

from noroshi.api.advisories import answering, passing, reading
from noroshi.api.advisories.room import room

__all__ = ["answering", "passing", "reading", "room"]
