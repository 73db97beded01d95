"""A lost password or factor: one person of the organization asks, a second agrees, the person is told, everything open ends.

One of the two must be an administrator who reaches the person; neither may be the person. With the agreement all sessions
and keys end, the old password is void, and the second person is handed a one-time link to pass on.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from noroshi.directory.authority import must_reach_person, organizations_of
from noroshi.directory.models import Membership, Organization, Person, ResetRequest
from noroshi.directory.recording import note
from noroshi.directory.rows import locked
from noroshi.directory.seated import Seated, of_membership
from noroshi.directory.signin import factors, keys, records, sessions
from noroshi.directory.signin.passwords import set_password
from noroshi.directory.signin.tokens import LinkGone, digest_of, new_token
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal
from noroshi.vocabulary.text import clean_line

ASKED_FOR: Final = timedelta(days=3)
LINK_FOR: Final = timedelta(hours=24)
TOLD_FOR: Final = timedelta(days=90)


class NotForYourself(Refusal):
    code, status = "reset_not_for_yourself", 403
    ja = "自分のサインインは自分では再設定できません。ほかの二人に頼んでください。"
    en = "You cannot reset your own sign-in. Ask two other people."


class SecondPersonNeeded(Refusal):
    code, status = "reset_second_person_needed", 403
    ja = "依頼した人とは別の人の同意が必要です。"
    en = "Somebody other than the person who asked must agree."


class AdministratorNeeded(Refusal):
    code, status = "administrator_needed", 403
    ja = "二人のうち一人は、この人を受け持つ管理者でなければなりません。"
    en = "One of the two must be an administrator responsible for this person."


class AlreadyAsked(Refusal):
    code, status = "reset_already_asked", 409
    ja = "この人の再設定はすでに依頼されています。"
    en = "A reset was already asked for this person."


@dataclass(frozen=True, slots=True)
class ResetLine:
    """A request as people of the organization see it."""

    public_id: UUID
    person: str
    person_id: UUID
    resets_factors: bool
    reason: str
    asked_by: str
    agreed_by: str
    created_at: datetime
    expires_at: datetime
    agreed_at: datetime | None
    used_at: datetime | None
    refused_at: datetime | None
    may_agree: bool

    @property
    def is_waiting(self) -> bool:
        return self.agreed_at is None and self.refused_at is None and self.expires_at > timezone.now()


def ask(actor: Seated, person: UUID, *, resets_factors: bool = False, reason: str = "") -> ResetLine:
    """The old sign-in still works: nothing happens before a second person agrees."""
    why = clean_line(reason, most=400)
    with transaction.atomic():
        row = locked(Person.objects.filter(is_active=True), person)
        home = _common_home(actor, row)
        if row.pk == actor.person_id:
            raise NotForYourself
        if _waiting().filter(person=row).exists():
            raise AlreadyAsked
        request = ResetRequest.objects.create(
            person=row,
            organization=home,
            resets_factors=resets_factors,
            reason=why,
            asked_by_id=actor.person_id,
            expires_at=timezone.now() + ASKED_FOR,
        )
        note(actor, "reset_asked", request.public_id, row.public_id, organization=home, factors=resets_factors)
    return _line(request, actor)


def agree(actor: Seated, public_id: UUID) -> tuple[ResetLine, str]:
    """The request and, this once, the token of the link."""
    with transaction.atomic():
        request = locked(_waiting(), public_id)
        _common_home(actor, request.person)
        if request.person_id == actor.person_id:
            raise NotForYourself
        if request.asked_by_id == actor.person_id:
            raise SecondPersonNeeded
        if not any(_reaches(seat, request.person) for seat in (actor, *_seats_of(request.asked_by_id))):
            raise AdministratorNeeded
        request.agreed_by_id, request.agreed_at = actor.person_id, timezone.now()
        token = _hand_out(request)
        _end_everything(request)
        note(actor, "reset_agreed", request.public_id, request.person.public_id, organization=request.organization)
    return _line(request, actor), token


def first_link(actor: Seated, person: UUID) -> str:
    """For somebody who was entered in the directory and has never signed in: there is nothing to protect yet."""
    with transaction.atomic():
        row = locked(Person.objects.filter(is_active=True), person)
        must_reach_person(actor, row)
        if row.pk == actor.person_id or has_something_to_protect(row):
            raise NotYours
        _waiting().filter(person=row).update(refused_at=timezone.now())
        ResetRequest.objects.filter(person=row, used_at=None).update(digest=None)
        request = ResetRequest(
            person=row,
            organization=_common_home(actor, row),
            asked_by_id=actor.person_id,
            agreed_at=timezone.now(),
        )
        token = _hand_out(request)
        note(actor, "first_link_made", request.public_id, row.public_id, organization=request.organization)
    return token


def refuse(actor: Seated, public_id: UUID) -> None:
    """Anybody of the organization may say no, the person as well: nobody is reset against their word."""
    with transaction.atomic():
        request = locked(_waiting(), public_id)
        _common_home(actor, request.person)
        request.refused_at = timezone.now()
        request.save(update_fields=["refused_at"])
        note(actor, "reset_refused", request.public_id, request.person.public_id, organization=request.organization)


def resets_of(actor: Seated) -> list[ResetLine]:
    """Of the own organization; for the platform's administrators also of those that do not govern themselves yet."""
    rows = ResetRequest.objects.select_related("person", "organization", "asked_by", "agreed_by")
    mine = rows.filter(organization=actor.organization_id)
    if actor.is_platform_administrator:
        mine = mine | rows.filter(organization__self_governed_at=None)
    return [_line(row, actor) for row in mine.order_by("-created_at")[:200]]


