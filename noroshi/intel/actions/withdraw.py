"""Taking back what one's own desk brought in: everybody else loses sight of it at once, whoever had taken it is told; the desk keeps it."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from django.utils import timezone

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.delivery.actions.notify import notify
from noroshi.intel.actions.origins import own_origin, reach_of
from noroshi.intel.models import Link, Origin, StixObject, TakenBack, Value
from noroshi.intel.naming import whole_of
from noroshi.intel.ranges import audience_of
from noroshi.intel.taken import is_secret, range_of, takers_of, who_could_hold
from noroshi.ledger.actions import record
from noroshi.vocabulary import NoticeKind
from noroshi.vocabulary.errors import NotFound

TOLD_AT: Final = "/intel/taken-back/"


def withdraw(viewer: Viewer, origin_id: uuid.UUID, of: uuid.UUID, *, version: int | None = None) -> int:
    """Of one's own origin, ended or not, every version or one; what others brought in stays theirs. Says how many rows it was."""
    origin = own_origin(viewer, origin_id, or_ended=True)
    rows = readable_by(viewer, StixObject.objects.filter(uuid=of, origin=origin))
    if version is not None:
        rows = rows.filter(version=version)
    found = list(rows.select_for_update().order_by("-pk"))
    if not found:
        raise NotFound
    numbers = [row.pk for row in found]
    closed = audience_of(replace(reach_of(origin), is_withdrawn=True))
    if open_ := [row for row in found if row.audience_id != closed]:
        _tell(viewer, origin, open_)
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


def _tell(viewer: Viewer, origin: Origin, rows: Sequence[StixObject]) -> None:
    """Those to whom it was given: that it was taken back, under the name by which they have it, and nothing of what it says.

    Each range that its versions had is told for itself, and nobody twice.
    """
    of, at, told = rows[0].uuid, timezone.now(), set[int]()
    secret = is_secret(viewer, origin, of)
    for audience in dict.fromkeys(row.audience_id for row in rows):
        numbers = [row.pk for row in rows if row.audience_id == audience]
        found = {desk for desk, _ in takers_of(origin.public_id, of, numbers)}
        takers = who_could_hold(audience, found - told)
        if not takers and audience != rows[0].audience_id:
            continue
        TakenBack.objects.create(
            audience_id=range_of(audience, takers),
            desk_id=origin.desk_id,
            origin=origin,
            object=of,
            kind=str(whole_of(rows[0].raw)["type"]),
            numbers=numbers,
            is_secret=secret,
            at=at,
        )
        told.update(takers)
    notify(viewer, told, NoticeKind.RECALLED, link=TOLD_AT)
