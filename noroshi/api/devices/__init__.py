"""Lists for devices, their values and keys, for machines that people of the desk run."""

from noroshi.api.devices import lists
from noroshi.api.devices.room import room

__all__ = ["lists", "room"]
