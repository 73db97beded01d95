"""Readings of the directory. Each takes the viewer first and returns what that viewer may know; the rest is not found."""

from noroshi.directory.queries.agreements import agreements, handles_specimens, handling_rules
from noroshi.directory.queries.changes import changes_shown_to
from noroshi.directory.queries.contacts import contacts, overdue_contacts
from noroshi.directory.queries.groups import group, groups_of
from noroshi.directory.queries.organizations import desk, desks, desks_known_to, organization, organizations_known_to
from noroshi.directory.queries.people import own_person, people_of, people_of_own_organization, person
from noroshi.directory.queries.settling import Settling, to_settle
from noroshi.directory.queries.standing import Powers, home_of, own_desk, own_kinds, own_organization, powers_over

__all__ = [
    "Powers",
    "Settling",
    "agreements",
    "changes_shown_to",
    "contacts",
    "desk",
    "desks",
    "desks_known_to",
    "group",
    "groups_of",
    "handles_specimens",
    "handling_rules",
    "home_of",
    "organization",
    "organizations_known_to",
    "overdue_contacts",
    "own_desk",
    "own_kinds",
    "own_organization",
    "own_person",
    "people_of",
    "people_of_own_organization",
    "person",
    "powers_over",
    "to_settle",
]
