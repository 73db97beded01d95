"""Who is who: organizations and desks, people and seats, groups, agreements and rules, and the whole of it as a file."""

from noroshi.api.directory import agreements, changes, contacts, desks, files, groups, organizations, people, seats
from noroshi.api.directory.room import room

__all__ = ["agreements", "changes", "contacts", "desks", "files", "groups", "organizations", "people", "room", "seats"]
