"""Whether there is anybody further back whom this desk could ask, told before the deed; no link is opened for it."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.asking.along import came_from
from noroshi.asking.queries import InquiryShown
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.models import Derivation
from noroshi.editions.rows import edition_row
from noroshi.vocabulary import InquiryState

GONE = frozenset({InquiryState.EXPIRED, InquiryState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Back:
    """The desk one leg further back; where this desk took the name out it is not named before the link is opened.

    `several`: this desk made it of more than one, and chooses.
    """

    desk: Desk | None
    opens_link: bool
    several: bool = False


def next_back(viewer: Viewer, one: InquiryShown) -> Back | None:
    """Nobody where this desk asked itself, where it has ended, where it was passed on, or where there is nobody."""
    if not one.answers:
        return None
    under_way = sum(each.state not in GONE for each in one.below)
    edition = edition_row(viewer, one.edition_id)
    if edition.originator_desk_id != viewer.desk_id:
        desk = came_from(viewer, edition)
        return None if under_way or desk.pk == one.by_desk.pk else Back(desk, opens_link=False)
    links = readable_by(viewer, Derivation.objects.filter(derived=edition)).count()
    return Back(None, opens_link=True, several=links > 1) if links > under_way else None


def asked_of(viewer: Viewer, edition_id: UUID) -> Desk:
    """Whom a question about an item would reach; the refusals are those of asking."""
    return came_from(viewer, edition_row(viewer, edition_id))
