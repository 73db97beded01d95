"""Notices of my desk, where they go, what I wish to hear, and whom my desk must ring."""

from noroshi.api.notices import calls, channels, listing, own
from noroshi.api.notices.room import room

__all__ = ["calls", "channels", "listing", "own", "room"]
