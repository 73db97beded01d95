"""What signing in leaves in the ledger: who, from which desk, which way; never what was typed.

An address is kept only as a keyed digest, so that one can see "the same place again" and no more.
"""

import hashlib
import hmac
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from noroshi.directory.actions.governing import administrator_signed_in
from noroshi.directory.models import Membership, Person
from noroshi.directory.recording import acting
from noroshi.directory.seated import of_membership
from noroshi.ledger.actions import record
from noroshi.ledger.entries import Actor

NOBODY_PK: Final = 0


def deed(person: Person | None, name: str, *, allowed: bool = True, **detail: object) -> None:
    """A deed of somebody who acts for themselves, in the caller's transaction or one of its own."""
    with transaction.atomic():
        record(
            deed=name,
            actor=actor_of(person),
            allowed=allowed,
            objects=[(person.public_id, None)] if person else [],
            detail=detail,
        )


def refused(person: Person | None, name: str, address: str) -> None:
    deed(person, name, allowed=False, place=place(address))


def signed_in(person: Person, address: str) -> None:
    """The first sign-in of an organization's own administrator ends the platform's hand over it (architecture, rulings)."""
    with transaction.atomic():
        deed(person, "signed_in", place=place(address))
        administrator_signed_in(person_id=person.pk, at=timezone.now())


def signed_out(person: Person) -> None:
    deed(person, "signed_out")


def actor_of(person: Person | None) -> Actor:
    """Somebody who is not yet at a desk is recorded at the first one; a stranger is recorded without a name."""
    seat = first_seat(person.pk if person else NOBODY_PK)
    if seat is not None:
        return acting(of_membership(seat))
    return Actor(person_id=person.pk if person else None, desk_id=None, organization_id=None, key_id=None)


def first_seat(person_id: int) -> Membership | None:
    """Asked for strangers as well, so that a known name costs no query more than an unknown one."""
    seats = Membership.objects.select_related("desk__organization").filter(person=person_id, ended_at=None)
    return seats.order_by("pk").first()


def place(address: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()[:16]
