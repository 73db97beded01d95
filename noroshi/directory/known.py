"""Which organizations a viewer knows of.

Bodies of the plan are known to all; operators are not, since the list of who is registered is worth an attack.
"""

from django.db.models import Q, QuerySet

from noroshi.directory.models import Agreement, Desk, Organization
from noroshi.directory.remembered import own_house, remembered
from noroshi.directory.seated import Seated
from noroshi.vocabulary import OrganizationKind

UNLISTED = frozenset({OrganizationKind.OPERATOR, OrganizationKind.KEY_SERVICE_OPERATOR})
"""Kinds that alone do not make an organization known to everybody."""

KNOW_ALL = frozenset({OrganizationKind.CENTER, OrganizationKind.PLATFORM})


def known_organizations(viewer: Seated) -> "QuerySet[Organization]":
    """Own, overseen, of the same sector or CEPTOAR, bound by an agreement, and all that are more than operators."""
    own = own_house(viewer)
    everything = Organization.objects.all()
    if viewer.is_platform_administrator:
        return everything
    active = everything.filter(Q(is_active=True) | Q(pk=own.pk))
    if KNOW_ALL & set(own.kinds):
        return active
    public = [kind.value for kind in OrganizationKind if kind not in UNLISTED]
    memberships = Organization.ceptoars.through.objects
    ceptoars = remembered(("ceptoars", own.pk), lambda: [*own.ceptoars.values_list("pk", flat=True), own.pk])
    known = (
        Q(pk=own.pk)
        | Q(kinds__overlap=public)
        | Q(sectors__overlap=own.sectors)
        | Q(ministry=own)
        | Q(pk__in=memberships.filter(to_organization__in=ceptoars).values("from_organization"))
        | Q(pk__in=remembered(("bound", own.pk), lambda: _bound_to(own)))
    )
    return active.filter(known)


def known_desks(viewer: Seated) -> "QuerySet[Desk]":
    return Desk.objects.filter(organization__in=known_organizations(viewer))


def _bound_to(own: Organization) -> list[int]:
    pairs = Agreement.objects.filter(Q(first=own) | Q(second=own), ended_at=None).values_list("first_id", "second_id")
    return [party for pair in pairs for party in pair]
