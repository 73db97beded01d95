"""Second factors: authenticator app, passkeys, recovery codes. Each code is accepted once, by whoever is first."""

import base64
import hashlib
import hmac
import time
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from fido2.utils import websafe_decode

from noroshi.directory.models import Person
from noroshi.directory.signin import records
from noroshi.directory.signin.secrecy import opened, sealed
from noroshi.vocabulary.errors import InvalidFields, NotFound, Refusal
from noroshi.vocabulary.text import clean_line

SECOND: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class CodeWrong(Refusal):
    code, status = "code_wrong", 422
    ja = "コードが違うか、すでに使われています。"
    en = "The code is not right, or was already used."


class PasskeyRefused(Refusal):
    code, status = "passkey_refused", 422
    ja = "このパスキーは受け付けられませんでした。もう一度お試しください。"
    en = "This passkey was not accepted. Please try again."


class LastFactor(Refusal):
    code, status = "last_factor", 409
    ja = "最後の二要素は外せません。先に別の要素を加えてください。"
    en = "The last second factor cannot be removed. Add another one first."


class AppAlreadyThere(Refusal):
    code, status = "app_already_there", 409
    ja = "認証アプリはすでに登録されています。替えるときは、先に外してください。"
    en = "An authenticator app is already set up. Remove it first to replace it."


@dataclass(frozen=True, slots=True)
class Passkey:
    reference: str
    name: str
    added_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What one person has."""

    has_app: bool
    app_used_at: datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int
    may_remove_one: bool

    @property
    def has_any(self) -> bool:
        return self.has_app or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class AppOffer:
    """A new authenticator app's secret, to scan or to type."""

    secret: str
    picture: str


def factors_of(person: Person) -> Factors:
    rows = list(Authenticator.objects.filter(user=person).order_by("created_at"))
    app = next((row for row in rows if row.type == Authenticator.Type.TOTP), None)
    codes = next((row for row in rows if row.type == Authenticator.Type.RECOVERY_CODES), None)
    passkeys = tuple(
        Passkey(_reference(row), row.wrap().name, row.created_at, row.last_used_at)
        for row in rows
        if row.type == Authenticator.Type.WEBAUTHN
    )
    return Factors(
        has_app=app is not None,
        app_used_at=app.last_used_at if app else None,
        passkeys=passkeys,
        codes_left=len(codes.wrap().get_unused_codes()) if codes else 0,
        may_remove_one=not settings.SECOND_FACTOR_REQUIRED or len(passkeys) + (app is not None) > 1,
    )


def has_any(person: Person) -> bool:
    return bool(Authenticator.objects.filter(user=person, type__in=SECOND).exists())


def may_remove(authenticator: Authenticator) -> bool:
    others = Authenticator.objects.filter(user=authenticator.user, type__in=SECOND).exclude(pk=authenticator.pk)
    return not settings.SECOND_FACTOR_REQUIRED or others.exists()


def new_app_secret() -> str:
    """Sealed: it rests in the session until the first code proves that the app has it."""
    return sealed(generate_totp_secret())


def app_offer(person: Person, sealed_secret: str) -> AppOffer:
    adapter, secret = get_adapter(), opened(sealed_secret)
    picture = adapter.build_totp_svg(adapter.build_totp_url(person, secret)).encode()
    letters = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return AppOffer(letters, f"data:image/svg+xml;base64,{base64.b64encode(picture).decode()}")


def add_app(person: Person, sealed_secret: str, code: str) -> list[str]:
    """Gives recovery codes when these are the first factor. The code that proves the app is used up by that."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).exists():
            raise AppAlreadyThere
        secret = opened(sealed_secret)
        step = _step_of(secret, code, after=0)
        if step is None:
            raise InvalidFields(fields={"code": [CodeWrong.code]})
        _give_app(person, secret, step)
        records.deed(person, "factor_added", kind="app")
        return _first_codes(person)


def add_passkey(person: Person, name: str, credential: Any) -> list[str]:
    """The ceremony's challenge waits in the session; `credential` is what the browser answered."""
    try:
        webauthn.parse_registration_response(credential)
        webauthn.complete_registration(credential)
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError):
        raise PasskeyRefused from None
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        webauthn.WebAuthn.add(person, clean_line(name, most=60) or "passkey", credential)
        records.deed(person, "factor_added", kind="passkey")
        return _first_codes(person)


