"""From a letter to the bytes that a mail server takes: UTF-8, closed when it must be, threaded by matter, bounces by address."""

import base64
import hmac
import uuid
from dataclasses import dataclass
from email.utils import format_datetime
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.delivery.letters import Letter
from noroshi.vocabulary import Protection

BOUNCES: Final = "bounce"
SENDER: Final = "Noroshi 狼煙"
ENCODED_BYTES: Final = 42
"""An encoded word has at most 75 signs (RFC 2047 2)."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """One letter on its way to one address. `certificate` is the body of the one under which it is closed; `files` are closed with it."""

    message_id: uuid.UUID
    to: str
    thread: str = ""
    protection: Protection = Protection.IDENTIFIERS
    certificate: str = ""
    files: tuple[tuple[str, bytes], ...] = ()


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
    """By hand where nothing is closed: thousands of mails differ by a few lines only."""
    heads = [
        f"From: {encoded(SENDER)} <{settings.MAIL_FROM}>",
        f"To: {addressed.to}",
        f"Subject: {encoded(letter.subject)}",
        f"Date: {format_datetime(timezone.localtime())}",
        f"Message-ID: {message_id(addressed.message_id)}",
        *_thread(addressed),
        "Auto-Submitted: auto-generated",
        *(["Importance: high", "X-Priority: 1"] if letter.is_emergency else [f"List-Unsubscribe: <{settings_url}>"]),
        "MIME-Version: 1.0",
    ]
    return "\r\n".join(heads).encode("ascii") + b"\r\n" + _body(letter, addressed)


def encoded(words: str) -> str:
    """RFC 2047, folded; nothing in it can begin a line of its own."""
    if words.isascii() and words.isprintable():
        return words
    pieces, piece = [], ""
    for sign in words:
        if len((piece + sign).encode()) > ENCODED_BYTES:
            pieces.append(piece)
            piece = ""
        piece += sign
    words_of = [base64.b64encode(one.encode()).decode("ascii") for one in [*pieces, piece]]
    return "\r\n ".join(f"=?utf-8?b?{one}?=" for one in words_of)


def _thread(addressed: Addressed) -> list[str]:
    if not addressed.thread:
        return []
    root = message_id(addressed.thread)
    return [f"In-Reply-To: {root}", f"References: {root}"]


def _body(letter: Letter, addressed: Addressed) -> bytes:
    """The rest of the heads, an empty line, the content."""
    content = _content(letter, addressed)
    if addressed.protection not in {Protection.SMIME, Protection.OPENPGP}:
        return content
    from noroshi.delivery import certificates  # noqa: PLC0415 - its libraries are heavy: only who closes a letter carries them

    if addressed.protection is Protection.SMIME:
        return _smime(certificates.closed_smime(content, addressed.certificate))
    return _openpgp(certificates.closed_openpgp(content, addressed.certificate))


def _content(letter: Letter, addressed: Addressed) -> bytes:
    """The letter, and its files behind it."""
    if not addressed.files:
        return _alternatives(letter)
    edge = f"=_{uuid.uuid4().hex}"
    files = b"".join(f"--{edge}\r\n".encode() + _file(name, content) for name, content in addressed.files)
    head = f'Content-Type: multipart/mixed; boundary="{edge}"\r\n\r\n--{edge}\r\n'.encode("ascii")
    return head + _alternatives(letter) + b"\r\n" + files + f"--{edge}--\r\n".encode("ascii")


def _file(name: str, content: bytes) -> bytes:
    """STIX 2.1 in JSON; names are made here and hold no sign that could end a line."""
    return (
        f'Content-Type: application/stix+json; version=2.1; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n'
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n{_base64(content)}\r\n'
    ).encode("ascii")


def _alternatives(letter: Letter) -> bytes:
    edge = f"=_{uuid.uuid4().hex}"
    parts = "".join(
        f"--{edge}\r\nContent-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{_lines(words)}"
        for kind, words in (("plain", letter.text), ("html", letter.html))
    )
    head = f'Content-Type: multipart/alternative; boundary="{edge}"'
    return f"{head}\r\n\r\n{parts}--{edge}--\r\n".encode("ascii")


def _lines(words: str) -> str:
    return _base64(words.replace("\n", "\r\n").encode())


def _base64(content: bytes) -> str:
    return base64.encodebytes(content).decode("ascii").replace("\n", "\r\n")


def _smime(closed: bytes) -> bytes:
    """RFC 8551 3.3."""
    heads = (
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        'Content-Disposition: attachment; filename="smime.p7m"\r\n\r\n'
    )
    return (heads + _base64(closed)).encode("ascii")


def _openpgp(closed: bytes) -> bytes:
    """RFC 3156 4."""
    edge = f"=_{uuid.uuid4().hex}"
    armored = closed.decode("ascii").replace("\r\n", "\n").replace("\n", "\r\n")
    return (
        f'Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary="{edge}"\r\n\r\n'
        f"--{edge}\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
        f'--{edge}\r\nContent-Type: application/octet-stream; name="encrypted.asc"\r\n\r\n{armored}\r\n--{edge}--\r\n'
    ).encode("ascii")
