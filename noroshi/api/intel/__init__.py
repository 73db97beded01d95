"""Shared intelligence for machines: values found in text, and taken in."""

from noroshi.api.intel import finding, known, objects, sources, subscriptions, taken_back
from noroshi.api.intel.room import room

__all__ = ["finding", "known", "objects", "room", "sources", "subscriptions", "taken_back"]
