"""What rooms above may hear of before words leave a desk. Listeners run in the deed's transaction: if one refuses, nothing is said."""

from dataclasses import dataclass

from noroshi.audiences.viewer import Viewer
from noroshi.directory.events import Event
from noroshi.editions.models import Edition


@dataclass(frozen=True)
class Words:
    """What a desk is about to say to a desk further along, about an edition that both may read."""

    viewer: Viewer
    edition: Edition
    text: str


speaking: Event[Words] = Event("speaking")
