"""Several reports of one event, as my desk gathers them."""

from noroshi.api.matters import gathering
from noroshi.api.matters.room import room

__all__ = ["gathering", "room"]
