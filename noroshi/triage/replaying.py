"""What would change before it is saved: the same list with another wish, and what comes and goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.triage.lists import Entry, listed, listed_as
from noroshi.triage.profiles import ProfileShown, ProfileWish

UNMADE: Final = 0
"""No profile has this number, so nothing was decided of it."""


@dataclass(frozen=True)
class Replay:
    before: int
    after: int
    comes: Sequence[Entry]
    goes: Sequence[Entry]


def foretold(viewer: Viewer, wish: ProfileWish, now: datetime) -> Replay:
    """What a profile would show that nobody has made yet."""
    new = listed_as(viewer, UNMADE, wish, now).entries
    return Replay(before=0, after=len(new), comes=new, goes=())


def replayed(viewer: Viewer, profile: ProfileShown, wish: ProfileWish, now: datetime) -> Replay:
    """Nothing is kept of it."""
    old, new = listed(viewer, profile, now).entries, listed_as(viewer, profile.number, wish, now).entries
    had, has = {one.key for one in old}, {one.key for one in new}
    return Replay(
        before=len(old),
        after=len(new),
        comes=[one for one in new if one.key not in had],
        goes=[one for one in old if one.key not in has],
    )
