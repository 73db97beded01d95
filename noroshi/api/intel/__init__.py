"""Shared intelligence for machines: values found in text, and taken in."""

from noroshi.api.intel import finding, sources
from noroshi.api.intel.room import room

__all__ = ["finding", "room", "sources"]
