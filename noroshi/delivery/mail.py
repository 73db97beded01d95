"""From a letter to the bytes that a mail server takes: UTF-8, closed when it must be, threaded by matter, bounces by address."""

import base64
import hmac
import uuid
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.delivery.certificates import closed_openpgp, closed_smime
from noroshi.delivery.letters import Letter
from noroshi.vocabulary import Protection

BOUNCES: Final = "bounce"


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter on its way to one address. `certificate` is the body of the one under which it is closed."""

    message_id: uuid.UUID
    to: str
    thread: str = ""
    protection: Protection = Protection.IDENTIFIERS
    certificate: str = ""


def domain() -> str:
    return settings.MAIL_FROM.rpartition("@")[2]


def message_id(number: uuid.UUID | str) -> str:
    return f"<{number}@{domain()}>"


def thread_of(matter: uuid.UUID, desk: int) -> str:
    """The same for every letter about a matter to one desk; says nothing to anybody else."""
    said = hmac.digest(settings.SECRET_KEY.encode(), f"thread:{matter}:{desk}".encode(), "sha256")
    return uuid.UUID(bytes=said[:16]).hex


def return_path(number: uuid.UUID) -> str:
    """Whoever cannot deliver writes back here: the number says which mail, the mark that it was ours."""
    return f"{BOUNCES}+{number.hex}.{_mark(number)}@{domain()}"


def of_return_path(address: str) -> uuid.UUID | None:
    """The mail that an address was made for; None for every other address."""
    local = address.strip("<> ").rpartition("@")[0].lower()
    prefix, _, rest = local.partition("+")
    number, _, mark = rest.partition(".")
    try:
        found = uuid.UUID(hex=number)
    except ValueError:
        return None
    return found if prefix == BOUNCES and hmac.compare_digest(mark, _mark(found)) else None


def _mark(number: uuid.UUID) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), b"bounce" + number.bytes, sha256).hexdigest()[:12]


def as_bytes(letter: Letter, addressed: Addressed, *, settings_url: str) -> bytes:
    message = _content(letter, addressed)
    message["From"] = Address(display_name="Noroshi 狼煙", addr_spec=settings.MAIL_FROM)
    message["To"] = addressed.to
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = message_id(addressed.message_id)
    if addressed.thread:
        message["In-Reply-To"] = message["References"] = message_id(addressed.thread)
    message["Auto-Submitted"] = "auto-generated"
    if letter.is_emergency:
        message["Importance"] = "high"
        message["X-Priority"] = "1"
    else:
        message["List-Unsubscribe"] = f"<{settings_url}>"
    return message.as_bytes(policy=SMTP)


def _content(letter: Letter, addressed: Addressed) -> EmailMessage:
    inner = EmailMessage(policy=SMTP)
    inner.set_content(letter.text, charset="utf-8", cte="base64")
    inner.add_alternative(letter.html, subtype="html", charset="utf-8", cte="base64")
    if addressed.protection is Protection.SMIME:
        return _smime(closed_smime(inner.as_bytes(), addressed.certificate))
    if addressed.protection is Protection.OPENPGP:
        return _openpgp(closed_openpgp(inner.as_bytes(), addressed.certificate))
    return inner


def _smime(closed: bytes) -> EmailMessage:
    """RFC 8551 3.3."""
    message = EmailMessage(policy=SMTP)
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = 'application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"'
    message["Content-Transfer-Encoding"] = "base64"
    message["Content-Disposition"] = 'attachment; filename="smime.p7m"'
    message.set_payload(base64.encodebytes(closed).decode("ascii"))
    return message


def _openpgp(closed: bytes) -> EmailMessage:
    """RFC 3156 4."""
    message = EmailMessage(policy=SMTP)
    message["MIME-Version"] = "1.0"
    message["Content-Type"] = 'multipart/encrypted; protocol="application/pgp-encrypted"'
    message.attach(_part("application/pgp-encrypted", "Version: 1\r\n"))
    message.attach(_part('application/octet-stream; name="encrypted.asc"', closed.decode("ascii")))
    return message


def _part(kind: str, content: str) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = kind
    part.set_payload(content)
    return part
