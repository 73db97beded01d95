"""The first of everything: the platform's own organization and its first administrator, and accounts that are loaded.

Called from the command line by whoever runs the machine, never by a page.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from noroshi.directory import events
from noroshi.directory.actions.seats import sit
from noroshi.directory.models import Desk, Membership, Organization, Person
from noroshi.directory.seated import of_membership
from noroshi.directory.signin import factors, keys, records, sessions
from noroshi.directory.signin.passwords import set_password
from noroshi.directory.signin.scopes import Scope
from noroshi.vocabulary import OrganizationKind, Role
from noroshi.vocabulary.errors import Refusal

HANDLE: Final = "platform"
KEY_LIFE: Final = timedelta(days=365)


class PlatformAlreadyThere(Refusal):
    code, status = "platform_already_there", 409
    ja = "運用主体の管理者はすでにいます。"
    en = "The platform already has an administrator."


@dataclass(frozen=True, slots=True)
class FirstAdministrator:
    """Who may now found organizations."""

    person_id: UUID
    membership_id: UUID
    login: str


def first_platform_administrator(
    *,
    login: str,
    password: str,
    name_ja: str,
    name_en: str = "",
    language: str = "ja",
    organization_ja: str = "運用主体",
    organization_en: str = "Platform operator",
) -> FirstAdministrator:
    """Once only: later ones are invited by the first."""
    with transaction.atomic():
        organization = _platform(organization_ja, organization_en)
        if Membership.objects.filter(desk__organization=organization, is_administrator=True, ended_at=None).exists():
            raise PlatformAlreadyThere
        desk, _ = Desk.objects.get_or_create(
            organization=organization,
            handle=f"{HANDLE}.administration",
            defaults={"name_ja": "運用担当", "name_en": "Administration"},
        )
        person = Person(
            login=f"{login.partition('@')[0].casefold()}@{organization.handle}",
            name_ja=name_ja,
            name_en=name_en,
            language=language,
        )
        set_password(person, password)
        person.save()
        membership = sit(person, desk, role=Role.OPERATIONS.value, is_administrator=True)
        records.deed(person, "first_platform_administrator")
        events.desk_facts_changed({desk.pk})
    return FirstAdministrator(person.public_id, membership.public_id, person.login)


def set_credentials(person: Person, password: str, totp_secret: str | None = None) -> None:
    """For the demo world and the command line: sets what the person signs in with; open sessions end."""
    with transaction.atomic():
        set_password(person, password)
        person.save(update_fields=["password"])
        factors.remove_all(person)
        if totp_secret:
            factors.give_app(person, totp_secret)
        sessions.end_everywhere(person)
        records.deed(person, "credentials_set")


def first_key(membership: Membership, purpose: str, scopes: tuple[Scope, ...] = tuple(Scope)) -> str:
    """A key for an account that is loaded, in its own name; a year long."""
    actor = of_membership(membership)
    return keys.make_own_key(actor, purpose=purpose, scopes=scopes, expires_at=timezone.now() + KEY_LIFE)


def _platform(name_ja: str, name_en: str) -> Organization:
    known = Organization.objects.filter(kinds__contains=[OrganizationKind.PLATFORM.value]).first()
    return known or Organization.objects.create(
        handle=HANDLE, name_ja=name_ja, name_en=name_en, kinds=[OrganizationKind.PLATFORM.value]
    )
