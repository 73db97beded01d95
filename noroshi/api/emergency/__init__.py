"""In an emergency: early warnings sent directly, hotlines, the mode of a disaster, and the guide between council and plan."""

from noroshi.api.emergency import hotlines, modes, situations, warning
from noroshi.api.emergency.room import room

__all__ = ["hotlines", "modes", "room", "situations", "warning"]
