"""Notices of my desk, where they go, and whom my desk must ring."""

from noroshi.api.notices import calls, channels, listing
from noroshi.api.notices.room import room

__all__ = ["calls", "channels", "listing", "room"]
