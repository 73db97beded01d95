"""The one place where the routes of this room are gathered."""

from typing import Final

from noroshi.api.routing import Room

room: Final = Room("help")
