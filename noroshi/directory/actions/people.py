"""People come and leave. Leaving ends every access at once and deletes nothing."""

from uuid import UUID

from django.utils import timezone

from noroshi.directory import events, names
from noroshi.directory.actions.governing import after_losing_administrators
from noroshi.directory.actions.seats import sit
from noroshi.directory.authority import must_govern, must_reach_person, organizations_of
from noroshi.directory.columns import PERSON, PREFERENCES, read
from noroshi.directory.known import known_desks
from noroshi.directory.models import Membership, Organization, Person
from noroshi.directory.recording import note
from noroshi.directory.rows import change, found, held, locked, must_be_as_read
from noroshi.directory.seated import Seated


def add_person(*, actor: Seated, desk: UUID, login: str, name_ja: str, role: str, **more: object) -> Membership:
    """A new person at a first desk. Without a password yet: sign-in begins with a one-time link."""
    place = found(known_desks(actor).select_related("organization").filter(is_active=True), desk)
    place.organization = held(place.organization_id)
    must_govern(actor, place.organization)
    own = {name: more.pop(name) for name in PERSON if name in more}
    person = Person(login=names.login(place.organization, login), **read(PERSON, {"name_ja": name_ja, **own}))
    person.set_unusable_password()
    person.save()
    membership = sit(person, place, role=role, **more)
    note(actor, "add_person", person.public_id, organization=place.organization, desk=place.public_id)
    return membership


def edit_person(*, actor: Seated, person: UUID, version: int, **changes: object) -> Person:
    """Language, zone and theme are everybody's own; the rest is for who governs all organizations of the person."""
    row = locked(Person.objects.filter(is_active=True), person)
    is_own_preference = row.pk == actor.person_id and changes.keys() <= PREFERENCES.keys()
    if not is_own_preference:
        must_reach_person(actor, row)
    must_be_as_read(row, version, {name: getattr(row, name) for name in PERSON})
    changed = change(row, read(PERSON, changes))
    note(actor, "edit_person", row.public_id, organization=_home(row), fields=changed)
    return row


def deactivate_person(*, actor: Seated, person: UUID) -> Person:
    """Seats, sessions and keys end in this very transaction; the name stays for the ledger."""
    row = locked(Person.objects.filter(is_active=True), person)
    must_reach_person(actor, row)
    homes = organizations_of(row.pk)
    now = timezone.now()
    change(row, {"is_active": False, "deactivated_at": now, "sessions_valid_from": now})
    seats = set(Membership.objects.filter(person=row, ended_at=None).values_list("pk", flat=True))
    Membership.objects.filter(pk__in=seats).update(ended_at=now, changed_at=now)
    note(actor, "deactivate_person", row.public_id, organization=homes[0] if homes else None)
    for home in homes:
        after_losing_administrators(home)
    events.membership_changed(seats)
    events.person_left(row.pk)
    return row


def _home(person: Person) -> Organization | None:
    return next(iter(organizations_of(person.pk)), None)
