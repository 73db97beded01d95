"""A mail sealed as it came, under a key of its own that the vault's key closes; opened only for its desk and for the reading of it."""

import hashlib
import hmac
import uuid
from dataclasses import dataclass

from django.conf import settings

from noroshi.intake.errors import MailGone
from noroshi.intake.mails.parsing import Mail, parsed
from noroshi.intake.models import Arrival
from noroshi.vault import crypt


@dataclass(frozen=True, slots=True)
class Sealed:
    pieces: list[bytes]
    key: bytes
    key_mark: bytes


def sealed(raw: bytes, number: uuid.UUID) -> Sealed:
    key = crypt.new_key()
    return Sealed(list(crypt.encrypted(key, number, [raw])), crypt.close_key(key, number), crypt.key_mark())


def mail_of_row(row: Arrival) -> Mail:
    return parsed(raw_of_row(row))


def raw_of_row(row: Arrival) -> bytes:
    if not row.mail or row.mail_key is None or row.mail_key_mark is None:
        raise MailGone
    key = crypt.open_key(bytes(row.mail_key), bytes(row.mail_key_mark), row.public_id)
    last = len(row.mail) - 1
    return b"".join(
        crypt.decrypted(key, row.public_id, number, bytes(piece), is_last=number == last)
        for number, piece in enumerate(row.mail)
    )


def mark_of(text: str) -> bytes:
    """Tells the same sender or the same mail again without keeping whose or which it was."""
    return hmac.digest(
        settings.SECRET_KEY.encode(), b"noroshi mail in:" + text.strip().lower().encode(), hashlib.sha256
    )
