"""Who begins a matter knows it: an author without need to know is assigned to it, and the ledger says so.

Who writes on in a matter has to know it before: nobody comes to read the rest of it by adding to it.
"""

import uuid

from noroshi.audiences.viewer import Viewer
from noroshi.directory.actions.duties import assign_author
from noroshi.directory.remembered import own_house
from noroshi.editions.errors import NeedToKnowMissing, OutsideRange
from noroshi.editions.naming import is_named, name_matter
from noroshi.sharing.facts import Topic
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Tlp


def author_knows(viewer: Viewer, marking: Marking, matter: uuid.UUID, *, begins: bool = False) -> str | None:
    """The matter's name for the audience, when somebody needs it by name; refuses who may not hold what it writes."""
    if marking.tlp is not Tlp.CLEAR and not viewer.is_in_range:
        raise OutsideRange
    if marking.tlp in {Tlp.RED, Tlp.AMBER} and not viewer.person.needs_to_know(Topic(marking.sectors, str(matter))):
        if not begins:
            raise NeedToKnowMissing
        assign_author(actor=viewer.seat, matter=matter)
        viewer.refresh()
        name_matter(matter)
    return str(matter) if is_named(matter) else None


def may_write_on(viewer: Viewer, matter: uuid.UUID) -> bool:
    """Whether this person may begin a draft in a matter that is under way: it is as strict as RED until a color is chosen."""
    sectors = frozenset(own_house(viewer.seat).sectors)
    return viewer.is_in_range and viewer.person.needs_to_know(Topic(sectors, str(matter)))
