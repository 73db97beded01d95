"""Objects by a part of what they are called, by a value or by their number; only among what one may read, the newest first."""

from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.intel.looking_up import looked_up
from noroshi.intel.naming import title_of, whole_of
from noroshi.intel.queries import Kept, listed
from noroshi.stix.kinds import StixKind

LOOKED: Final = 1_500
"""So many of each kind are looked through; what is older is found by its value or number."""
MOST: Final = 30


def by_name(viewer: Viewer, words: str, kinds: Collection[StixKind]) -> list[Kept]:
    text = " ".join(words.split()).casefold()
    if not text:
        return []
    exactly = [one.kept for one in looked_up(viewer, words).rows if one.kept.kind in kinds]
    found = {one.uuid: one for one in exactly}
    for one in _called(viewer, text, kinds):
        if len(found) == MOST:
            break
        found.setdefault(one.uuid, one)
    return list(found.values())


def _called(viewer: Viewer, text: str, kinds: Collection[StixKind]) -> Iterator[Kept]:
    """By its latest name alone: what somebody renamed is not found by the name before."""
    seen: set[UUID] = set()
    for kind in kinds:
        for one in listed(viewer, [kind], most=LOOKED):
            if one.uuid not in seen and text in title_of(whole_of(one.raw)).casefold():
                yield one
            seen.add(one.uuid)
