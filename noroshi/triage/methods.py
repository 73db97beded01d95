"""Techniques behind what a profile shows: as the objects of its list name them, under its reader's own locks."""

from collections.abc import Sequence
from datetime import datetime

from noroshi.audiences.viewer import Viewer
from noroshi.intel.techniques import Tactic, of_objects
from noroshi.triage.lists import listed
from noroshi.triage.profiles import ProfileShown


def methods(viewer: Viewer, profile: ProfileShown, now: datetime) -> Sequence[Tactic]:
    return of_objects(viewer, {one.above.object_id for one in listed(viewer, profile, now).entries})
