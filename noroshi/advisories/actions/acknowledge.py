"""Acknowledging: read, and whether it has come here. The answer may be changed; the newest counts."""

import uuid

from django.utils import timezone

from noroshi.advisories.errors import NotAnAdvisory, OwnAdvisory
from noroshi.advisories.models import Acknowledgement
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, SightingAnswer, TableVariant, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text


def acknowledge(
    viewer: Viewer, edition_id: uuid.UUID, *, sighting: SightingAnswer | None = None, note: str = ""
) -> Acknowledgement:
    """The same answer given twice is one; without an answer it says only that it was read."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if edition is None:
        raise NotFound
    if edition.kind != EditionKind.ADVISORY:
        raise NotAnAdvisory
    if edition.originator_desk_id == viewer.desk_id:
        raise OwnAdvisory
    words, answer = clean_text(note, most=400), sighting.value if sighting else ""
    before = latest_of(viewer, edition)
    if before is not None and (before.sighting, before.note) == (answer, words):
        return before
    made = Acknowledgement.objects.create(
        audience_id=_held_by(viewer, edition),
        edition=edition,
        edition_public_id=edition.public_id,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        sighting=answer,
        note=words,
        at=timezone.now(),
    )
    record(
        deed="acknowledge",
        actor=viewer.actor,
        objects=[(edition.public_id, edition.originator_organization_id)],
        detail={"sighting": answer or None},
    )
    return made


def latest_of(viewer: Viewer, edition: Edition) -> Acknowledgement | None:
    own = Acknowledgement.objects.filter(edition=edition, desk=viewer.desk_id)
    return readable_by(viewer, own).order_by("-pk").first()


def _held_by(viewer: Viewer, edition: Edition) -> int:
    """Those who brought it here and the originator hear the answer; other recipients do not, nor who else is one."""
    hops = readable_by(viewer, Hop.objects.filter(edition=edition)).exclude(from_desk=viewer.desk_id)
    brought_by = set(hops.values_list("from_desk_id", flat=True)) | {edition.originator_desk_id}
    marking = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    return own_desks(marking, None, brought_by)
