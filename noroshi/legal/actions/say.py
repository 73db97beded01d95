"""The originator says on what ground an item was given, and whether its source agreed to disclosure."""

import uuid
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.editions.errors import OnlyTheOriginator
from noroshi.editions.models import EditionKind
from noroshi.ledger.actions import record
from noroshi.legal.errors import OnlyOfReports, StatutorySaid
from noroshi.legal.footing import edition_row, laws_of, newest
from noroshi.legal.models import Footing
from noroshi.vocabulary import Consent, LegalGround
from noroshi.vocabulary.text import clean_line

LONGEST_NOTE: Final = 400


def say_footing(
    viewer: Viewer, edition_id: uuid.UUID, ground: LegalGround, *, consent: Consent, note: str = ""
) -> Footing:
    """The next footing of an own item; earlier ones stay as the record. What was sent as statutory stays it."""
    edition = edition_row(viewer, edition_id)
    if edition.originator_desk_id != viewer.desk_id:
        raise OnlyTheOriginator
    if consent is not Consent.NOT_GIVEN and edition.kind != EditionKind.REPORT:
        raise OnlyOfReports
    before = newest(edition)
    is_statutory = before is not None and before.is_statutory
    if is_statutory and ground is not LegalGround.SECTOR_LAW:
        raise StatutorySaid
    said = clean_line(note, most=LONGEST_NOTE)
    row = Footing.objects.create(
        audience_id=edition.audience_id,
        edition=edition,
        number=before.number + 1 if before else 1,
        is_statutory=is_statutory,
        ground=ground.value,
        laws=list(laws_of(edition)) if ground is LegalGround.SECTOR_LAW else [],
        consent=consent.value,
        note=said,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        at=timezone.now(),
    )
    record(
        deed="say_footing",
        actor=viewer.actor,
        objects=[(edition.public_id, edition.originator_organization_id)],
        detail={"ground": ground.value, "consent": consent.value},
    )
    return row
