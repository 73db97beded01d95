"""How an item stands in law, for whoever holds it (改善具体化 別添3(4)): voluntary or statutory, on what ground, with whose consent."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk, Person
from noroshi.editions import events
from noroshi.editions.actions.marking import current_marking
from noroshi.editions.models import Edition, EditionKind, Hop
from noroshi.legal.models import Footing
from noroshi.vocabulary import Consent, HopKind, LegalGround, Treatment
from noroshi.vocabulary.errors import NotFound

CITED = "行政機関の保有する情報の公開に関する法律 第5条第2号ロ"


@dataclass(frozen=True, slots=True)
class FootingShown:
    """`treatment` is of reports alone. `is_said` when somebody wrote it down; else it is how things stand by themselves."""

    edition: uuid.UUID
    treatment: Treatment | None
    ground: LegalGround
    laws: tuple[str, ...]
    consent: Consent
    note: str
    is_said: bool
    at: datetime | None
    desk: Desk | None
    by: Person | None
    may_say: bool
    is_direct: bool


def footing(viewer: Viewer, edition_id: uuid.UUID) -> FootingShown:
    edition = edition_row(viewer, edition_id)
    rows = readable_by(viewer, Footing.objects.filter(edition=edition)).select_related("desk__organization", "by")
    said = rows.order_by("-number").first()
    is_direct = readable_by(viewer, Hop.objects.filter(edition=edition, kind=HopKind.WARN.value)).exists()
    is_own = edition.originator_desk_id == viewer.desk_id
    return FootingShown(
        edition=edition.public_id,
        treatment=_treatment(edition, said),
        ground=LegalGround.of(said.ground) if said else LegalGround.PLAN,
        laws=tuple(said.laws) if said else (),
        consent=Consent.of(said.consent) if said else Consent.NOT_GIVEN,
        note=said.note if said else "",
        is_said=said is not None,
        at=said.at if said else None,
        desk=said.desk if said else None,
        by=said.by if said and said.desk.organization_id == viewer.organization_id else None,
        may_say=is_own and not edition.is_recalled,
        is_direct=is_direct,
    )


def edition_row(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    row = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).first()
    if row is None:
        raise NotFound
    return row


def newest(edition: Edition) -> Footing | None:
    return Footing.objects.filter(edition=edition).order_by("-number").first()


def laws_of(edition: Edition) -> tuple[str, ...]:
    """The laws that the scheme names for the sectors of an item, as its documents print them."""
    scheme = scheme_of(edition.scheme)
    sectors = [scheme.sector(one) for one in edition.sectors]
    return tuple(dict.fromkeys(law for sector in sectors if sector for each in sector.services for law in each.laws))


def note_statutory(arrival: events.Arrival) -> None:
    """A report sent by the statutory way says so to whoever gets it; all others are voluntary without a word."""
    edition = arrival.edition
    if edition.kind != EditionKind.REPORT or edition.originator_desk_id != arrival.viewer.desk_id or edition.is_derived:
        return
    if newest(edition) is not None or not current_marking(edition).is_statutory:
        return
    Footing.objects.create(
        audience_id=edition.audience_id,
        edition=edition,
        number=1,
        is_statutory=True,
        ground=LegalGround.SECTOR_LAW.value,
        laws=list(laws_of(edition)),
        consent=Consent.NOT_GIVEN.value,
        desk_id=arrival.viewer.desk_id,
        by_id=arrival.viewer.seat.person_id,
        at=timezone.now(),
    )


def listen() -> None:
    events.arrived.listen(note_statutory)


def _treatment(edition: Edition, said: Footing | None) -> Treatment | None:
    if edition.kind != EditionKind.REPORT:
        return None
    if said is not None and said.is_statutory:
        return Treatment.STATUTORY
    if said is not None and said.consent in {Consent.GIVEN, Consent.CONDITIONAL}:
        return Treatment.CONSENTED
    return Treatment.VOLUNTARY
