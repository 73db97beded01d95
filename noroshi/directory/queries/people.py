"""People, seen from inside their organization only."""

from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from noroshi.directory.authority import governs
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Assignment, Membership, Organization, Person
from noroshi.directory.queries.organizations import name_of
from noroshi.directory.rows import found
from noroshi.directory.seated import Seated
from noroshi.directory.shown import AssignmentShown, MembershipShown, PersonShown
from noroshi.vocabulary.errors import NotFound


def people_of_own_organization(viewer: Seated) -> list[PersonShown]:
    return _people(viewer, Organization.objects.get(pk=viewer.organization_id))


def people_of(viewer: Seated, organization: UUID) -> list[PersonShown]:
    """Of the own organization, or of one that the platform still governs."""
    row = found(known_organizations(viewer), organization)
    if viewer.organization_id != row.pk and not governs(viewer, row):
        raise NotFound
    return _people(viewer, row)


def person(viewer: Seated, public_id: UUID) -> PersonShown:
    """Somebody who sits, or sat, in an organization whose people the viewer sees."""
    row = found(Person.objects.all(), public_id)
    for organization in Organization.objects.filter(desks__memberships__person=row).distinct():
        if viewer.organization_id == organization.pk or governs(viewer, organization):
            return _show(viewer, found(_in(organization), public_id), organization)
    raise NotFound


def own_person(viewer: Seated) -> PersonShown:
    organization = Organization.objects.get(pk=viewer.organization_id)
    return _show(viewer, _in(organization).get(pk=viewer.person_id), organization)


def _people(viewer: Seated, organization: Organization) -> list[PersonShown]:
    """Those who left are listed for who governs, so that a name in the ledger can be explained."""
    rows = _in(organization)
    if not governs(viewer, organization):
        rows = rows.filter(is_active=True, memberships__ended_at=None, memberships__desk__organization=organization)
    return [_show(viewer, row, organization) for row in rows]


def _in(organization: Organization) -> "QuerySet[Person]":
    seats = Membership.objects.filter(ended_at=None, desk__organization=organization).select_related("desk")
    assignments = Assignment.objects.filter(ended_at=None).order_by("created_at")
    return (
        Person.objects.filter(Q(memberships__desk__organization=organization))
        .distinct()
        .order_by("login")
        .prefetch_related(
            Prefetch("memberships", seats.order_by("desk__handle")),
            "memberships__duties",
            Prefetch("memberships__assignments", assignments),
        )
    )


def _show(viewer: Seated, row: Person, organization: Organization) -> PersonShown:
    is_close = governs(viewer, organization) or row.pk == viewer.person_id
    return PersonShown(
        id=row.public_id,
        version=row.version,
        login=row.login if is_close else "",
        email=row.email,
        name_ja=row.name_ja,
        name_kana=row.name_kana,
        name_en=row.name_en,
        language=row.language,
        time_zone=row.time_zone,
        theme=row.theme,
        is_active=row.is_active,
        memberships=tuple(_seat(viewer, seat, is_close=is_close) for seat in row.memberships.all()),
    )


def _seat(viewer: Seated, row: Membership, *, is_close: bool) -> MembershipShown:
    assignments = row.assignments.all() if is_close or row.desk_id == viewer.desk_id else ()
    return MembershipShown(
        id=row.public_id,
        version=row.version,
        desk=name_of(row.desk),
        role=row.role,
        tie=row.tie,
        nda_until=row.nda_until,
        is_poc=row.is_poc,
        is_deputy=row.is_deputy,
        is_administrator=row.is_administrator,
        duties=tuple(sorted(duty.sector for duty in row.duties.all())),
        assignments=tuple(
            AssignmentShown(one.public_id, one.matter, one.reason, one.created_at) for one in assignments
        ),
    )
