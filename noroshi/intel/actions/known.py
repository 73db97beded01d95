"""Lines of the lists of known values: added and taken off by the desk that wrote them."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.errors import KnownAlready, NoValueOfAnyKind
from noroshi.intel.models import KnownValue
from noroshi.ledger.actions import record
from noroshi.observables import guessed, key
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import organization
from noroshi.vocabulary import KnownList, Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


def add_known(viewer: Viewer, which: KnownList, written: str, note: str = "") -> KnownValue:
    """However it is written: an address, a network, a name, a URL, a mail address, a hash."""
    found = guessed(clean_line(written, most=2000, required=True))
    if found is None:
        raise NoValueOfAnyKind(fields={"value": [NoValueOfAnyKind.code]})
    kind, value = found
    row = KnownValue(
        audience_id=_own_house(viewer),
        desk_id=viewer.desk_id,
        list=which.value,
        kind=int(kind),
        value=value,
        key=uuid.UUID(bytes=key(kind, value)),
        note=clean_line(note, most=400),
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as mistake:
        if "one_known_value_a_list" in str(mistake):
            raise KnownAlready from None
        raise
    record(deed="add_known_value", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return row


def drop_known(viewer: Viewer, known_id: uuid.UUID) -> None:
    rows = KnownValue.objects.filter(public_id=known_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(deed="drop_known_value", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def _own_house(viewer: Viewer) -> int:
    """Every desk of one's own organization, and nobody else whatever the scheme says."""
    house = frozenset({organization(viewer.organization_id)})
    marking = Marking(
        tlp=Tlp.GREEN,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        originator=viewer.desk_id,
        additions=house,
        only=house,
    )
    keep_scheme(scheme_key())
    return intern(Definition(marking, opened=house, scheme=scheme_key()))
