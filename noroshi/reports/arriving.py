"""What happens when an edition arrives: a report at the center is numbered at once, and sources hear how far theirs has come."""

import uuid
from collections.abc import Callable

from noroshi.audiences.everybody import everybody
from noroshi.delivery.actions.notify import notify
from noroshi.editions.events import Arrival, arrived
from noroshi.editions.models import EditionKind
from noroshi.editions.numbering import register
from noroshi.vocabulary import DeskKind, NoticeKind, OrganizationKind, Urgency

_queues: list[Callable[[uuid.UUID], None]] = []
"""The jobs door registers how `tell_sources` is run under the system's login, queued in the same transaction."""


def run_later_by(queue: Callable[[uuid.UUID], None]) -> None:
    _queues[:] = [queue]


def number_on_arrival(arrival: Arrival) -> None:
    """The center numbers what reaches it, whoever brought it and by whatever deed (手引書 2.1)."""
    edition = arrival.edition
    if edition.kind != EditionKind.REPORT or edition.reference_number:
        return
    center = [desk for desk in everybody() if desk.desk in arrival.desks and OrganizationKind.CENTER in desk.kinds]
    if center and not any(desk.desk == edition.originator_desk_id for desk in center):
        first = min(center, key=lambda desk: (desk.desk_kind is not DeskKind.CIP, desk.desk))
        register(arrival.viewer, edition, first.desk)


def tell_originator(arrival: Arrival) -> None:
    """Whoever wrote a report is told when it was passed on, once for each deed; a number says more than a station."""
    edition = arrival.edition
    if edition.kind != EditionKind.REPORT or arrival.hop.from_desk_id == edition.originator_desk_id:
        return
    center = any(OrganizationKind.CENTER in desk.kinds for desk in everybody().those(arrival.desks))
    kind = NoticeKind.NUMBERED if center and not edition.reference_number else NoticeKind.STATION
    notify(arrival.viewer, [edition.originator_desk_id], kind, about=edition, urgency=Urgency.ROUTINE)


def tell_later(arrival: Arrival) -> None:
    """Only the system may see both ends of a derivation."""
    if arrival.edition.kind == EditionKind.REPORT and arrival.edition.is_derived:
        for queue in _queues:
            queue(arrival.edition.public_id)


def listen() -> None:
    arrived.listen(number_on_arrival)
    arrived.listen(tell_originator)
    arrived.listen(tell_later)
