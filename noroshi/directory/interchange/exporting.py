"""Writing the directory out: what the viewer can look up, and the people whom the viewer governs. Groups stay inside."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet

from noroshi.directory.interchange.csv_format import write_csv
from noroshi.directory.interchange.json_format import write_json
from noroshi.directory.interchange.records import COLUMNS, DESK, MEMBERSHIP, ORGANIZATION, PERSON, Record
from noroshi.directory.known import known_organizations
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.directory.recording import note
from noroshi.directory.seated import Seated
from noroshi.ledger.entries import Answer
from noroshi.vocabulary import OrganizationKind
from noroshi.vocabulary.errors import Malformed


def export(viewer: Seated, form: str) -> str:
    """CSV or JSON, in the form that `plan` reads back as unchanged. The ledger remembers who took a copy."""
    writers = {"csv": write_csv, "json": write_json}
    if form not in writers:
        raise Malformed
    records = list(_records(viewer))
    note(viewer, "export_directory", answer=Answer.EXPORT, records=len(records))
    return writers[form](records)


def _records(viewer: Seated) -> Iterator[Record]:
    known = known_organizations(viewer).filter(is_active=True)
    organizations = known.select_related("ministry").prefetch_related("ceptoars").order_by("handle")
    yield from (_organization(row, at) for at, row in enumerate(organizations, start=1))
    desks = Desk.objects.filter(organization__in=known, is_active=True).select_related("organization")
    yield from (_plain(DESK, row, at, organization=row.organization.handle) for at, row in enumerate(desks, start=1))
    seats = _seats(viewer)
    people = Person.objects.filter(pk__in=seats.values("person")).order_by("login")
    yield from (_plain(PERSON, row, at) for at, row in enumerate(people, start=1))
    yield from (_membership(row, at) for at, row in enumerate(seats, start=1))


def _seats(viewer: Seated) -> "QuerySet[Membership]":
    governed = Q(pk=viewer.organization_id) if viewer.is_administrator else Q(pk__in=())
    if viewer.is_platform_administrator:
        governed |= Q(self_governed_at=None) & ~Q(kinds__contains=[OrganizationKind.PLATFORM.value])
    return (
        Membership.objects.filter(
            ended_at=None,
            person__is_active=True,
            desk__is_active=True,
            desk__organization__in=Organization.objects.filter(governed),
        )
        .select_related("person", "desk")
        .prefetch_related("duties")
        .order_by("desk__handle", "person__login")
    )


def _organization(row: Organization, at: int) -> Record:
    return _plain(
        ORGANIZATION,
        row,
        at,
        ministry=row.ministry.handle if row.ministry else "",
        ceptoars=[ceptoar.handle for ceptoar in row.ceptoars.all()],
    )


def _membership(row: Membership, at: int) -> Record:
    return _plain(
        MEMBERSHIP,
        row,
        at,
        login=row.person.login,
        desk=row.desk.handle,
        nda_until=row.nda_until.isoformat() if row.nda_until else "",
        duties=sorted(duty.sector for duty in row.duties.all()),
    )


def _plain(kind: str, row: object, at: int, **special: object) -> Record:
    values = {name: special[name] if name in special else getattr(row, name) for name in COLUMNS[kind]}
    return Record(kind, at, values)
