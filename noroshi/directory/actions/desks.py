"""Desks: where information arrives."""

from typing import Final
from uuid import UUID

from django.utils import timezone

from noroshi.directory import events, names
from noroshi.directory.actions.contacts import moved
from noroshi.directory.actions.governing import after_losing_administrators
from noroshi.directory.authority import must_govern
from noroshi.directory.columns import DESK, read, wrong
from noroshi.directory.known import known_desks, known_organizations
from noroshi.directory.models import Desk, GroupSeat, Membership, Organization
from noroshi.directory.recording import note
from noroshi.directory.rows import change, locked, must_be_as_read
from noroshi.directory.seated import Seated
from noroshi.vocabulary import DeskKind, OrganizationKind
from noroshi.vocabulary.errors import Refusal

MINISTRIES: Final = frozenset(
    {
        OrganizationKind.MINISTRY,
        OrganizationKind.CRISIS_MINISTRY,
        OrganizationKind.SECURITY_MINISTRY,
        OrganizationKind.DISASTER_MINISTRY,
    }
)
BELONGS_TO: Final = {DeskKind.CIP: frozenset({OrganizationKind.CENTER}), DeskKind.LIAISON: MINISTRIES}
"""Kinds of desks that the sharing table names, and where alone they exist (手引書 表4)."""

CONTACT_COLUMNS: Final = frozenset({"telephone", "fax", "email"})


class DeskKindElsewhere(Refusal):
    code, status = "desk_kind_elsewhere", 422
    ja = "この種類の窓口は、この組織には置けません。"
    en = "This organization cannot have a desk of this kind."


def add_desk(
    *, actor: Seated, organization: UUID, handle: str, name_ja: str, kind: str = DeskKind.GENERAL.value, **more: object
) -> Desk:
    home = locked(known_organizations(actor).filter(is_active=True), organization)
    must_govern(actor, home)
    clean = read(DESK, {"name_ja": name_ja, "kind": kind, **more})
    _must_belong(clean, home)
    desk = Desk(organization=home, handle=names.desk_handle(home, handle), **clean)
    desk.save()
    note(actor, "add_desk", desk.public_id, organization=home)
    events.desk_facts_changed({desk.pk})
    return desk


def edit_desk(*, actor: Seated, desk: UUID, version: int, **changes: object) -> Desk:
    row = locked(known_desks(actor).select_related("organization"), desk)
    must_govern(actor, row.organization)
    must_be_as_read(row, version, {name: getattr(row, name) for name in DESK})
    clean = read(DESK, changes)
    _must_belong(clean, row.organization)
    changed = set(change(row, clean))
    note(actor, "edit_desk", row.public_id, organization=row.organization, fields=sorted(changed))
    if changed & CONTACT_COLUMNS:
        moved(Membership.objects.filter(desk=row, ended_at=None))
    if changed & {"kind", "sectors"}:
        events.desk_facts_changed({row.pk})
    return row


def close_desk(*, actor: Seated, desk: UUID, version: int) -> Desk:
    """Everybody's seat at it ends; what the desk has carried stays with the organization's ledger."""
    row = locked(known_desks(actor).select_related("organization").filter(is_active=True), desk)
    must_govern(actor, row.organization)
    must_be_as_read(row, version, {name: getattr(row, name) for name in DESK})
    change(row, {"is_active": False})
    seats = set(Membership.objects.filter(desk=row, ended_at=None).values_list("pk", flat=True))
    now = timezone.now()
    Membership.objects.filter(pk__in=seats).update(ended_at=now, changed_at=now)
    GroupSeat.objects.filter(desk=row, ended_at=None).update(ended_at=now)
    note(actor, "close_desk", row.public_id, organization=row.organization)
    after_losing_administrators(row.organization)
    events.desk_facts_changed({row.pk})
    events.membership_changed(seats)
    return row


def _must_belong(clean: dict[str, object], home: Organization) -> None:
    kind = clean.get("kind")
    homes = BELONGS_TO.get(DeskKind.of(str(kind))) if kind is not None else None
    if homes is not None and not homes & set(home.kinds):
        raise wrong("kind", DeskKindElsewhere)
