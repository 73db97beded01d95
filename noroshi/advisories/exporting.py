"""A report or an advisory taken away as STIX: the same reader, range and entry in the record as on paper.

Answers go with an advisory without names and notes: whoever gets the file from its reader never heard them.
"""

from uuid import UUID

from noroshi.advisories.queries import answers
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.exporting import Asked, Exported
from noroshi.drafting.exporting.papers import paper_of_item
from noroshi.editions.events import Taken, taken_away
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.ledger.actions import record
from noroshi.stix.forms import Answered, Around, bundle, file_name
from noroshi.vocabulary import FormKind, Tlp
from noroshi.vocabulary.errors import NotFound


def stix_or_asked(viewer: Viewer, public_id: UUID, *, address: str) -> Exported | Asked:
    """For pages: RED is not taken away by a link alone."""
    reading = _form(edition_readable_by(viewer, public_id, answer="page"))
    if reading.tlp is Tlp.RED:
        return Asked(public_id, reading.title, reading.tlp)
    return export_stix(viewer, public_id, address=address)


def export_stix(viewer: Viewer, public_id: UUID, *, address: str) -> Exported:
    reading = _form(edition_readable_by(viewer, public_id, answer="export"))
    paper = paper_of_item(viewer, reading, holder=None, against=None, marks=False)
    provider = reading.originator.organization_id
    record(
        deed="export_form", answer="export", actor=viewer.actor, objects=[(public_id, provider)], detail={"as": "stix"}
    )
    taken_away(Taken(viewer, public_id))
    if reading.originator.pk != viewer.desk_id:
        mark_read(viewer, reading)
    around = Around(public_id, reading.sealed_at, address, _answers(viewer, reading), reading.handled_since)
    return Exported(file_name(reading.reference_number or str(public_id), reading.tlp), bundle(paper, around))


def _answers(viewer: Viewer, reading: Reading) -> tuple[Answered, ...]:
    if reading.kind != FormKind.ADVISORY.value:
        return ()
    found = answers(viewer, reading.public_id)
    return tuple(Answered(one.sighting, one.at) for one in found if one.sighting)


def _form(reading: Reading) -> Reading:
    if reading.kind not in set(FormKind):
        raise NotFound
    return reading
