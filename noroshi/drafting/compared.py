"""Two editions that a reader holds, side by side: the earlier one of the same matter, unless another is named."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import FieldChange, changes
from noroshi.editions.earlier import earlier_of
from noroshi.editions.queries import Line, Reading, Wanted, edition_readable_by, editions_readable_by
from noroshi.editions.read_marks import opened, read_before
from noroshi.schemes.forms import Form
from noroshi.vocabulary import FormKind


@dataclass(frozen=True, slots=True)
class Compared:
    """`before` is empty for the first edition of a matter that this reader holds: everything is new then."""

    before: Reading | None
    after: Reading
    form: Form | None
    changes: tuple[FieldChange, ...]
    earlier: tuple[UUID, ...] = ()


def compared(viewer: Viewer, edition_id: UUID, against: UUID | None = None, *, since_read: bool = False) -> Compared:
    """Both are read as far as this reader holds them; what is not for the reader is not found.

    With `since_read` against what this person has read last; to whoever has read nothing all of it is new.
    """
    after = edition_readable_by(viewer, edition_id)
    earlier = earlier_of(after, editions_readable_by(viewer, Wanted(matter=after.matter, before=after.key)))
    base = against or (_read_last(viewer, after, earlier) if since_read else _one_before(earlier))
    before = edition_readable_by(viewer, base) if base else None
    between = [
        edition_readable_by(viewer, line.public_id).content for line in earlier if before and line.key > before.key
    ]
    form = form_of_edition(after)
    found = changes(form, before.content if before else {}, after.content, between)
    return Compared(before, after, form, found, tuple(line.public_id for line in earlier))


def form_of_edition(reading: Reading) -> Form | None:
    """The form that was filled; a notice has none."""
    kind = next((kind for kind in FormKind if kind.value == reading.kind), None)
    return scheme_of(reading.scheme).form(kind) if kind else None


def _one_before(earlier: Sequence[Line]) -> UUID | None:
    """From the same desk."""
    return earlier[-1].public_id if earlier else None


def _read_last(viewer: Viewer, after: Reading, earlier: Sequence[Line]) -> UUID | None:
    found = read_before(after, earlier, opened(viewer, {line.key for line in earlier}))
    return found.public_id if found else None
