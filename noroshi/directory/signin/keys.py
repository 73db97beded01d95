"""API keys: one for each purpose, shown once, kept as a digest. A key acts as its membership, narrowed by scope, date and address."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from noroshi.directory.authority import must_reach_person, must_reach_seat
from noroshi.directory.models import ApiKey, Membership
from noroshi.directory.recording import note
from noroshi.directory.rows import locked
from noroshi.directory.seated import Seated
from noroshi.directory.signin.key_shown import Shown, shown
from noroshi.directory.signin.key_wishes import Wish, is_inside, must_stay_inside, read_wish
from noroshi.directory.signin.scopes import Scope
from noroshi.ledger.actions import record
from noroshi.ledger.entries import Actor
from noroshi.sharing.facts import PersonFacts
from noroshi.vocabulary.errors import NotFound, Refusal

MARK: Final = "nrs"
PREFIX_CHARACTERS: Final = 10
ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"
USED_EVERY_SECONDS: Final = 60


class KeyUnknown(Refusal):
    """Also a key that was never made: nothing tells the two apart."""

    code, status = "key_unknown", 401
    ja = "このAPIキーは使えません。"
    en = "This API key is not known."


class KeyExpired(Refusal):
    code, status = "key_expired", 401
    ja = "このAPIキーは期限が切れています。"
    en = "This API key has expired."


class KeyRevoked(Refusal):
    code, status = "key_revoked", 401
    ja = "このAPIキーは取り消されています。"
    en = "This API key was revoked."


class KeyElsewhere(Refusal):
    code, status = "key_elsewhere", 403
    ja = "このAPIキーは、接続元のアドレスからは使えません。"
    en = "This API key may not be used from this address."


class KeyTooNarrow(Refusal):
    code, status = "key_too_narrow", 403
    ja = "このAPIキーではこの操作（{scope}）はできません。"
    en = "This API key does not allow this ({scope})."


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A seat reached by key, and what the key allows."""

    key_id: int
    public_id: UUID
    seat: Seated
    scopes: frozenset[Scope]
    person: PersonFacts

    def must_allow(self, scope: Scope) -> None:
        if scope not in self.scopes:
            raise KeyTooNarrow(scope=scope)


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A key as a list shows it."""

    public_id: UUID
    start: str
    purpose: str
    person: str
    desk_id: UUID
    scopes: tuple[Scope, ...]
    network_ranges: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    latest_use_at: datetime | None

    @property
    def is_usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


def make_key(
    actor: Seated,
    membership_id: UUID,
    *,
    purpose: object,
    scopes: Iterable[str],
    expires_at: datetime,
    network_ranges: Iterable[str] = (),
) -> tuple[KeyLine, str]:
    """The key and, this once, its value."""
    membership = _reachable(actor, membership_id)
    wish = read_wish(purpose, scopes, expires_at, network_ranges)
    if actor.key_id is not None:
        must_stay_inside(wish, ApiKey.objects.get(pk=actor.key_id))
    with transaction.atomic():
        key, value = _make(membership, actor.person_id, wish)
        note(actor, "key_made", key.public_id, organization=membership.desk.organization, scopes=sorted(wish.scopes))
    return _line(key), value


def make_own_key(actor: Seated, *, purpose: str, scopes: Iterable[Scope], expires_at: datetime) -> str:
    """For accounts that are loaded by whoever runs the machine; pages and API go through `make_key`."""
    membership = Membership.objects.select_related("desk__organization").get(pk=actor.membership_id)
    wish = read_wish(purpose, scopes, expires_at, ())
    with transaction.atomic():
        key, value = _make(membership, actor.person_id, wish)
        note(actor, "key_made", key.public_id, organization=membership.desk.organization, scopes=sorted(key.scopes))
    return value


def revoke_key(actor: Seated, public_id: UUID) -> None:
    """Whoever may make it may revoke it, and the person for whom it acts. Revoking twice changes nothing."""
    with transaction.atomic():
        key = locked(ApiKey.objects.select_related("membership__desk__organization"), public_id)
        if key.membership.person_id != actor.person_id:
            _must_reach(actor, key.membership)
        if key.revoked_at is None:
            key.revoked_at = timezone.now()
            key.save(update_fields=["revoked_at"])
            note(actor, "key_revoked", key.public_id, organization=key.membership.desk.organization)


def keys_of(actor: Seated) -> list[KeyLine]:
    """An administrator sees the keys of the own organization, everybody else the own ones."""
    mine = Q(membership__person=actor.person_id)
    if actor.is_administrator:
        mine |= Q(membership__desk__organization=actor.organization_id)
    rows = ApiKey.objects.filter(mine).select_related("membership__person", "membership__desk")
    return [_line(row) for row in rows.order_by("revoked_at", "-created_at")]


def seats_for_keys(actor: Seated, language: str) -> list[tuple[str, str]]:
    """The seats for which the actor may make keys, as choices."""
    if not actor.is_administrator:
        return []
    rows = Membership.objects.select_related("person", "desk__organization").filter(
        desk__organization=actor.organization_id, ended_at=None, person__is_active=True, desk__is_active=True
    )
    return [
        (str(row.public_id), f"{row.person.name(language)} ({row.desk.name(language)})")
        for row in rows.order_by("desk__handle", "person__name_kana")
    ]


def revoke_all(person_id: int) -> int:
    return ApiKey.objects.filter(membership__person=person_id, revoked_at=None).update(revoked_at=timezone.now())


def revoke_of_ended(membership_ids: Iterable[int]) -> int:
    """Somebody who left a desk left the keys of that desk, too."""
    ended = ApiKey.objects.filter(
        membership__in=list(membership_ids), revoked_at=None, membership__ended_at__isnull=False
    )
    return ended.update(revoked_at=timezone.now())


def authenticate(value: str, address: str) -> KeyHolder:
    """Who holds this value, now and from there. One query; what went wrong is told only to a holder of the secret."""
    mark, _, rest = value.partition("_")
    prefix, _, _secret = rest.partition("_")
    key = shown(prefix) if mark == MARK and len(prefix) == PREFIX_CHARACTERS and prefix.isascii() else None
    is_known = hmac.compare_digest(key.digest if key else bytes(32), _digest(value))
    if key is None or not is_known:
        raise KeyUnknown
    _must_be_usable(key, address)
    if key.latest_use_at is None or (timezone.now() - key.latest_use_at).total_seconds() > USED_EVERY_SECONDS:
        ApiKey.objects.filter(pk=key.number).update(latest_use_at=timezone.now())
    return KeyHolder(
        key_id=key.number,
        public_id=key.public_id,
        seat=key.seat,
        scopes=frozenset(Scope.of(scope) for scope in key.scopes),
        person=key.person,
    )


def _must_be_usable(key: Shown, address: str) -> None:
    wrong: type[Refusal] | None = None
    if key.revoked_at is not None or not key.stands:
        wrong = KeyRevoked
    elif key.expires_at <= timezone.now():
        wrong = KeyExpired
    elif key.network_ranges and not is_inside(address, tuple(key.network_ranges)):
        wrong = KeyElsewhere
    if wrong is not None:
        _refused(key.seat, wrong.code)
        raise wrong


def _refused(seat: Seated, code: str) -> None:
    with transaction.atomic():
        record(
            deed="key_refused",
            actor=Actor(
                person_id=seat.person_id,
                desk_id=seat.desk_id,
                organization_id=seat.organization_id,
                key_id=seat.key_id,
            ),
            allowed=False,
            detail={"code": code},
        )


def _reachable(actor: Seated, membership_id: UUID) -> Membership:
    membership = (
        Membership.objects.select_related("person", "desk__organization")
        .filter(public_id=membership_id, ended_at=None, person__is_active=True)
        .first()
    )
    if membership is None:
        raise NotFound
    _must_reach(actor, membership)
    return membership


def _must_reach(actor: Seated, membership: Membership) -> None:
    """A key is a way in, so both hold: the seat is the actor's to govern, and so is the person."""
    must_reach_seat(actor, membership)
    must_reach_person(actor, membership.person)


def _make(membership: Membership, maker_id: int, wish: Wish) -> tuple[ApiKey, str]:
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(PREFIX_CHARACTERS))
    value = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        membership=membership,
        purpose=wish.purpose,
        prefix=prefix,
        digest=_digest(value),
        scopes=sorted(wish.scopes),
        network_ranges=list(wish.network_ranges),
        created_by_id=maker_id,
        expires_at=wish.expires_at,
    )
    return key, value


def _digest(value: str) -> bytes:
    """The secret is 256 random bits: a plain hash is enough, and checking it takes microseconds."""
    return hashlib.sha256(value.encode("utf-8", "replace")).digest()


def _line(key: ApiKey) -> KeyLine:
    return KeyLine(
        public_id=key.public_id,
        start=f"{MARK}_{key.prefix}",
        purpose=key.purpose,
        person=key.membership.person.name_ja,
        desk_id=key.membership.desk.public_id,
        scopes=tuple(Scope.of(scope) for scope in key.scopes),
        network_ranges=tuple(key.network_ranges),
        created_at=key.created_at,
        expires_at=key.expires_at,
        revoked_at=key.revoked_at,
        latest_use_at=key.latest_use_at,
    )
