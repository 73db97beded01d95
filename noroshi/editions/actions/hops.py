"""Hops open an edition to recipients, only inside its ceiling. Opening touches one audience, never the content."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Max
from django.utils import timezone

from noroshi.audiences.actions import definition_of, intern
from noroshi.audiences.everybody import everybody
from noroshi.audiences.kept_schemes import table_of
from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions.finding import edition_to_change
from noroshi.editions.errors import (
    AlreadyRecalled,
    AnonymizeFirst,
    ConfirmationMissing,
    NobodyInRange,
    NotACarrier,
    NotPublishable,
)
from noroshi.editions.events import Arrival, arrived
from noroshi.editions.models import Edition, Hop, Part, StandingOrder
from noroshi.editions.orders import orders_matching
from noroshi.editions.posting import must_post
from noroshi.editions.rosters import confidential_groups, groups_in, without
from noroshi.editions.sealing import seal_statement
from noroshi.editions.straight import must_go_by_liaison
from noroshi.ledger.actions import record
from noroshi.sharing.decisions import may_be_public
from noroshi.sharing.definitions import Definition, seats
from noroshi.sharing.desks import Desks
from noroshi.sharing.facts import DeskFacts
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import HopKind, OrganizationKind
from noroshi.vocabulary.errors import NotFound

CARRIERS = frozenset(
    {
        OrganizationKind.MINISTRY,
        OrganizationKind.CEPTOAR,
        OrganizationKind.CENTER,
        OrganizationKind.ISAC,
        OrganizationKind.CROSS_SECTOR_HUB,
        OrganizationKind.COORDINATION_CENTER,
        OrganizationKind.COUNCIL,
        OrganizationKind.CEPTOAR_COUNCIL,
        OrganizationKind.DESIGNATED_CORPORATION,
    }
)
"""Kinds of organizations whose work it is to pass on; everybody else passes on only inside its own house."""


BY_NOBODY_BETWEEN = frozenset({HopKind.WARN, HopKind.PUBLISH})
"""Deeds with rules of their own: under a handling agreement with the liaison copied, and to everybody on the internet."""


@dataclass(frozen=True)
class Opening:
    """One opening to come: from which desk, to whom, by which deed."""

    kind: HopKind
    from_desk: int
    to: frozenset[Party]
    note: str = ""
    order: StandingOrder | None = None


def hop(viewer: Viewer, edition_id: uuid.UUID, *, kind: HopKind, to: Iterable[Party], note: str = "") -> Hop:
    """Passes an edition on from the viewer's desk; standing orders of those who now hold it act at once."""
    edition = edition_to_change(viewer, edition_id)
    if edition.is_recalled:
        raise AlreadyRecalled
    parties = frozenset(to)
    if Party(Naming.PUBLIC) in parties:
        raise NotPublishable
    must_post(viewer, parties)
    _must_carry(viewer, edition, parties)
    return _open(viewer, edition, Opening(kind, viewer.desk_id, parties, note))


def publish(viewer: Viewer, edition_id: uuid.UUID, *, is_confirmed: bool) -> Hop:
    """CLEAR is the ceiling; publishing is its own deed with its own confirmation, the originator's alone."""
    edition = edition_to_change(viewer, edition_id)
    if edition.originator_desk_id != viewer.desk_id:
        raise NotFound
    definition = _definition(edition)
    if not may_be_public(definition.marking):
        raise NotPublishable
    if not is_confirmed:
        raise ConfirmationMissing
    edition.published_at = edition.published_at or timezone.now()
    return _open(viewer, edition, Opening(HopKind.PUBLISH, viewer.desk_id, frozenset({Party(Naming.PUBLIC)})))


