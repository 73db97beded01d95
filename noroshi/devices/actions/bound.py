"""Lists tied to a profile of triage: what comes onto the profile's list is proposed, and no more. People review and publish it."""

from collections.abc import Iterable
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.devices.actions.keep import SYSTEM
from noroshi.devices.actions.lines import propose
from noroshi.devices.candidates import CandidateLine, candidates
from noroshi.devices.errors import LineChanged, NothingToPropose
from noroshi.devices.models import BlockLine, BlockList
from noroshi.directory.seated import SeatGone, seated
from noroshi.vocabulary import TakenBack
from noroshi.vocabulary.errors import NotFound

BY_PEOPLE = (TakenBack.BY_HAND, TakenBack.DISMISSED)


def propose_bound() -> int:
    """In the name of whoever tied the list, as long as that person sits at the desk. Says how many values it was."""
    with acting_as(SYSTEM):
        rows = BlockList.objects.filter(ended_at=None).exclude(profile=None).order_by("pk")
        bound = list(rows.values_list("public_id", "bound_by_id", "desk_id"))
    return sum(_proposed(list_id, person, desk) for list_id, person, desk in bound if person)


def _proposed(list_id: UUID, person: int, desk: int) -> int:
    try:
        viewer = Viewer(seated(person, desk))
        with acting_as(viewer):
            of = BlockList.objects.get(public_id=list_id)
            chosen = _not_refused(viewer, of, candidates(viewer, of))
            return len(propose(viewer, list_id, chosen)) if chosen else 0
    except (SeatGone, NotFound, NothingToPropose, LineChanged, BlockList.DoesNotExist):
        return 0


def _not_refused(viewer: Viewer, of: BlockList, found: Iterable[CandidateLine]) -> set[tuple[int, int]]:
    """What people took off, or would not have, is not brought before them again."""
    gone = BlockLine.objects.filter(of=of, taken_back__in=[why.value for why in BY_PEOPLE])
    refused = set(readable_by(viewer, gone).values_list("key", flat=True))
    return {(one.row.object_id, one.row.number) for one in found if one.row.key not in refused}
