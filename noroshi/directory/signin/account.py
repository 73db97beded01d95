"""One's own sign-in as one page shows it, and changing one's own password."""

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest

from noroshi.directory.models import Person
from noroshi.directory.signin import factors, records, resets, sessions
from noroshi.directory.signin.factors import Factors
from noroshi.directory.signin.passwords import set_password
from noroshi.directory.signin.resets import ResetLine
from noroshi.directory.signin.sessions import OpenSession


@dataclass(frozen=True, slots=True)
class Account:
    login: str
    has_password: bool
    factors: Factors
    sessions: tuple[OpenSession, ...]
    outside: tuple[str, ...]
    resets: tuple[ResetLine, ...]


def account_of(person: Person, current_key: str | None) -> Account:
    return Account(
        login=person.login,
        has_password=person.has_usable_password(),
        factors=factors.factors_of(person),
        sessions=tuple(sessions.open_sessions(person, current_key)),
        outside=tuple(SocialAccount.objects.filter(user=person).values_list("provider", flat=True)),
        resets=tuple(resets.told_to(person)),
    )


def must_add_factor(account: Account) -> bool:
    return settings.SECOND_FACTOR_REQUIRED and not account.factors.has_any


def change_password(request: HttpRequest, person: Person, password: object) -> None:
    """This session goes on, all others end."""
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person.pk)
        set_password(row, password)
        row.save(update_fields=["password"])
        sessions.end_others(row, request.session.session_key)
        records.deed(row, "password_changed")
        update_session_auth_hash(request, row)
