"""Tells the desk that wrote a report how far what was made from it has come: time, place, deed and number, never text.

Whoever relays an anonymized report must not know whose it was, so this runs under the system's login (architecture, rulings).
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.actions.notify import notify
from noroshi.editions import pseudonyms
from noroshi.editions.actions.marking import current_marking
from noroshi.editions.models import Derivation, Edition, Hop, Registration
from noroshi.editions.naming import is_named
from noroshi.editions.ranges import own_desks
from noroshi.ledger.actions import record
from noroshi.reports.models import Station
from noroshi.vocabulary import NoticeKind, Urgency

SYSTEM = SystemViewer("telling")
NUMBERED = "number"


@dataclass(frozen=True)
class Told:
    key: uuid.UUID
    deed: str
    desk_id: int
    at: datetime
    reference_number: str = ""


def tell_sources(edition_id: uuid.UUID) -> int:
    """How many stations were told. Done again it tells nothing twice."""
    with acting_as(SYSTEM):
        edition = Edition.objects.get(public_id=edition_id)
        sources = _sources(edition)
        stations = list(_stations(edition)) if sources else []
        count = sum(_tell(source, stations) for source in sources)
    return count + sum(tell_sources(source.public_id) for source in sources if source.is_derived)


def _sources(edition: Edition) -> list[Edition]:
    derivations = Derivation.objects.filter(derived=edition, tells_source=True)
    ids = [pseudonyms.open_(bytes(one.sealed_source))[0] for one in derivations]
    return list(Edition.objects.filter(public_id__in=ids))


def _stations(edition: Edition) -> Iterator[Told]:
    for hop in Hop.objects.filter(edition=edition).order_by("number"):
        yield Told(hop.public_id, hop.kind, hop.from_desk_id, hop.at)
    for given in Registration.objects.filter(matter=edition.matter):
        yield Told(given.public_id, NUMBERED, given.desk_id, given.at, given.reference_number)
    for station in Station.objects.filter(about=edition):
        yield Told(station.key, station.deed, station.desk_id, station.at, station.reference_number)


def _tell(source: Edition, stations: list[Told]) -> int:
    known = set(Station.objects.filter(about=source).values_list("key", flat=True))
    new = [told for told in stations if told.key not in known]
    if new:
        matter = str(source.matter) if is_named(source.matter) else None
        audience = own_desks(current_marking(source), matter)
        Station.objects.bulk_create(
            Station(
                audience_id=audience,
                about=source,
                key=told.key,
                deed=told.deed,
                desk_id=told.desk_id,
                reference_number=told.reference_number,
                at=told.at,
            )
            for told in new
        )
        kind = NoticeKind.NUMBERED if any(told.deed == NUMBERED for told in new) else NoticeKind.STATION
        notify(SYSTEM, [source.originator_desk_id], kind, about=source, urgency=Urgency.ROUTINE)
        record(deed="tell_source", system=SYSTEM.name, objects=[(source.public_id, source.originator_organization_id)])
    return len(new)
