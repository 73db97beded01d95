"""Handles and logins carry their organization's handle, so that "in use" tells nobody about others."""

import unicodedata
from typing import Final

from noroshi.directory.columns import HandleUnreadable, handle, wrong
from noroshi.directory.models import Desk, Group, Organization, Person
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import TextTooLong

LONGEST_LOGIN: Final = 80


class HandleTaken(Refusal):
    code, status = "handle_taken", 422
    ja = "すでに使われています。"
    en = "This is already in use."


def organization_handle(wanted: str) -> str:
    """Only who founds organizations, and so knows all of them, comes here."""
    whole = _slug("handle", wanted)
    return _fresh("handle", whole, taken=Organization.objects.filter(handle=whole).exists())


def desk_handle(organization: Organization, wanted: str) -> str:
    """The desk `csirt` of `denryoku` is `denryoku.csirt`."""
    whole = _inside(organization.handle, wanted)
    return _fresh("handle", whole, taken=Desk.objects.filter(handle=whole).exists())


def group_handle(owner: Desk, wanted: str) -> str:
    whole = _inside(owner.handle, wanted)
    return _fresh("handle", whole, taken=Group.objects.filter(handle=whole).exists())


def login(organization: Organization, wanted: str) -> str:
    """`sato` of `denryoku` signs in as `sato@denryoku` and keeps that name for good."""
    name, _, home = unicodedata.normalize("NFKC", wanted).casefold().partition("@")
    if home not in ("", organization.handle):
        raise wrong("login", HandleUnreadable)
    whole = f"{_slug('login', name)}@{organization.handle}"
    if len(whole) > LONGEST_LOGIN:
        raise wrong("login", TextTooLong)
    return _fresh("login", whole, taken=Person.objects.filter(login=whole).exists())


def _inside(home: str, wanted: str) -> str:
    return f"{home}.{_slug('handle', wanted.removeprefix(f'{home}.'))}"


def _slug(field: str, wanted: str) -> str:
    try:
        return str(handle(wanted))
    except Refusal as refusal:
        raise InvalidFields(fields={field: [refusal.code]}) from None


def _fresh(field: str, whole: str, *, taken: bool) -> str:
    if taken:
        raise wrong(field, HandleTaken)
    return whole