def _open(viewer: Viewer, edition: Edition, opening: Opening) -> Hop:
    before = _definition(edition)
    after = before.opened_to(opening.to, by=opening.from_desk if _carries(before, opening) else None)
    newly = _newly_seated(before, after, opening)
    if opening.kind not in BY_NOBODY_BETWEEN:
        must_go_by_liaison(edition, opening.from_desk, opening.to, newly)
    edition.audience_id = intern(after)
    edition.save(update_fields=["audience", "published_at"])
    Part.objects.filter(edition=edition, is_open=True).update(audience_id=edition.audience_id)
    hop_ = _receipt(viewer, edition, opening, before)
    record(
        deed=opening.kind.value,
        actor=viewer.actor,
        clause="carrier_keeps_what_it_carried" if opening.order else "",
        objects=[(edition.public_id, edition.originator_organization_id)],
        detail={"hop": str(hop_.public_id), "order": str(opening.order.public_id) if opening.order else None},
    )
    arrived(Arrival(viewer, edition, hop_, newly))
    for order in orders_matching(edition, newly):
        _open(
            viewer, edition, Opening(HopKind.RELAY, order.desk_id, frozenset(map(Party.parse, order.to)), order=order)
        )
    return hop_


def _newly_seated(before: Definition, after: Definition, opening: Opening) -> frozenset[int]:
    """Desks that this opening reaches; a hop by hand that reaches nobody at all says so instead of pretending.

    Whom only a confidential group that was not named brings into range counts as nobody: a hop does not ask who is in it.
    """
    table, desks = table_of(after.scheme), everybody()
    held, holds = set(seats(before, desks, table)), set(seats(after, desks, table))
    hidden = confidential_groups(after) - groups_in(opening.to)
    openly = set(seats(after, without(desks, hidden), table)) if hidden else holds
    if not openly & desks.held_by(opening.to) and not after.is_public and opening.order is None:
        raise NobodyInRange
    return frozenset(holds - held)


def _carries(before: Definition, opening: Opening) -> bool:
    """Carrying is bringing it to another house that holds it by that; keeping it to oneself or handing it back is not."""
    desks = everybody()
    held = seats(before.opened_to(opening.to), desks, table_of(before.scheme)).keys() & desks.held_by(opening.to)
    return bool(_houses(desks, held) - _houses(desks, {opening.from_desk, before.marking.originator}))


def _houses(desks: Desks, numbers: Iterable[int]) -> set[int]:
    return {desk.organization for desk in desks.those(numbers)}


def _receipt(viewer: Viewer, edition: Edition, opening: Opening, before: Definition) -> Hop:
    """Sender, recipients and originator keep the receipt, whatever happens to the text later; the public gets none.

    Who carried it before does not: to whom others pass it on is not for them.
    """
    sender = {opening.from_desk} - {before.marking.originator}
    kept_by = replace(before, opened=opening.to - {Party(Naming.PUBLIC)}, carriers=frozenset(sender))
    number = (Hop.objects.filter(edition=edition).aggregate(latest=Max("number"))["latest"] or 0) + 1
    made = Hop(
        public_id=uuid.uuid4(),
        audience_id=intern(kept_by),
        edition=edition,
        edition_public_id=edition.public_id,
        edition_kind=edition.kind,
        number=number,
        kind=opening.kind.value,
        from_desk_id=opening.from_desk,
        to=sorted(map(str, opening.to)),
        by_id=None if opening.order else viewer.seat.person_id,
        by_order=opening.order,
        note=opening.note,
        at=timezone.now(),
    )
    made.seal = seal_statement(
        {"hop": str(made.public_id), "edition": str(edition.public_id), "kind": made.kind, "at": made.at.isoformat()}
    )
    made.save(force_insert=True)
    return made


def _must_carry(viewer: Viewer, edition: Edition, to: frozenset[Party]) -> None:
    """The originator opens its own; carriers pass on; others only to desks of their own organization, named in particular:
    who is in a group or of a sector may be others tomorrow.
    """
    if edition.originator_desk_id == viewer.desk_id:
        return
    desks = everybody()
    own, reached = next(desks.those([viewer.desk_id])), list(desks.those(desks.held_by(to)))
    if edition.only_anonymized and any(_is_outside(desk, own) for desk in reached):
        raise AnonymizeFirst
    if own.kinds & CARRIERS:
        return
    is_particular = all(party.naming in {Naming.DESK, Naming.ORGANIZATION} for party in to)
    if not reached or not is_particular or any(_is_outside(desk, own) for desk in reached):
        raise NotACarrier


def _is_outside(desk: DeskFacts, own: DeskFacts) -> bool:
    return desk.organization != own.organization


def _definition(edition: Edition) -> Definition:
    definition = definition_of(edition.audience_id)
    if definition is None:
        raise NotFound
    return definition
