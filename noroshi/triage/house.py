"""The range of all that a desk keeps here for itself: its own organization, nobody else."""

from noroshi.audiences.viewer import Viewer
from noroshi.intel.ranges import Reach, audience_of
from noroshi.stix.markings import COLORS
from noroshi.vocabulary import Tlp2


def own_house(viewer: Viewer) -> int:
    return audience_of(Reach(viewer.desk_id, viewer.organization_id, COLORS[Tlp2.AMBER_STRICT.value]))