def remove_app(person: Person) -> None:
    _remove(person, Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).first(), "app")


def remove_passkey(person: Person, reference: str) -> None:
    rows = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN)
    _remove(person, next((row for row in rows if _reference(row) == reference), None), "passkey")


def new_recovery_codes(person: Person) -> list[str]:
    """The old ones end. Shown once, now."""
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if not has_any(person):
            raise NotFound
        Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).delete()
        records.deed(person, "recovery_codes_made")
        return _codes(person)


def remove_all(person: Person) -> None:
    """For resets only, which end sessions as well."""
    Authenticator.objects.filter(user=person).delete()


def give_app(person: Person, secret: str) -> None:
    """For accounts that are loaded: no code has been used yet."""
    remove_all(person)
    _give_app(person, secret, step=0)


def use_code(person: Person, code: str) -> Authenticator | None:
    """The factor that accepts this code, which it will never accept again."""
    with transaction.atomic():
        rows = Authenticator.objects.select_for_update().filter(user=person).exclude(type=Authenticator.Type.WEBAUTHN)
        return next((row for row in rows if _accepts(row, code)), None)


def use_passkey(person: Person, credential: Any) -> Authenticator:
    """The challenge waits in the session and is used up by this."""
    try:
        webauthn.parse_authentication_response(credential)
        return webauthn.complete_authentication(person, credential)
    except (ValidationError, TypeError, ValueError, KeyError, AttributeError):
        raise PasskeyRefused from None


def holder_of(credential: Any) -> Person | None:
    """Whom a passkey says that it belongs to; nothing is believed before its signature is checked."""
    try:
        return Person.objects.filter(public_id=UUID(bytes=websafe_decode(credential["response"]["userHandle"]))).first()
    except (TypeError, ValueError, KeyError, AttributeError):
        return None


def passkey_request(person: Person | None) -> dict[str, Any]:
    """What the browser is asked to sign. Without a person the browser offers the passkeys that it holds."""
    return dict(webauthn.begin_authentication(person))


def passkey_offer(person: Person) -> dict[str, Any]:
    """What the browser is asked to make."""
    return dict(webauthn.begin_registration(person, passwordless=True))


def _accepts(row: Authenticator, code: str) -> bool:
    if row.type == Authenticator.Type.RECOVERY_CODES:
        return bool(row.wrap().validate_code(code))
    step = _step_of(opened(row.data["secret"]), code, after=row.data.get("latest_step", 0))
    if step is None:
        return False
    row.data["latest_step"] = step
    row.save(update_fields=["data"])
    return True


def _step_of(secret: str, code: str, *, after: int) -> int | None:
    """The period of time whose code this is, later than the latest one used; every candidate is compared."""
    typed = "".join(unicodedata.normalize("NFKC", code).split())
    now = int(time.time()) // mfa.TOTP_PERIOD
    matching = [
        step
        for step in range(now - mfa.TOTP_TOLERANCE, now + mfa.TOTP_TOLERANCE + 1)
        if hmac.compare_digest(format_hotp_value(hotp_value(secret, step)).encode(), typed.encode("utf-8", "replace"))
    ]
    return next((step for step in matching if step > after), None)


def _give_app(person: Person, secret: str, step: int) -> None:
    row = TOTP.activate(person, secret).instance
    row.data["latest_step"] = step
    row.save(update_fields=["data"])


def _first_codes(person: Person) -> list[str]:
    has_codes = Authenticator.objects.filter(user=person, type=Authenticator.Type.RECOVERY_CODES).exists()
    return [] if has_codes else _codes(person)


def _codes(person: Person) -> list[str]:
    return [str(code) for code in RecoveryCodes.activate(person).get_unused_codes()]


def _remove(person: Person, row: Authenticator | None, kind: str) -> None:
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        if row is None:
            raise NotFound
        if not may_remove(row):
            raise LastFactor
        row.delete()
        if not has_any(person):
            remove_all(person)
        records.deed(person, "factor_removed", kind=kind)


def _reference(row: Authenticator) -> str:
    """Rows are countable, so their numbers stay inside."""
    return hashlib.sha256(f"noroshi.factor:{row.pk}:{row.created_at.isoformat()}".encode()).hexdigest()[:32]
