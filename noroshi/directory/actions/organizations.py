"""Founding organizations and keeping their description. What opens or closes items is in `changes`."""

from collections.abc import Iterable
from uuid import UUID

from noroshi.directory import events, names
from noroshi.directory.actions.weighty import desks_around, founding_values, read_weighty, set_ceptoars
from noroshi.directory.authority import must_be_platform, must_govern
from noroshi.directory.columns import ORGANIZATION, WEIGHTY, read
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.directory.recording import note
from noroshi.directory.rows import change, held, locked, must_be_as_read
from noroshi.directory.seated import Seated, of_membership
from noroshi.vocabulary import DeskKind, OrganizationKind, Role
from noroshi.vocabulary.errors import NotYours


def found_organization(
    *, actor: Seated, handle: str, name_ja: str, kinds: Iterable[str], **more: object
) -> Organization:
    """What is given now needs no second person: nothing has been opened to an organization that was not there."""
    must_be_platform(actor)
    held(actor.organization_id)
    weighty = read_weighty(
        {"kinds": kinds, **{name: more.pop(name) for name in WEIGHTY if name in more}}, organization=None
    )
    clean = read(ORGANIZATION, {"name_ja": name_ja, **more})
    values = {**clean, **founding_values(weighty)}
    organization = Organization(handle=names.organization_handle(handle), **values)
    organization.save()
    set_ceptoars(organization, weighty)
    note(actor, "found_organization", organization.public_id, organization=organization)
    events.desk_facts_changed(desks_around(organization))
    return organization


def edit_organization(*, actor: Seated, organization: UUID, version: int, **changes: object) -> Organization:
    """Names and notes, by who governs it."""
    row = locked(known_organizations(actor), organization)
    must_govern(actor, row)
    must_be_as_read(row, version, {name: getattr(row, name) for name in ORGANIZATION})
    changed = change(row, read(ORGANIZATION, changes))
    note(actor, "edit_organization", row.public_id, organization=row, fields=changed)
    return row


def found_platform(*, handle: str, name_ja: str, desk_name_ja: str, login: str, person_name_ja: str) -> Membership:
    """The very first deed of an installation, once: the operator of the platform and its first administrator."""
    if Organization.objects.exists():
        raise NotYours
    clean = read(ORGANIZATION, {"name_ja": name_ja})
    organization = Organization.objects.create(
        handle=names.organization_handle(handle), kinds=[OrganizationKind.PLATFORM.value], **clean
    )
    desk = Desk.objects.create(
        organization=organization,
        handle=names.desk_handle(organization, "desk"),
        kind=DeskKind.GENERAL.value,
        **read(ORGANIZATION, {"name_ja": desk_name_ja}),
    )
    person = Person(login=names.login(organization, login), **read(ORGANIZATION, {"name_ja": person_name_ja}))
    person.set_unusable_password()
    person.save()
    membership = Membership.objects.create(
        person=person, desk=desk, role=Role.OPERATIONS.value, is_administrator=True, is_poc=True
    )
    note(of_membership(membership), "found_platform", organization.public_id, organization=organization)
    events.desk_facts_changed({desk.pk})
    return membership
