"""How far this desk is with what it holds: unread, read, passed on, acknowledged. Asked for a whole list at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from noroshi.advisories.models import Acknowledgement
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Hop
from noroshi.editions.queries import Line
from noroshi.editions.read_marks import UNOPENED, opened


@dataclass(frozen=True, slots=True)
class Here:
    """Of one edition, at this desk alone."""

    is_own: bool
    by_me: bool
    by_desk: bool
    is_passed_on: bool
    is_acknowledged: bool


def here(viewer: Viewer, lines: Sequence[Line]) -> dict[UUID, Here]:
    """Of lines that the viewer was given."""
    keys = [line.key for line in lines]
    if not keys:
        return {}
    held, marks = Held.by(viewer), opened(viewer, keys)
    hops = held.of_these(Hop.objects.filter(edition__in=keys, from_desk=viewer.desk_id))
    answers = held.of_these(Acknowledgement.objects.filter(edition__in=keys, desk=viewer.desk_id))
    passed = set(hops.values_list("edition_id", flat=True))
    answered = set(answers.values_list("edition_id", flat=True))
    return {
        line.public_id: Here(
            is_own=line.originator.pk == viewer.desk_id,
            by_me=(mark := marks.get(line.key, UNOPENED)).by_me,
            by_desk=mark.by_desk,
            is_passed_on=line.key in passed,
            is_acknowledged=line.key in answered,
        )
        for line in lines
    }
