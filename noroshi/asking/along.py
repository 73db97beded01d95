"""From whom an item came to a desk: the only one that this desk may ask, because it knows no other."""

from noroshi.asking.errors import NobodyToAsk
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition
from noroshi.editions.rows import hop_rows


def came_from(viewer: Viewer, edition: Edition) -> Desk:
    """Who passed it here first; where no receipt says so, who wrote it."""
    if edition.originator_desk_id == viewer.desk_id:
        raise NobodyToAsk
    hops = [hop for hop in hop_rows(viewer, edition.public_id) if hop.from_desk_id != viewer.desk_id]
    return hops[0].from_desk if hops else edition.originator_desk
