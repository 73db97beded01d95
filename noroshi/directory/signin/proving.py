"""Proving oneself to a request: at the second step of a sign-in, by passkey alone, or once more before a weighty deed."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.account.models import Login
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse

from noroshi.directory.models import Person
from noroshi.directory.signin import factors, records, sessions, throttle
from noroshi.directory.signin.address import client_address
from noroshi.directory.signin.factors import CodeWrong, PasskeyRefused
from noroshi.vocabulary.errors import InvalidFields, Refusal


class PasswordWrong(Refusal):
    code, status = "password_wrong", 422
    ja = "パスワードが違います。"
    en = "The password is not right."


def by_code(request: HttpRequest, person: Person, code: str, *, again: bool = False) -> None:
    usage = throttle.attempt(request, person)
    row = factors.use_code(person, code)
    if row is None:
        records.refused(person, "code_refused", client_address(request.META))
        raise InvalidFields(fields={"code": [CodeWrong.code]})
    usage.rollback()
    _proved(request, person, row, again=again)


def by_passkey(request: HttpRequest, person: Person, credential: Any, *, again: bool = False) -> None:
    usage = throttle.attempt(request, person)
    try:
        row = factors.use_passkey(person, credential)
    except PasskeyRefused:
        records.refused(person, "passkey_refused", client_address(request.META))
        raise
    usage.rollback()
    _proved(request, person, row, again=again)


def by_password_again(request: HttpRequest, person: Person, password: str) -> None:
    """Only for those who have no second factor: a stolen password must not be enough to take a factor away."""
    usage = throttle.attempt(request, person)
    if factors.has_any(person) or not person.check_password(password):
        records.refused(person, "password_refused", client_address(request.META))
        raise InvalidFields(fields={"password": [PasswordWrong.code]})
    usage.rollback()
    record_authentication(request, person, "password", reauthenticated=True)


def sign_in_by_passkey(request: HttpRequest, credential: Any) -> HttpResponse:
    """A passkey is two factors in one: the device, and what unlocks it."""
    throttle.attempt_by_address(request)
    person = factors.holder_of(credential)
    if person is None:
        records.refused(None, "passkey_refused", client_address(request.META))
        raise PasskeyRefused
    try:
        row = factors.use_passkey(person, credential)
    except PasskeyRefused:
        records.refused(person, "passkey_refused", client_address(request.META))
        raise
    post_authentication(request, row, passwordless=True)
    response: HttpResponse = perform_login(request, Login(user=person))
    return response


def proved_lately(request: HttpRequest) -> bool:
    return bool(did_recently_reauthenticate(request))


def _proved(request: HttpRequest, person: Person, row: Authenticator, *, again: bool) -> None:
    row.user = person
    post_authentication(request, row, reauthenticated=again)
    if again:
        sessions.proved_by_factor(request.session)
