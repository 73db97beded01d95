"""Advisories on their way down: issued in one request, read, relayed, acknowledged."""

from noroshi.api.advisories import answering, passing, reading, releasing, tiers
from noroshi.api.advisories.room import room

__all__ = ["answering", "passing", "reading", "releasing", "room", "tiers"]
