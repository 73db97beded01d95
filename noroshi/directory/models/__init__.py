"""Tables of the directory, one file a meaning."""

from noroshi.directory.models.agreements import Agreement, HandlingRule
from noroshi.directory.models.contacts import ContactCheck
from noroshi.directory.models.groups import Group, GroupSeat
from noroshi.directory.models.joining import ChangeRequest, Invitation, ResetRequest
from noroshi.directory.models.keys import ApiKey
from noroshi.directory.models.organizations import Desk, Organization
from noroshi.directory.models.people import Assignment, Membership, Person, StandingDuty

__all__ = [
    "Agreement",
    "ApiKey",
    "Assignment",
    "ChangeRequest",
    "ContactCheck",
    "Desk",
    "Group",
    "GroupSeat",
    "HandlingRule",
    "Invitation",
    "Membership",
    "Organization",
    "Person",
    "ResetRequest",
    "StandingDuty",
]
