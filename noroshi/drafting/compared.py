"""Two editions that a reader holds, side by side: the earlier one of the same matter, unless another is named."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import FieldChange, changes
from noroshi.editions.earlier import earlier_of
from noroshi.editions.queries import Reading, Wanted, edition_readable_by, editions_readable_by
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FormKind


@dataclass(frozen=True, slots=True)
class Compared:
    """`before` is empty for the first edition of a matter that this reader holds: everything is new then."""

    before: Reading | None
    after: Reading
    form: Form | None
    changes: tuple[FieldChange, ...]


def compared(viewer: Viewer, edition_id: UUID, against: UUID | None = None) -> Compared:
    """Both are read as far as this reader holds them; what is not for the reader is not found."""
    after = edition_readable_by(viewer, edition_id)
    earlier = against or _earlier(viewer, after)
    before = edition_readable_by(viewer, earlier) if earlier else None
    form = form_of_edition(after)
    return Compared(before, after, form, changes(form, before.content if before else {}, after.content))


def form_of_edition(reading: Reading) -> Form | None:
    """The form that was filled; a notice has none."""
    kind = next((kind for kind in FormKind if kind.value == reading.kind), None)
    return scheme_of(reading.scheme).form(kind) if kind else None


def _earlier(viewer: Viewer, after: Reading) -> UUID | None:
    """The one before it from the same desk."""
    earlier = earlier_of(after, editions_readable_by(viewer, Wanted(matter=after.matter, before=after.key)))
    return earlier[-1].public_id if earlier else None
