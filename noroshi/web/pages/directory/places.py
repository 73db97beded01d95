"""Where one can go inside the directory, and the way back; a place that is not the viewer's does not appear."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, Named, OrganizationShown, PersonShown
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.words import language


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    url: str
    is_here: bool


def places(seat: Seated, here: str) -> tuple[Place, ...]:
    """The lists of the directory, for the row of links above each of them."""
    governs = seat.is_administrator
    found = [
        ("directory", _("Look up"), True),
        ("people", _("People and seats"), True),
        ("contacts", _("Contacts to confirm"), True),
        ("groups", _("Groups"), True),
        ("handling_rules", _("Handling rules"), True),
        ("pledges", _("Pledges and rules at entry"), True),
        ("agreements", _("Agreements"), True),
        ("changes", _("Weighty changes"), True),
        ("invitations", _("Invitations"), governs),
        ("resets", _("Lost sign-ins"), True),
        ("interchange", _("Import and export"), True),
    ]
    return tuple(Place(name, reverse(url), url == here) for url, name, is_theirs in found if is_theirs)


def top() -> Crumb:
    return Crumb(_("People and desks"), reverse("directory"))


def to_organization(shown: OrganizationShown | Named) -> tuple[Crumb, ...]:
    return top(), Crumb(shown.name(language()), reverse("organization", args=[shown.id]))


def to_desk(shown: DeskShown | Named, home: OrganizationShown | Named) -> tuple[Crumb, ...]:
    return *to_organization(home), Crumb(shown.name(language()), reverse("desk", args=[shown.id]))


def to_people(home: OrganizationShown | Named) -> tuple[Crumb, ...]:
    return *to_organization(home), Crumb(_("People and seats"), reverse("people_of", args=[home.id]))


def to_person(shown: PersonShown, home: OrganizationShown | Named) -> tuple[Crumb, ...]:
    return *to_people(home), Crumb(shown.name(language()), reverse("person", args=[shown.id]))


def to(url_name: str, name: str) -> tuple[Crumb, ...]:
    return top(), Crumb(name, reverse(url_name))
