"""Whom to ring at a desk, and which of these contacts nobody has confirmed in time."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from noroshi.directory.authority import governs
from noroshi.directory.known import known_organizations
from noroshi.directory.models import ContactCheck, Membership, Organization
from noroshi.directory.queries.organizations import show_desk
from noroshi.directory.remembered import own_house
from noroshi.directory.rows import found
from noroshi.directory.seated import Seated
from noroshi.directory.shown import ContactShown
from noroshi.vocabulary import OrganizationKind


def contacts(viewer: Seated, organization: UUID) -> list[ContactShown]:
    """POCs first, then deputies, desk by desk."""
    home = found(known_organizations(viewer), organization)
    return [_show(viewer, row, timezone.localdate()) for row in _standing().filter(desk__organization=home)]


def overdue_contacts(viewer: Seated, today: date | None = None) -> list[ContactShown]:
    """Of the own organization and of those it looks after: overseen by it, members of it; for the center, of all."""
    day = today or timezone.localdate()
    rows = _standing().filter(contact_checks__confirmed_at=None, contact_checks__due_date__lt=day)
    rows = rows.filter(_looked_after(own_house(viewer)))
    return [_show(viewer, row, day) for row in rows.filter(desk__organization__in=known_organizations(viewer))]


def open_contacts(viewer: Seated, memberships: Collection[int]) -> list[ContactShown]:
    """Of memberships that `settling` found to be this viewer's to know of."""
    today = timezone.localdate()
    return [_show(viewer, row, today) for row in _standing().filter(pk__in=memberships)] if memberships else []


def _looked_after(own: Organization) -> Q:
    if OrganizationKind.CENTER in own.kinds:
        return Q()
    members = Q(desk__organization__in=own.members.values("pk"))
    return Q(desk__organization=own.pk) | Q(desk__organization__ministry=own.pk) | members


def _standing() -> "QuerySet[Membership]":
    return (
        Membership.objects.filter(Q(is_poc=True) | Q(is_deputy=True))
        .filter(ended_at=None, person__is_active=True, desk__is_active=True, desk__organization__is_active=True)
        .select_related("desk__organization", "person")
        .prefetch_related(Prefetch("contact_checks", ContactCheck.objects.order_by("pk")))
        .order_by("desk__handle", "-is_poc", "person__login")
    )


def _show(viewer: Seated, row: Membership, today: date) -> ContactShown:
    checks = list(row.contact_checks.all())
    check = next((one for one in checks if one.confirmed_at is None), None)
    organization = row.desk.organization
    return ContactShown(
        id=row.public_id,
        desk=show_desk(viewer, row.desk),
        name_ja=row.person.name_ja,
        name_en=row.person.name_en,
        role=row.role,
        is_poc=row.is_poc,
        confirmed_at=max((one.confirmed_at for one in checks if one.confirmed_at), default=None),
        due_date=check.due_date if check else None,
        is_overdue=check is not None and check.due_date < today,
        may_confirm=row.person_id == viewer.person_id or governs(viewer, organization),
    )
