"""What rooms above may hear of. Listeners run in the deed's transaction: if one refuses, nothing happened."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.directory.events import Event
from noroshi.editions.models import Edition, Hop, Withdrawal


@dataclass(frozen=True)
class Arrival:
    """A hop that has brought an edition to desks which did not hold it before."""

    viewer: Viewer
    edition: Edition
    hop: Hop
    desks: frozenset[int]


@dataclass(frozen=True)
class Recall:
    """An edition that was just recalled, its withdrawal, and the desks that held it until now."""

    viewer: Viewer
    edition: Edition
    withdrawal: Withdrawal
    desks: frozenset[int]


@dataclass(frozen=True)
class Taken:
    """An edition that somebody has just taken away as a file."""

    viewer: Viewer
    edition: UUID


recalled: Event[Recall] = Event("recalled")
arrived: Event[Arrival] = Event("arrived")
taken_away: Event[Taken] = Event("taken_away")
