"""After a recall: those who held it are told to delete what they kept outside, and say that they have (C-067 and rulings: recall).

The notice names the item by its id and number, never by a word of it.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from noroshi.audiences.queries import Held, readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.given import give
from noroshi.editions.models import Deletion, Edition, Withdrawal
from noroshi.editions.numbering import numbers_of
from noroshi.editions.ranges import own_desks
from noroshi.editions.rosters import desks_to_name
from noroshi.ledger.actions import record
from noroshi.sharing.marking import Marking
from noroshi.vocabulary import Leg, TableVariant, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line


@dataclass(frozen=True, slots=True)
class WithdrawalShown:
    """As a desk that held it sees it; `deleted_at` is when this desk said that nothing of it is left."""

    public_id: uuid.UUID
    edition_id: uuid.UUID
    kind: str
    tlp: Tlp
    reference_number: str
    originator: Desk
    at: datetime
    deleted_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class DeletedBy:
    """`desk` is None for somebody of a confidential group."""

    desk: Desk | None
    at: datetime
    note: str


def withdraw(edition: Edition, audience_id: int) -> Withdrawal:
    """Held by whoever held the item, in the transaction of its recall."""
    return Withdrawal.objects.create(
        audience_id=audience_id,
        edition=edition,
        edition_public_id=edition.public_id,
        matter=edition.matter,
        edition_kind=edition.kind,
        tlp=edition.tlp,
        reference_number=edition.reference_number,
        originator_desk_id=edition.originator_desk_id,
        at=timezone.now(),
    )


def confirm_deleted(viewer: Viewer, withdrawal_id: uuid.UUID, *, note: str = "") -> Deletion:
    """For the whole desk. Its own work about the matter stays; said twice it is said once."""
    found = _withdrawal(viewer, withdrawal_id)
    if found.originator_desk_id == viewer.desk_id:
        raise NotFound
    before = readable_by(viewer, Deletion.objects.filter(withdrawal=found, desk=viewer.desk_id)).first()
    if before is not None:
        return before
    own = Marking(tlp=Tlp.GREEN, variant=TableVariant.TABLE4, leg=Leg.OTHER, originator=viewer.desk_id)
    made = Deletion.objects.create(
        audience_id=own_desks(own, None, [found.originator_desk_id]),
        withdrawal=found,
        desk_id=viewer.desk_id,
        by_id=viewer.seat.person_id,
        note=clean_line(note, most=400),
        at=timezone.now(),
    )
    record(
        deed="confirm_deleted",
        actor=viewer.actor,
        objects=[(found.edition_public_id, found.originator_desk.organization_id)],
    )
    return made


def withdrawals(viewer: Viewer, *, limit: int = 100) -> list[WithdrawalShown]:
    """Of others, what this desk held: what it has not answered first."""
    rows = Withdrawal.objects.exclude(originator_desk=viewer.desk_id).select_related("originator_desk__organization")
    found = list(readable_by(viewer, rows).order_by("-pk")[:limit])
    said, numbers = _said(viewer, found), _numbers(viewer, found)
    if found:
        give(viewer, "list", [(row.edition_public_id, row.originator_desk.organization_id) for row in found])
    return sorted((_shown(row, said, numbers) for row in found), key=lambda one: one.deleted_at is not None)


def withdrawal(viewer: Viewer, withdrawal_id: uuid.UUID) -> WithdrawalShown:
    found = _withdrawal(viewer, withdrawal_id)
    give(viewer, "record", [(found.edition_public_id, found.originator_desk.organization_id)])
    return _shown(found, _said(viewer, [found]), _numbers(viewer, [found]))


def deleted_by(viewer: Viewer, edition_id: uuid.UUID) -> list[DeletedBy]:
    """For the originator: who has said that nothing is left, as far as it may know who held it."""
    edition = readable_by(viewer, Edition.objects.filter(public_id=edition_id, originator_desk=viewer.desk_id)).first()
    if edition is None:
        raise NotFound
    named = desks_to_name(viewer, edition)
    rows = Deletion.objects.filter(withdrawal__edition=edition).exclude(desk=viewer.desk_id)
    found = readable_by(viewer, rows.select_related("desk__organization")).order_by("pk")
    return [DeletedBy(row.desk if named is None or row.desk_id in named else None, row.at, row.note) for row in found]


def _withdrawal(viewer: Viewer, withdrawal_id: uuid.UUID) -> Withdrawal:
    rows = Withdrawal.objects.filter(public_id=withdrawal_id).select_related("originator_desk__organization")
    found = readable_by(viewer, rows).first()
    if found is None:
        raise NotFound
    return found


def _said(viewer: Viewer, found: Iterable[Withdrawal]) -> dict[int, Deletion]:
    rows = Deletion.objects.filter(withdrawal__in=list(found), desk=viewer.desk_id)
    return {row.withdrawal_id: row for row in readable_by(viewer, rows)}


def _numbers(viewer: Viewer, found: Iterable[Withdrawal]) -> Mapping[uuid.UUID, str]:
    """As the center gave them; who held the matter then keeps its number."""
    return numbers_of(Held.by(viewer), {row.matter for row in found if not row.reference_number})


def _shown(row: Withdrawal, said: Mapping[int, Deletion], numbers: Mapping[uuid.UUID, str]) -> WithdrawalShown:
    own = said.get(row.pk)
    return WithdrawalShown(
        public_id=row.public_id,
        edition_id=row.edition_public_id,
        kind=row.edition_kind,
        tlp=Tlp.of(row.tlp),
        reference_number=row.reference_number or numbers.get(row.matter, ""),
        originator=row.originator_desk,
        at=row.at,
        deleted_at=own.at if own else None,
        note=own.note if own else "",
    )
