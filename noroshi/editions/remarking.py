"""Marking again as a door asks for it: the present marking, what it would become, and what that would change."""

import uuid
from dataclasses import dataclass, replace

from noroshi.audiences.viewer import Viewer
from noroshi.editions import wishes
from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.explaining import marking_of_own, reach_if, reach_of
from noroshi.editions.previews import PreviewTold, told
from noroshi.editions.wishes import MarkingWish
from noroshi.sharing.marking import Marking, refuse_contradictions


@dataclass(frozen=True, slots=True)
class Present:
    """As the originator last wrote it; parties under their public ids."""

    marking: Marking
    number: int
    additions: tuple[Addressed, ...]
    exclusions: tuple[Addressed, ...]


def present(viewer: Viewer, edition_id: uuid.UUID) -> Present:
    marking, number = marking_of_own(viewer, edition_id)
    return Present(
        marking,
        number,
        additions=addressed(sorted(map(str, marking.additions))),
        exclusions=addressed(sorted(map(str, marking.exclusions))),
    )


def wished_again(viewer: Viewer, edition_id: uuid.UUID, wish: MarkingWish) -> Marking:
    """Color, sectors, additions, exclusions, label and note anew; form, leg, recipients and withheld fields stay as they are."""
    current, _number = marking_of_own(viewer, edition_id)
    wanted = replace(
        current,
        tlp=wish.tlp,
        sectors=frozenset(wish.sectors) or current.sectors,
        additions=wishes.parties(viewer, wish.additions),
        exclusions=wishes.excluded(viewer, wish.exclusions),
        handling_note=wish.handling_note,
        bars_government=wish.bars_government,
    )
    refuse_contradictions(wanted)
    return wanted


def reach_then(viewer: Viewer, edition_id: uuid.UUID, wanted: Marking) -> tuple[PreviewTold, PreviewTold]:
    """Now and then."""
    now = told(viewer, reach_of(viewer, edition_id), names_holders=True)
    return now, told(viewer, reach_if(viewer, edition_id, wanted), names_holders=True)
