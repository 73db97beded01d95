"""Who may ask the center about an advisory: responsible ministries inside its scope; all others ask their ministry (手引書 3.2; C-075)."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any, Final

from noroshi.audiences.viewer import Viewer
from noroshi.directory.queries import own_organization
from noroshi.directory.shown import Named
from noroshi.sharing.marking import Marking, PartMarking
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import OrganizationKind

CONTACT: Final = "contact_"
MAY_ASK: Final = frozenset({Party(Naming.KIND, OrganizationKind.MINISTRY.value)})


def only_ministries_ask(made: Marking, content: Mapping[str, Any]) -> Marking:
    """The contact block is a part of its own, unless its writer has said already who reads it."""
    in_parts, public = (one.fields for one in made.parts), (one.fields for one in made.published)
    decided = frozenset[str]().union(*in_parts, *public)
    contact = frozenset(name for name in content if name.startswith(CONTACT)) - decided
    return replace(made, parts=(*made.parts, PartMarking(contact, readers=MAY_ASK))) if contact else made


def asks_whom(viewer: Viewer, content: Collection[str]) -> Named | None:
    """The own ministry, for those who were not given the contact block of an advisory."""
    if any(name.startswith(CONTACT) for name in content):
        return None
    return own_organization(viewer.seat).ministry
