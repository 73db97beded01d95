"""Searches that were kept, as their people see them."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.search.actions.saved import saved_row
from noroshi.search.models import SavedSearch


@dataclass(frozen=True, slots=True)
class SavedShown:
    public_id: uuid.UUID
    name: str
    asked: Mapping[str, Sequence[str]]
    is_of_desk: bool
    notifies: bool
    made_at: datetime

    @property
    def address(self) -> str:
        return urlencode(self.asked, doseq=True)


def saved_of(viewer: Viewer) -> list[SavedShown]:
    """The desk's and one's own, by name."""
    rows = readable_by(viewer, SavedSearch.objects.filter(desk_id=viewer.desk_id, ended_at=None))
    return [_shown(row) for row in rows.order_by("name", "pk")]


def saved(viewer: Viewer, public_id: uuid.UUID) -> SavedShown:
    return _shown(saved_row(viewer, public_id))


def _shown(row: SavedSearch) -> SavedShown:
    return SavedShown(row.public_id, row.name, row.asked, row.is_of_desk, row.notifies, row.made_at)
