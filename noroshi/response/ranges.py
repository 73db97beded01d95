"""Who reads the rows of this room: the own house, as an order's reach says, and nobody outside it."""

from collections.abc import Iterable

from noroshi.audiences.actions import intern
from noroshi.audiences.kept_schemes import keep_scheme, scheme_key
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.editions.ranges import own_desks
from noroshi.sharing.definitions import Definition
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Party, desk, organization
from noroshi.vocabulary import Leg, OrderReach, TableVariant, Tlp

COLOR = {OrderReach.HOUSE: Tlp.GREEN, OrderReach.NEED: Tlp.AMBER, OrderReach.DESKS: Tlp.RED}


def house(viewer: Viewer) -> int:
    """Everyone in range at any desk of the own organization."""
    return order_range(viewer, OrderReach.HOUSE, 0)


def order_range(viewer: Viewer, reach: OrderReach, to_desk: int, asks: Tlp | None = None) -> int:
    """The color asks of people here what it asks of them elsewhere; the party is the house, or the two desks."""
    party = desk(to_desk) if reach is OrderReach.DESKS else organization(viewer.organization_id)
    return _interned(viewer, asks or COLOR[reach], frozenset({party}))


def two_desks(viewer: Viewer, other: int) -> int:
    """Figures for the desk that sums up."""
    keep_scheme(scheme_key())
    marking = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    return own_desks(marking, None, [other])


def _interned(viewer: Viewer, tlp: Tlp, parties: Iterable[Party]) -> int:
    keep_scheme(scheme_key())
    named = frozenset(parties)
    marking = Marking(
        tlp=tlp,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(Organization.objects.get(pk=viewer.organization_id).sectors),
        originator=viewer.desk_id,
        additions=named,
        only=named,
    )
    return intern(Definition(marking, opened=named, scheme=scheme_key()))
