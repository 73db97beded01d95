"""What time and others take off the lists: values past their end, recalled, or revoked by a later word of their source."""

from collections import Counter
from typing import Final

from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.devices.candidates import superseded
from noroshi.devices.models import BlockLine
from noroshi.devices.standing import lost
from noroshi.intel.models import StixObject, Value
from noroshi.ledger.actions import record
from noroshi.vocabulary import BlockState, TakenBack

SYSTEM: Final = SystemViewer("devices")


def keep_lists() -> int:
    """Says how many lines went. May run twice: it looks at what stands."""
    with acting_as(SYSTEM):
        now = timezone.now()
        rows = list(BlockLine.objects.exclude(state=BlockState.WITHDRAWN.value).filter(of__ended_at=None))
        gone = {line.pk: TakenBack.ENDED for line in rows if line.until <= now}
        gone |= dict.fromkeys(_revoked(rows), TakenBack.REVOKED)
        gone |= dict.fromkeys(lost([line.pk for line in rows]), TakenBack.RECALLED)
        for why in TakenBack:
            some = [pk for pk, reason in gone.items() if reason is why]
            BlockLine.objects.filter(pk__in=some).update(
                state=BlockState.WITHDRAWN.value, taken_back=why.value, withdrawn_at=now
            )
        _told([line for line in rows if line.pk in gone])
        return len(gone)


def _revoked(rows: list[BlockLine]) -> list[int]:
    """The source's latest word revokes the object, or names the value no longer."""
    late = superseded(SYSTEM, {line.object_id for line in rows})
    again = [line for line in rows if line.object_id in late]
    return [line.pk for line in again if not _still_said(line)]


def _still_said(line: BlockLine) -> bool:
    stood = StixObject.objects.get(pk=line.object_id)
    latest = StixObject.objects.filter(uuid=stood.uuid, origin_id=stood.origin_id).order_by("-version").first()
    return latest is not None and Value.objects.filter(object_id=latest.pk, key=line.key, is_revoked=False).exists()


def _told(lines: list[BlockLine]) -> None:
    for list_id, count in Counter(line.of_id for line in lines).items():
        row = next(line.of for line in lines if line.of_id == list_id)
        record(
            deed="take_off_lists",
            system=SYSTEM.name,
            objects=[(row.public_id, row.desk.organization_id)],
            detail={"lines": count},
        )
