"""Several reports of one event, as my desk gathers them."""

from noroshi.api.matters import gathering, timeline
from noroshi.api.matters.room import room

__all__ = ["gathering", "room", "timeline"]
