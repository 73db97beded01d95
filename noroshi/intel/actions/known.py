"""Lines of the lists of known values: added, changed and taken off by the desk that wrote them; delivered ones put aside by a house."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.errors import KnownAlready, NoValueOfAnyKind
from noroshi.intel.knowing import entry_of, put_aside
from noroshi.intel.models import KnownSwitch, KnownValue
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
    _kept(row)
    record(deed="add_known_value", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return row


def drop_known(viewer: Viewer, known_id: uuid.UUID) -> None:
    row = _own_row(viewer, known_id)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record(deed="drop_known_value", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def change_known(viewer: Viewer, known_id: uuid.UUID, which: KnownList, note: str = "") -> KnownValue:
    """Its list and why it stands there. Another value is another line."""
    row = _own_row(viewer, known_id)
    row.list, row.note = which.value, clean_line(note, most=400)
    _kept(row)
    record(deed="change_known_value", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return row


def put_line_aside(viewer: Viewer, line: uuid.UUID, why: str) -> bool:
    """A delivered line holds no longer for the viewer's organization; for nobody else anything changes. Whether it held until now."""
    entry_of(line)
    return _switched(viewer, line, why=clean_line(why, most=400, required=True))


def take_line_up(viewer: Viewer, line: uuid.UUID) -> bool:
    """By any desk of the organization that put it aside. Whether it was aside until now."""
    entry_of(line)
    return _switched(viewer, line)


def _switched(viewer: Viewer, line: uuid.UUID, why: str = "") -> bool:
    """Done twice it is done; nobody's words are written over."""
    if (line in put_aside(viewer)) is bool(why):
        return False
    row = KnownSwitch.objects.create(
        audience_id=_own_house(viewer),
        desk_id=viewer.desk_id,
        line=line,
        is_off=bool(why),
        why=why,
        made_by_id=viewer.seat.person_id,
        made_at=timezone.now(),
    )
    deed = "put_known_line_aside" if why else "take_known_line_up"
    record(deed=deed, actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return True


def _own_row(viewer: Viewer, known_id: uuid.UUID) -> KnownValue:
    rows = KnownValue.objects.filter(public_id=known_id, desk_id=viewer.desk_id, ended_at=None)
    row = readable_by(viewer, rows).first()
    if row is None:
        raise NotFound
    return row


def _kept(row: KnownValue) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as mistake:
        if "one_known_value_a_list" in str(mistake):
            raise KnownAlready from None
        raise


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
