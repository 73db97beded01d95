"""The roster of a house that helps: who knows what. Written by those who sit at the desk, read inside the house (C-160)."""

import uuid
from collections.abc import Collection

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Membership, Organization
from noroshi.helping.actions.ask import HELPERS
from noroshi.helping.errors import NotAHelper
from noroshi.helping.models import Expert
from noroshi.helping.ranges import of_house
from noroshi.ledger.actions import record
from noroshi.vocabulary import HelpField
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


def write_expert(viewer: Viewer, person: uuid.UUID, fields: Collection[HelpField], note: str = "") -> Expert:
    """Somebody who sits at the viewer's desk; a second line about the same person takes the place of the first."""
    must_help(viewer)
    seated = Membership.objects.filter(person__public_id=person, desk=viewer.desk_id, ended_at=None).first()
    if seated is None:
        raise NotFound
    known = readable_by(viewer, Expert.objects.filter(desk=viewer.desk_id, person=seated.person_id, ended_at=None))
    said = {"fields": sorted({one.value for one in fields}), "note": clean_line(note, most=400)}
    row = known.first()
    if row is None:
        row = Expert.objects.create(
            audience_id=of_house(viewer),
            desk_id=viewer.desk_id,
            person_id=seated.person_id,
            written_by_id=viewer.seat.person_id,
            at=timezone.now(),
            **said,
        )
    else:
        known.update(written_by_id=viewer.seat.person_id, at=timezone.now(), **said)
    record(deed="write_expert", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return row


def end_expert(viewer: Viewer, expert: uuid.UUID) -> None:
    row = readable_by(viewer, Expert.objects.filter(public_id=expert, desk=viewer.desk_id, ended_at=None)).first()
    if row is None:
        raise NotFound
    readable_by(viewer, Expert.objects.filter(pk=row.pk)).update(ended_at=timezone.now())
    record(deed="end_expert", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])


def must_help(viewer: Viewer) -> None:
    if not HELPERS & set(Organization.objects.get(pk=viewer.organization_id).kinds):
        raise NotAHelper
