"""People join by a one-time link from their desk's administrator. Of two who open it at the same time, one comes in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from noroshi.directory import names
from noroshi.directory.actions.seats import sit
from noroshi.directory.authority import must_govern
from noroshi.directory.columns import MEMBERSHIP, PERSON, read
from noroshi.directory.known import known_desks
from noroshi.directory.models import Invitation, Membership, Person
from noroshi.directory.recording import note
from noroshi.directory.rows import found, locked
from noroshi.directory.seated import Seated, of_membership
from noroshi.directory.signin.passwords import set_password
from noroshi.directory.signin.tokens import LinkGone, digest_of, new_token
from noroshi.vocabulary import Role, Tie
from noroshi.vocabulary.errors import InvalidFields, NotFound

VALID: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class InvitationLine:
    """An invitation as its desk's administrator sees it."""

    public_id: UUID
    desk_id: UUID
    desk: str
    role: Role
    name: str
    email: str
    is_administrator: bool
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.withdrawn_at is None and self.expires_at > timezone.now()


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the invited person reads before joining."""

    organization_ja: str
    organization_en: str
    desk_ja: str
    desk_en: str
    organization_handle: str
    role: Role
    name_ja: str
    expires_at: datetime


def invite(
    actor: Seated, desk: UUID, *, role: str, name_ja: str = "", email: str = "", **seat: object
) -> tuple[InvitationLine, str]:
    """The invitation and, this once, the token of its link."""
    place = found(known_desks(actor).select_related("organization").filter(is_active=True), desk)
    must_govern(actor, place.organization)
    clean: dict[str, Any] = read(MEMBERSHIP, {"role": role, **seat})
    own: dict[str, Any] = read(
        PERSON, {name: value for name, value in (("name_ja", name_ja), ("email", email)) if value}
    )
    token = new_token()
    with transaction.atomic():
        row = Invitation.objects.create(
            desk=place,
            role=clean["role"],
            tie=clean.get("tie", Tie.STAFF.value),
            nda_until=clean.get("nda_until"),
            is_administrator=clean.get("is_administrator", False),
            **own,
            digest=digest_of(token),
            invited_by_id=actor.person_id,
            expires_at=timezone.now() + VALID,
        )
        note(actor, "person_invited", row.public_id, organization=place.organization, desk=place.public_id)
    return _line(row), token


def withdraw(actor: Seated, public_id: UUID) -> None:
    """Withdrawing twice changes nothing; a used one cannot be withdrawn any more."""
    with transaction.atomic():
        row = locked(_reachable(actor), public_id)
        must_govern(actor, row.desk.organization)
        if row.used_at is not None:
            raise LinkGone
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            row.save(update_fields=["withdrawn_at"])
            note(actor, "invitation_withdrawn", row.public_id, organization=row.desk.organization)


def invitations_of(actor: Seated) -> list[InvitationLine]:
    """Of the own organization, for its administrators; of organizations without one, for the platform's."""
    if not actor.is_administrator:
        return []
    return [_line(row) for row in _reachable(actor).order_by("-created_at")[:200]]


def welcome(token: str) -> Welcome:
    row = _open().filter(digest=digest_of(token)).first()
    if row is None:
        raise LinkGone
    organization = row.desk.organization
    return Welcome(
        organization_ja=organization.name_ja,
        organization_en=organization.name("en"),
        desk_ja=row.desk.name_ja,
        desk_en=row.desk.name("en"),
        organization_handle=organization.handle,
        role=Role(row.role),
        name_ja=row.name_ja,
        expires_at=row.expires_at,
    )


def join(token: str, *, login: object, password: object, **own: object) -> Person:
    """A new person comes in. Everything that is wrong is told at once and leaves the link usable."""
    with transaction.atomic():
        row = _take(token)
        person = _new_person(row, login, password, own)
        _come_in(row, person)
        return person


def join_as(person: Person, token: str) -> None:
    """Somebody who is already here takes a further desk, which only that person can accept."""
    with transaction.atomic():
        row = _take(token)
        if Membership.objects.filter(person=person, desk=row.desk, ended_at=None).exists():
            raise LinkGone
        _come_in(row, person)


def accept(actor: Seated, token: str) -> None:
    """The same by API key, which speaks for its person."""
    join_as(Person.objects.get(pk=actor.person_id), token)


def _open() -> "QuerySet[Invitation]":
    return Invitation.objects.select_related("desk__organization").filter(
        used_at=None,
        withdrawn_at=None,
        expires_at__gt=timezone.now(),
        desk__is_active=True,
        desk__organization__is_active=True,
    )


def _take(token: str) -> Invitation:
    """Locked: whoever waited finds it used."""
    row = _open().select_for_update(of=("self",)).filter(digest=digest_of(token)).first()
    if row is None:
        raise LinkGone
    return row


def _new_person(row: Invitation, login: object, password: object, own: dict[str, object]) -> Person:
    wrong: dict[str, list[str]] = {}
    person = Person(email=row.email)
    steps: list[Callable[[], None]] = [
        lambda: _write(person, read(PERSON, own)),
        lambda: _write(person, {"login": names.login(row.desk.organization, str(login))}),
        lambda: set_password(person, password),
    ]
    for step in steps:
        try:
            step()
        except InvalidFields as refusal:
            wrong |= refusal.fields
    if wrong:
        raise InvalidFields(fields=wrong)
    person.save()
    return person


def _write(person: Person, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(person, name, value)


def _come_in(row: Invitation, person: Person) -> None:
    membership = sit(
        person,
        row.desk,
        role=row.role,
        tie=row.tie,
        nda_until=row.nda_until,
        is_administrator=row.is_administrator,
    )
    row.used_at, row.used_by = timezone.now(), person
    row.save(update_fields=["used_at", "used_by"])
    note(
        of_membership(membership), "joined", row.public_id, organization=row.desk.organization, desk=row.desk.public_id
    )


def _reachable(actor: Seated) -> "QuerySet[Invitation]":
    mine = Q(desk__organization=actor.organization_id)
    if actor.is_platform_administrator:
        mine |= Q(desk__organization__self_governed_at=None)
    return Invitation.objects.select_related("desk__organization").filter(mine)


def _line(row: Invitation) -> InvitationLine:
    return InvitationLine(
        public_id=row.public_id,
        desk_id=row.desk.public_id,
        desk=str(row.desk),
        role=Role(row.role),
        name=row.name_ja,
        email=row.email,
        is_administrator=row.is_administrator,
        created_at=row.created_at,
        expires_at=row.expires_at,
        used_at=row.used_at,
        withdrawn_at=row.withdrawn_at,
    )


def invitation_must_exist(actor: Seated, public_id: UUID) -> InvitationLine:
    """One invitation for the API; what the actor may not see is not found."""
    row = _reachable(actor).filter(public_id=public_id).first() if actor.is_administrator else None
    if row is None:
        raise NotFound
    return _line(row)
