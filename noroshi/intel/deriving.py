"""What mentions an object goes no farther than that object: a tie alone tells that there is one, and its number."""

from collections.abc import Collection, Sequence
from typing import Final

from noroshi.audiences.actions import definition_of
from noroshi.audiences.viewer import Viewer
from noroshi.intel import queries
from noroshi.intel.colors import color_of
from noroshi.intel.models import Origin
from noroshi.intel.queries import Kept
from noroshi.intel.ranges import parties
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import Tlp2

STRICTEST_FIRST: Final = tuple(Tlp2)
LABELS: Final = {ref: label for label, ref in ID_OF.items()}


def label_of(viewer: Viewer, kept: Kept, origin: Origin) -> Tlp2:
    """Of whatever this desk says of the object under one of its sources."""
    source = queries.origins_named(viewer, {kept.origin}).get(kept.origin)
    if source is None:
        return Tlp2.RED
    color = color_of(viewer, kept, source)
    label = Tlp2.AMBER_STRICT if color.is_own_house else Tlp2.of(color.tlp.value)
    return label if goes_as_far(kept, origin) else narrowest((label, Tlp2.AMBER_STRICT))


def goes_as_far(kept: Kept, origin: Origin) -> bool:
    """Whether all whom the source is open to may have the object."""
    held = definition_of(kept.audience)
    return held is not None and parties(origin.opened) <= held.opened


def narrowest(labels: Collection[Tlp2]) -> Tlp2:
    return min(labels, key=STRICTEST_FIRST.index, default=Tlp2.CLEAR)


def narrowed(markings: Sequence[str], label: Tlp2) -> tuple[str, ...]:
    """A wider label of our own time gives way; of any other marking nothing is taken, and all of them hold."""
    said = [LABELS[one] for one in markings if one in LABELS]
    if label is Tlp2.CLEAR or (said and narrowest((*said, label)) is not label):
        return tuple(markings)
    return (ID_OF[label], *(one for one in markings if one not in LABELS))
