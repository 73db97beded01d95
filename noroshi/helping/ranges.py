"""Who keeps what of this room: the two desks of a request, or the house that helps."""

from collections.abc import Iterable

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.ranges import own_desks
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp


def of_two(viewer: Viewer, other: int, tlp: Tlp = Tlp.GREEN, sectors: Iterable[str] = ()) -> int:
    """What is taken from a stricter item is for those at both desks who need to know of its sectors."""
    return _kept(viewer.desk_id, [other], tlp if tlp.width < Tlp.GREEN.width else Tlp.GREEN, sectors)


def of_desk(viewer: Viewer) -> int:
    return _kept(viewer.desk_id, [], Tlp.GREEN, ())


def of_house(viewer: Viewer) -> int:
    """Every desk of the house, so that whoever takes a request sees who can help."""
    desks = Desk.objects.filter(organization=viewer.organization_id, is_active=True).values_list("pk", flat=True)
    return _kept(viewer.desk_id, desks, Tlp.GREEN, ())


def _kept(desk: int, others: Iterable[int], tlp: Tlp, sectors: Iterable[str]) -> int:
    own = Marking(
        tlp=Tlp.AMBER if tlp is Tlp.RED else tlp,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(sectors),
        originator=desk,
    )
    return own_desks(own, None, others)
