"""Who sets a desk's channels: its points of contact, their deputies, and the administrator who sits at it."""

from noroshi.audiences.viewer import Viewer
from noroshi.vocabulary.errors import NotYours


def may_set(viewer: Viewer) -> bool:
    return viewer.person.is_poc or viewer.person.is_deputy or viewer.seat.is_administrator


def must_set(viewer: Viewer) -> None:
    if not may_set(viewer):
        raise NotYours
