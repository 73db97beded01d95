"""An advisory taken away as CSAF: the same reader, the same range and the same entry in the record as on paper."""

from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.exporting.papers import paper_of_item
from noroshi.drafting.exporting.taking import Asked, Exported
from noroshi.editions.events import Taken, taken_away
from noroshi.editions.queries import Line, Reading, Wanted, edition_readable_by, editions_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.ledger.actions import record
from noroshi.paper.csaf import Revision, csaf, file_name
from noroshi.vocabulary import FormKind, Tlp
from noroshi.vocabulary.errors import NotFound


def csaf_or_asked(viewer: Viewer, public_id: UUID, *, namespace: str) -> Exported | Asked:
    """For pages: RED is not taken away by a link alone."""
    reading = _advisory(edition_readable_by(viewer, public_id, answer="page"))
    if reading.tlp is Tlp.RED:
        return Asked(public_id, reading.title, reading.tlp)
    return export_csaf(viewer, public_id, namespace=namespace)


def export_csaf(viewer: Viewer, public_id: UUID, *, namespace: str) -> Exported:
    """Revisions are the editions of this matter that the viewer holds."""
    reading = _advisory(edition_readable_by(viewer, public_id, answer="export"))
    paper = paper_of_item(viewer, reading, holder=None, against=None, marks=False)
    earlier = editions_readable_by(viewer, Wanted(matter=reading.matter, before=reading.key))
    same = [one for one in earlier if one.originator == reading.originator and one.kind == reading.kind]
    held = sorted([*same, reading], key=lambda one: one.key)
    provider = reading.originator.organization_id
    record(
        deed="export_form", answer="export", actor=viewer.actor, objects=[(public_id, provider)], detail={"as": "csaf"}
    )
    taken_away(Taken(viewer, public_id))
    if reading.originator.pk != viewer.desk_id:
        mark_read(viewer, reading)
    reference = reading.reference_number or str(public_id)
    made = csaf(paper, reference=reference, revisions=[_revision(one) for one in held], namespace=_uri(namespace))
    return Exported(file_name(reference), made)


def _uri(address: str) -> str:
    """An installation without an outside address of its own has no namespace on the web."""
    return address if "://" in address else "urn:noroshi"


def _advisory(reading: Reading) -> Reading:
    if reading.kind != FormKind.ADVISORY.value:
        raise NotFound
    return reading


def _revision(one: Line) -> Revision:
    words = f"第{one.number}報" if one.number else "情報提供"
    return Revision(one.sealed_at, words)
