"""Taking back what one's own desk brought in: everybody else loses sight of it at once, the desk keeps it."""

import uuid
from dataclasses import replace

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.intel.actions.origins import own_origin, reach_of
from noroshi.intel.models import Link, StixObject, Value
from noroshi.intel.ranges import audience_of
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import NotFound


def withdraw(viewer: Viewer, origin_id: uuid.UUID, of: uuid.UUID, *, version: int | None = None) -> int:
    """Of one's own origin, ended or not, every version or one; what others brought in stays theirs. Says how many rows it was."""
    origin = own_origin(viewer, origin_id, or_ended=True)
    rows = readable_by(viewer, StixObject.objects.filter(uuid=of, origin=origin))
    if version is not None:
        rows = rows.filter(version=version)
    numbers = list(rows.select_for_update().values_list("pk", flat=True))
    if not numbers:
        raise NotFound
    closed = audience_of(replace(reach_of(origin), is_withdrawn=True))
    StixObject.objects.filter(pk__in=numbers).update(audience_id=closed)
    Value.objects.filter(object_id__in=numbers).update(audience_id=closed)
    Link.objects.filter(object_id__in=numbers).update(audience_id=closed)
    record(
        deed="withdraw_object",
        actor=viewer.actor,
        objects=[(of, viewer.organization_id)],
        detail={"origin": str(origin.public_id), "versions": len(numbers)},
    )
    return len(numbers)
