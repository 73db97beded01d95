"""Technical help by machine: asked, moved, passed on; the roster of who can help."""

from noroshi.api.helping import asking, moving, reading, roster
from noroshi.api.helping.room import room

__all__ = ["asking", "moving", "reading", "room", "roster"]
