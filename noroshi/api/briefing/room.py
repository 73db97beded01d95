"""The routes of pages for executives."""

from noroshi.api.routing import Room

room = Room("briefings")
