"""What rooms above may hear of. Listeners run in the deed's transaction: if one refuses, nothing happened."""

from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.directory.events import Event
from noroshi.editions.models import Edition, Hop


@dataclass(frozen=True)
class Arrival:
    """A hop that has brought an edition to desks which did not hold it before."""

    viewer: Viewer
    edition: Edition
    hop: Hop
    desks: frozenset[int]


arrived: Event[Arrival] = Event("arrived")