def colleagues(actor: Seated, language: str) -> list[tuple[str, str]]:
    """For whom the actor may ask: the people of the own organization."""
    rows = Person.objects.filter(
        memberships__desk__organization=actor.organization_id, memberships__ended_at=None, is_active=True
    )
    return [
        (str(row.public_id), row.name(language))
        for row in rows.exclude(pk=actor.person_id).distinct().order_by("name_kana", "login")
    ]


def told_to(person: Person) -> list[ResetLine]:
    """What happened to the person's own sign-in lately, for the page on which sessions are listed."""
    rows = ResetRequest.objects.select_related("person", "asked_by", "agreed_by").filter(
        person=person, created_at__gt=timezone.now() - TOLD_FOR
    )
    return [_line(row, None) for row in rows.order_by("-created_at")]


def login_behind(token: str) -> str:
    """For the page behind the link, which greets by sign-in name."""
    return _usable(token).person.login


def use(token: str, password: object) -> Person:
    """The new password. Who has lost the factors as well is led to new ones at the next sign-in."""
    with transaction.atomic():
        request = _usable(token, locking=True)
        person = Person.objects.select_for_update().get(pk=request.person_id)
        set_password(person, password)
        person.save(update_fields=["password"])
        sessions.end_everywhere(person)
        request.used_at, request.digest = timezone.now(), None
        request.save(update_fields=["used_at", "digest"])
        records.deed(person, "reset_used", request=str(request.public_id))
        return person


def has_something_to_protect(person: Person) -> bool:
    """A way in that works, or worked before a reset: then it takes two."""
    return (
        person.has_usable_password()
        or person.last_login is not None
        or factors.has_any(person)
        or ResetRequest.objects.filter(person=person, agreed_by__isnull=False).exists()
    )


def _common_home(actor: Seated, person: Person) -> Organization:
    """The organization in which both sit, or which the platform still looks after; otherwise the person is not there."""
    homes = organizations_of(person.pk)
    for home in homes:
        if home.pk == actor.organization_id:
            return home
    if homes and _reaches(actor, person):
        return homes[0]
    raise NotFound


def _reaches(actor: Seated, person: Person) -> bool:
    try:
        must_reach_person(actor, person)
    except (NotFound, NotYours):
        return False
    return True


def _seats_of(person_id: int) -> list[Seated]:
    rows = Membership.objects.select_related("desk__organization").filter(
        person=person_id,
        ended_at=None,
        person__is_active=True,
        desk__is_active=True,
        desk__organization__is_active=True,
    )
    return [of_membership(row) for row in rows]


def _waiting() -> "QuerySet[ResetRequest]":
    return ResetRequest.objects.select_related("person", "organization").filter(
        agreed_at=None, refused_at=None, expires_at__gt=timezone.now(), person__is_active=True
    )


def _usable(token: str, *, locking: bool = False) -> ResetRequest:
    rows = ResetRequest.objects.select_related("person").filter(
        digest=digest_of(token),
        agreed_at__isnull=False,
        used_at=None,
        refused_at=None,
        expires_at__gt=timezone.now(),
        person__is_active=True,
    )
    request = (rows.select_for_update(of=("self",)) if locking else rows).first()
    if request is None:
        raise LinkGone
    return request


def _hand_out(request: ResetRequest) -> str:
    token = new_token()
    request.digest, request.expires_at = digest_of(token), timezone.now() + LINK_FOR
    request.save()
    return token


def _end_everything(request: ResetRequest) -> None:
    person = request.person
    person.set_unusable_password()
    person.save(update_fields=["password"])
    if request.resets_factors:
        factors.remove_all(person)
    keys.revoke_all(person.pk)
    sessions.end_everywhere(person)


def _line(row: ResetRequest, actor: Seated | None) -> ResetLine:
    return ResetLine(
        public_id=row.public_id,
        person=row.person.name_ja,
        person_id=row.person.public_id,
        resets_factors=row.resets_factors,
        reason=row.reason,
        asked_by=row.asked_by.name_ja,
        agreed_by=row.agreed_by.name_ja if row.agreed_by else "",
        created_at=row.created_at,
        expires_at=row.expires_at,
        agreed_at=row.agreed_at,
        used_at=row.used_at,
        refused_at=row.refused_at,
        may_agree=actor is not None and actor.person_id not in {row.asked_by_id, row.person_id},
    )
