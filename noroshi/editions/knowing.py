"""Who writes it knows it: an author without need to know is assigned to the matter, and the ledger says so."""

import uuid

from noroshi.audiences.viewer import Viewer
from noroshi.directory.actions.duties import assign_author
from noroshi.editions.errors import OutsideRange
from noroshi.editions.naming import is_named, name_matter
from noroshi.sharing.facts import Topic
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Tlp


def author_knows(viewer: Viewer, marking: Marking, matter: uuid.UUID) -> str | None:
    """The matter's name for the audience, when somebody needs it by name; refuses who may not hold what it writes."""
    if marking.tlp is not Tlp.CLEAR and not viewer.is_in_range:
        raise OutsideRange
    if marking.tlp in {Tlp.RED, Tlp.AMBER} and not viewer.person.needs_to_know(Topic(marking.sectors, str(matter))):
        assign_author(actor=viewer.seat, matter=matter)
        viewer.refresh()
        name_matter(matter)
    return str(matter) if is_named(matter) else None
