"""A draft beside what it was made from or goes on from: what its writer has changed, field by field, before it is sent."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import FieldChange, changes
from noroshi.drafting.consulting import CONSULTATION
from noroshi.drafting.queries import DraftShown, draft, draft_row
from noroshi.drafting.sending import filled
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.sharing.redaction import CHANNEL
from noroshi.vocabulary.errors import NotFound

BY_THE_HOUSE: Final = frozenset(
    {"reported_at", "provided_at", "edition_number", "reference_number", "sharing_scope", CHANNEL, CONSULTATION}
)
"""Written anew at every sealing; that they differ says nothing."""
SOURCE_BLOCK: Final = "source_"


@dataclass(frozen=True, slots=True)
class Differences:
    """`against` is None when that edition was recalled or is no longer open to this desk."""

    draft: DraftShown
    against: Reading | None
    changes: tuple[FieldChange, ...]
    contact: tuple[FieldChange, ...]

    @property
    def changed(self) -> tuple[FieldChange, ...]:
        return tuple(one for one in self.changes if one.is_change)


def differences(viewer: Viewer, draft_id: uuid.UUID) -> Differences:
    """`contact` is the block of who reports: it becomes the writer's own by itself."""
    shown = draft(viewer, draft_id)
    against = _readable(viewer, [*shown.named_sources, *([shown.continues] if shown.continues else [])])
    if against is None:
        return Differences(shown, None, (), ())
    found = changes(shown.form, _said(against), _typed(viewer, draft_id, shown))
    told = [one for one in found if one.field_id not in BY_THE_HOUSE]
    return Differences(shown, against, tuple(_apart(told, is_contact=False)), tuple(_apart(told, is_contact=True)))


def _readable(viewer: Viewer, ids: Iterable[uuid.UUID]) -> Reading | None:
    """What it was made from; without that, what it goes on from."""
    for edition_id in ids:
        try:
            return edition_readable_by(viewer, edition_id, answer="page")
        except NotFound:
            return None
    return None


def _said(reading: Reading) -> dict[str, Any]:
    importance = {"importance": reading.importance.value} if reading.importance else {}
    return {**reading.content, **importance}


def _typed(viewer: Viewer, draft_id: uuid.UUID, shown: DraftShown) -> dict[str, Any]:
    """As it would be sealed; what cannot be read yet stands as it was typed."""
    found = filled(viewer, draft_row(viewer, draft_id))
    unread = {name.partition(".")[0] for name in found.mistakes}
    typed = {name: value for name, value in shown.written.typed.items() if name in unread}
    importance = {"importance": found.importance} if found.importance else {}
    return {**typed, **found.content, **importance}


def _apart(told: Iterable[FieldChange], *, is_contact: bool) -> Iterable[FieldChange]:
    return (one for one in told if one.field_id.startswith(SOURCE_BLOCK) == is_contact)
