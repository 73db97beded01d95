"""The live form of a dangerous value: an act of its own, written down, and only of what the viewer may read anyway."""

from noroshi.audiences.viewer import Viewer
from noroshi.intel import queries
from noroshi.ledger.actions import record
from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.vocabulary.errors import NotFound


def show_live(viewer: Viewer, kind: Kind, written: str) -> str:
    """The value as a device needs it. A value that stands in nothing the viewer may read is not found."""
    try:
        value = settled(kind, written)
    except NotOfThisKind:
        raise NotFound from None
    found = queries.about(viewer, *value, most=1)
    if not found:
        raise NotFound
    record(deed="show_live", actor=viewer.actor, objects=[(found[0].uuid, viewer.organization_id)])
    return value[1]
