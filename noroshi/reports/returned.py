"""What a second person said when it sent a draft back; it stands until the draft is another one."""

import uuid

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.reports.leaks import ReleaseShown
from noroshi.reports.models import LeakReturn


def returned(viewer: Viewer, draft_id: uuid.UUID, *, since: int = 1) -> tuple[ReleaseShown, ...]:
    """The latest first."""
    rows = LeakReturn.objects.filter(draft=draft_id).select_related("by")
    found = readable_by(viewer, rows).order_by("-pk")[:since]
    return tuple(ReleaseShown(row.by, row.at, row.reason) for row in found)
