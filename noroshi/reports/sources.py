"""What would give away who wrote a report, as far as the desk that takes the name out may know it."""

import uuid
from collections.abc import Iterable
from typing import Any, Final

from django.db.models import Q

from noroshi.audiences.viewer import Viewer
from noroshi.directory.known import known_desks, known_organizations
from noroshi.directory.models import Desk, Organization, Person
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.traces import Known
from noroshi.vocabulary import OrganizationKind, Said
from noroshi.vocabulary.errors import NotFound

PEOPLE: Final = ("source_person", "contact_person", "source.person")
NAMES: Final = ("operator_name",)
NUMBERS: Final = ("source_telephone", "source_fax", "source.telephone")
MAILS: Final = ("source_email", "source.email")
COMPANIES: Final = frozenset(
    {
        OrganizationKind.OPERATOR,
        OrganizationKind.KEY_SERVICE_OPERATOR,
        OrganizationKind.CYBERSPACE_BUSINESS,
    }
)
"""Contractors and neighbors: their names lead to a source as well. Public bodies do not."""


def known_of(viewer: Viewer, reading: Reading) -> Known:
    """Names of the organization and its desks from the directory, people and numbers from its own report."""
    home = reading.originator.organization
    mails = _some(_said(reading, MAILS))
    return known_of_house(home, known_desks(viewer.seat).filter(organization=home)) | Known(
        names=_some(_said(reading, NAMES)),
        people=_some(_people_of(home, _said(reading, PEOPLE))),
        telephones=_some(_said(reading, NUMBERS)),
        mails=mails,
        domains=_domains(mails),
    )


def known_of_house(home: Organization, desks: Iterable[Desk]) -> Known:
    """Its names, and of these desks of it what the directory says."""
    held = list(desks)
    mails = _some(desk.email for desk in held)
    return Known(
        names=_some(_names_of(home)),
        desks=_some(_own_names(held)),
        telephones=_some(number for desk in held for number in (desk.telephone, desk.fax)),
        mails=mails,
        domains=_domains(mails),
    )


def _domains(mails: Iterable[str]) -> tuple[str, ...]:
    return _some(mail.rpartition("@")[2] for mail in mails)


def known_of_sources(viewer: Viewer, sources: Iterable[uuid.UUID]) -> Known:
    """Of every source that this viewer may read: an operator by the directory, anybody else's by the name that the report itself gives."""
    found = Known()
    for source in sources:
        try:
            reading = edition_readable_by(viewer, source, answer="page")
        except NotFound:
            continue
        home = reading.originator.organization
        if home.pk != viewer.organization_id:
            found |= known_of(viewer, reading) if COMPANIES & set(home.kinds) else _named_by(viewer, reading)
    return found


def _named_by(viewer: Viewer, reading: Reading) -> Known:
    """A ministry or secretariat says whose matter it is, or does not: then nothing is known, and nobody asks the directory."""
    said = [name.strip() for name in _said(reading, NAMES) if name.strip()]
    rows = known_organizations(viewer.seat).filter(
        Q(name_ja__in=said) | Q(name_en__in=said) | Q(other_names__overlap=said)
    )
    return Known(names=_some([*said, *(name for row in (rows if said else ()) for name in _names_of(row))]))


def others_of(viewer: Viewer, reading: Reading) -> Known:
    """Other companies that this desk knows of, contractors among them."""
    rows = known_organizations(viewer.seat).filter(kinds__overlap=[kind.value for kind in COMPANIES])
    rows = rows.exclude(pk__in=[reading.originator.organization.pk, viewer.organization_id])
    return Known(companies=_some(name for row in rows for name in _names_of(row)))


def _people_of(home: Organization, said: Iterable[str]) -> Iterable[str]:
    """Those whom the report names, in the other writings of their names as well; of its other people nothing is told."""
    named = [name for name in said if name]
    rows = Person.objects.filter(memberships__desk__organization=home, name_ja__in=named).distinct()
    return [*named, *(name for row in rows for name in (row.name_kana, row.name_en))]


def _names_of(home: Organization) -> Iterable[str]:
    return (home.name_ja, home.name_en, home.name_kana, *home.other_names)


def _own_names(desks: Iterable[Desk]) -> Iterable[str]:
    """A desk's name that other houses use as well says nothing."""
    names = {name for desk in desks for name in (desk.name_ja, desk.name_en) if name}
    homes = [desk.organization_id for desk in desks]
    elsewhere = Desk.objects.exclude(organization__in=homes)
    common = {
        *elsewhere.filter(name_ja__in=names).values_list("name_ja", flat=True),
        *elsewhere.filter(name_en__in=names).values_list("name_en", flat=True),
    }
    return sorted(names - common)


def _said(reading: Reading, names: Iterable[str]) -> list[str]:
    values: list[Any] = [Said.of(reading.content.get(name, "")).value for name in names]
    return [value for value in values if isinstance(value, str)]


def _some(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.strip() for one in found if one and one.strip()))
