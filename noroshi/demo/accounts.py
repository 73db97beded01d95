"""Who can sign in to the demonstration: a random password for each, one second factor, one API key each."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final, TypedDict

from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.db import transaction

from noroshi.demo import written
from noroshi.demo.shared_intel import collections_for_machines
from noroshi.demo.world import World
from noroshi.directory.models import Desk, Membership, Person
from noroshi.directory.signin.bootstrap import first_key, set_credentials
from noroshi.vocabulary.errors import InvalidFields

CONSONANTS: Final = "bdfghkmnprstyz"
VOWELS: Final = "aeiou"


class Account(TypedDict):
    """One entry of `accounts.json`."""

    login: str
    password: str
    totp_secret: str | None
    api_key: str
    desk: str
    organization: str
    role: str
    language: str
    taxii_collection: str | None
    taxii_collection_read_only: str


def give_accounts(cast: written.Cast, world: World, step: Callable[[str], None] = lambda _what: None) -> list[Account]:
    return list(_accounts(cast, world, step))


def _accounts(cast: written.Cast, world: World, step: Callable[[str], None]) -> Iterator[Account]:
    for row in cast.account:
        person, desk = world.people[row.person], world.desks[row.desk]
        totp_secret = generate_totp_secret() if row.has_totp else None
        with transaction.atomic():
            password = _password_of(Person.objects.get(pk=person.pk), totp_secret)
            membership = Membership.objects.select_related("desk__organization").get(
                person=person, desk=desk, ended_at=None
            )
            api_key = first_key(membership, "demonstration")
        step(row.role_ja)
        taxii = collections_for_machines(world.viewer(row.person, row.desk))
        yield _account(row, person, membership.desk, password, totp_secret, api_key, taxii)


def _account(
    row: written.Account,
    person: Person,
    desk: Desk,
    password: str,
    totp_secret: str | None,
    api_key: str,
    taxii: tuple[str | None, str],
) -> Account:
    return Account(
        login=person.login,
        password=password,
        totp_secret=totp_secret,
        api_key=api_key,
        desk=desk.name(person.language),
        organization=desk.organization.name(person.language),
        role=f"{row.role_ja} · {row.role_en}",
        language=person.language,
        taxii_collection=taxii[0],
        taxii_collection_read_only=taxii[1],
    )


def _password_of(person: Person, totp_secret: str | None) -> str:
    """Drawn until it is accepted: now and then one comes out like the person's own name."""
    while True:
        password = spoken_password()
        with suppress(InvalidFields):
            set_credentials(person, password, totp_secret)
            return password


def spoken_password() -> str:
    """Five groups of two syllables that can be read out and typed: 61 bits."""
    groups = ("".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(2)) for _ in range(5))
    return "-".join(groups)
