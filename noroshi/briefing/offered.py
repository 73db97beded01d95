"""What a composer may choose from: the newest, and everything that was named on the way here. Never more than this person reads."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Line, Wanted, editions_readable_by, lines_readable_by
from noroshi.response import queries
from noroshi.response.about import EDITION, About
from noroshi.response.queries import OrderLine, lines_of, orders_about, orders_readable_by
from noroshi.response.standing import finished_lately
from noroshi.response.states import OPEN
from noroshi.vocabulary import FormKind

KINDS: Final = tuple(kind.value for kind in FormKind)
ITEMS, OPEN_ORDERS, FINISHED_ORDERS = 30, 40, 20


def items_offered(viewer: Viewer, named: Sequence[UUID]) -> list[Line]:
    """The named ones first, however old they are."""
    known = lines_readable_by(viewer, named) if named else {}
    newest = editions_readable_by(viewer, Wanted(kinds=KINDS, limit=ITEMS))
    lines = {one: known[one] for one in named if one in known} | {one.public_id: one for one in newest}
    return [one for one in lines.values() if not one.is_recalled and one.kind in KINDS]


def orders_offered(viewer: Viewer, named: Sequence[UUID], items: Sequence[UUID]) -> list[OrderLine]:
    """The named ones first, then those about the items, those that are due next, those that were finished last."""
    known = lines_of(viewer, [*named, *finished_lately(viewer, FINISHED_ORDERS)])
    about = orders_about(viewer, [About(EDITION, one) for one in items]) if items else []
    due = orders_readable_by(viewer, queries.Wanted(states=OPEN, most=OPEN_ORDERS))
    first = [known[one] for one in named if one in known]
    return list({one.public_id: one for one in (*first, *about, *due, *known.values())}.values())
