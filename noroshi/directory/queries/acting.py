"""Names for the plain ids of the ledger: own people by name, desks of others by desk and organization."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from noroshi.directory.models import Desk, Person
from noroshi.directory.queries.organizations import name_of
from noroshi.directory.seated import Seated
from noroshi.directory.shown import Named


@dataclass(frozen=True, slots=True)
class DeskNamed:
    desk: Named
    organization: Named


@dataclass(frozen=True, slots=True)
class PersonNamed:
    """Somebody of the viewer's own organization."""

    login: str
    name_ja: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language.startswith("en") and self.name_en else self.name_ja


def person_named(row: Person) -> PersonNamed:
    return PersonNamed(row.login, row.name_ja, row.name_en)


@dataclass(frozen=True, slots=True)
class Acting:
    """By the ledger's ids; who is not in here is not named to this viewer."""

    people: Mapping[int, PersonNamed]
    desks: Mapping[int, DeskNamed]


def who_acted(viewer: Seated, people: Collection[int | None], desks: Collection[int | None]) -> Acting:
    """For entries that the viewer's organization may read."""
    own = Person.objects.filter(pk__in=set(people), memberships__desk__organization=viewer.organization_id).distinct()
    rows = Desk.objects.filter(pk__in=set(desks)).select_related("organization")
    return Acting(
        people={row.pk: person_named(row) for row in own},
        desks={row.pk: DeskNamed(name_of(row), name_of(row.organization)) for row in rows},
    )
