"""The roster with today's load: how many requests that are under way each has on the desk (C-160)."""

from dataclasses import dataclass
from uuid import UUID

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Membership, Person
from noroshi.editions.given import give
from noroshi.helping.actions.roster import must_help
from noroshi.helping.models import Expert
from noroshi.helping.queries import asked_of_here, is_under_way
from noroshi.vocabulary import HelpField


@dataclass(frozen=True, slots=True)
class ExpertShown:
    """`load` is how many requests of the viewer's own desk wait for this person now."""

    public_id: UUID
    person: Person
    desk: Desk
    fields: tuple[HelpField, ...]
    note: str
    load: int
    is_own_desk: bool


def roster(viewer: Viewer) -> list[ExpertShown]:
    """Of the whole house, the least loaded first. Nobody outside the house reads a line of it."""
    must_help(viewer)
    rows = Expert.objects.filter(desk__organization=viewer.organization_id, ended_at=None)
    found = list(readable_by(viewer, rows).select_related("person", "desk__organization"))
    give(viewer, "list", [(row.public_id, viewer.organization_id) for row in found])
    under_way = [one for one in asked_of_here(viewer) if is_under_way(one)]
    shown = [_one(viewer, row, sum(row.public_id in one.cares for one in under_way)) for row in found]
    return sorted(shown, key=lambda one: (one.load, one.person.login))


def people_here(viewer: Viewer) -> list[Person]:
    """Who sits at the viewer's desk and may be put on the roster."""
    seats = Membership.objects.filter(desk=viewer.desk_id, ended_at=None).select_related("person")
    return sorted((seat.person for seat in seats), key=lambda person: person.login)


def _one(viewer: Viewer, row: Expert, load: int) -> ExpertShown:
    return ExpertShown(
        public_id=row.public_id,
        person=row.person,
        desk=row.desk,
        fields=tuple(HelpField.of(one) for one in row.fields),
        note=row.note,
        load=load,
        is_own_desk=row.desk_id == viewer.desk_id,
    )
