"""What arrives somewhere is told there, in the transaction of the hop: a desk that holds something has a notice of it, or neither."""

from collections.abc import Callable
from typing import Final

from noroshi.audiences.actions import definition_of
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.delivery.telling import Telling, tell
from noroshi.editions.events import Arrival, arrived
from noroshi.editions.rosters import confidential_groups, without
from noroshi.sharing.definitions import seats
from noroshi.vocabulary import HopKind, Importance, NoticeKind, Urgency

_queues: Final[list[Callable[[], None]]] = []
"""The jobs door registers how `deliver` is run under the system's login, queued in the same transaction."""


def run_later_by(queue: Callable[[], None]) -> None:
    _queues[:] = [queue]


def queue() -> None:
    for one in _queues:
        one()


def tell_on_arrival(arrival: Arrival) -> None:
    """Publishing is for everybody on the internet: nobody in particular is told of it."""
    desks = arrival.desks - {arrival.hop.from_desk_id}
    if arrival.hop.kind == HopKind.PUBLISH or not desks:
        return
    edition = arrival.edition
    telling = Telling(
        kind=NoticeKind.ARRIVED,
        urgency=urgency_of(edition.importance),
        edition=edition.pk,
        hop=arrival.hop.pk,
        from_desk=arrival.hop.from_desk_id,
    )
    tell(desks, telling, named=_openly(arrival, desks))
    queue()


def urgency_of(importance: str) -> Urgency:
    return Urgency.EMERGENCY if importance == Importance.WARNING else Urgency.ROUTINE


def _openly(arrival: Arrival, desks: frozenset[int]) -> frozenset[int]:
    """Those of whom sender and originator may be told; whoever only a confidential group brings in is told of to nobody."""
    definition = definition_of(arrival.edition.audience_id)
    hidden = confidential_groups(definition) if definition else set()
    if definition is None or not hidden:
        return desks
    return desks & set(seats(definition, without(everybody(), hidden), table_of(definition.scheme)))


def listen() -> None:
    arrived.listen(tell_on_arrival)
