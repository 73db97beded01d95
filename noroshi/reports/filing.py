"""One filing to the plan's desk, to the coordination center of an event, or to both (手引書 III.1 図9; C-038)."""

from dataclasses import replace

from noroshi.audiences.everybody import everybody
from noroshi.audiences.viewer import Viewer
from noroshi.directory.remembered import desks_by_number, own_house
from noroshi.drafting.sending import Ready
from noroshi.reports.errors import CoordinationNotAnonymous, NobodyOnTheWay, StatutoryNeedsPlan, WayUnknown
from noroshi.reports.ways import COORDINATION, NAMES, OPERATOR, Stop, Way, role_of
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import desk
from noroshi.vocabulary import FilingDesk, OrganizationKind


def coordination_desk() -> int | None:
    """Of the center that stands now; none while there is no event."""
    found = [one.desk for one in everybody() if OrganizationKind.COORDINATION_CENTER in one.kinds]
    return min(found, default=None)


def may_choose(viewer: Viewer) -> bool:
    """Operators, while such a center stands."""
    return role_of(own_house(viewer.seat)) == OPERATOR and coordination_desk() is not None


def filed_to(prepared: Ready) -> FilingDesk:
    if prepared.filed_to and prepared.filed_to not in set(FilingDesk):
        raise WayUnknown
    return FilingDesk.of(prepared.filed_to) if prepared.filed_to else FilingDesk.PLAN


def coordination_stop(viewer: Viewer, prepared: Ready) -> Stop | None:
    """Where it goes beside or in place of the plan's desk."""
    if filed_to(prepared) is FilingDesk.PLAN:
        return None
    number = coordination_desk()
    if number is None or not may_choose(viewer):
        raise NobodyOnTheWay(station=NAMES[COORDINATION])
    return Stop(COORDINATION, desks_by_number([number])[number])


def with_coordination(viewer: Viewer, made: Marking, way: Way | None, prepared: Ready) -> Marking:
    """Its writer adds the center's desk by name; nobody else is added, and no duty of law is met there."""
    stop = coordination_stop(viewer, prepared)
    if stop is None:
        return made
    if made.is_statutory and filed_to(prepared) is FilingDesk.COORDINATION:
        raise StatutoryNeedsPlan
    if way and way.is_anonymized:
        raise CoordinationNotAnonymous
    added = frozenset({desk(stop.desk.pk)})
    receivers = made.receivers | {stop.desk.pk}
    return replace(made, additions=made.additions | added, receivers=receivers)
