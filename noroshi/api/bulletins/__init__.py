"""Feeds, alerts and dates of updates, for machines that people of the desk run."""

from noroshi.api.bulletins import calendars, feeds
from noroshi.api.bulletins.room import room

__all__ = ["calendars", "feeds", "room"]
