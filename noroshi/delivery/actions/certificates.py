"""Certificates of a desk's addresses: added, shown, taken out. One stands for each address; a new one takes the place of the old."""

import uuid

from django.db.models import QuerySet
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.errors import AddressNotHere
from noroshi.delivery.models import Certificate
from noroshi.delivery.standing import must_set
from noroshi.directory.models import Desk, Membership
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import NotFound


def add_certificate(viewer: Viewer, address: str, content: bytes) -> Certificate:
    """Whoever adds it says by that that only people who need to know hold the private key."""
    must_set(viewer)
    if address.casefold() not in addresses_of(viewer.desk_id):
        raise AddressNotHere
    from noroshi.delivery.certificates import known  # noqa: PLC0415 - its libraries are heavy: only who adds one carries them

    now = timezone.now()
    found = known(content, address, now)
    _standing(viewer).filter(address__iexact=address).update(removed_at=now)
    made = Certificate.objects.create(
        desk_id=viewer.desk_id,
        address=address,
        protection=found.protection,
        body=found.body,
        fingerprint=found.fingerprint,
        holder=found.holder,
        expires_at=found.expires_at,
        added_by_id=viewer.seat.person_id,
        added_at=now,
    )
    record(deed="add_certificate", actor=viewer.actor, objects=[(made.public_id, viewer.organization_id)])
    return made


def remove_certificate(viewer: Viewer, certificate: uuid.UUID) -> None:
    must_set(viewer)
    if not _standing(viewer).filter(public_id=certificate).update(removed_at=timezone.now()):
        raise NotFound
    record(deed="remove_certificate", actor=viewer.actor, objects=[(certificate, viewer.organization_id)])


def addresses_of(desk: int) -> set[str]:
    """Those that mail of this desk may ever go to."""
    people = Membership.objects.filter(desk=desk, ended_at=None, person__is_active=True).exclude(person__email="")
    own = Desk.objects.get(pk=desk).email
    found = {*people.values_list("person__email", flat=True), *([own] if own else [])}
    return {one.casefold() for one in found}


def _standing(viewer: Viewer) -> QuerySet[Certificate]:
    return Certificate.objects.filter(desk=viewer.desk_id, removed_at=None)
