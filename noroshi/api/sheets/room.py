"""The one place where the routes of this room are gathered: addresses are shared between its modules."""

from typing import Final

from noroshi.api.routing import Room

room: Final = Room("sheets")
