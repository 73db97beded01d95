"""How far something that arrived goes before anybody has looked at it."""

from django.db import connection

from noroshi.audiences.everybody import everybody, hold_still
from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.audiences.queries import bits
from noroshi.directory.models import Desk
from noroshi.editions.ranges import own_desks
from noroshi.sharing.definitions import Definition, seats
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp


def own_range(desk: Desk) -> int:
    """As strictly as a draft: RED, the desk's own."""
    return own_desks(_own(desk), None)


def range_from_outside(desk: Desk) -> int:
    """The same for somebody who holds a receipt and no seat: the database lets that one sentence be said, and no other."""
    definition = Definition(_own(desk), scheme=scheme_key())
    hold_still()
    held = seats(definition, everybody(), table_of(definition.scheme))
    with connection.cursor() as cursor:
        cursor.execute(
            "select intake_range(%s, %s, %s, %s::text[], %s::smallint)",
            [
                desk.pk,
                definition.digest(),
                definition.canonical(),
                sorted(definition.marking.sectors),
                bits(held[desk.pk]),
            ],
        )
        return int(cursor.fetchone()[0])


def _own(desk: Desk) -> Marking:
    return Marking(
        tlp=Tlp.RED,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset(desk.organization.sectors),
        originator=desk.pk,
    )
