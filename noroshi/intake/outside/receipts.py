"""Number and secret with which somebody without an account follows what was told. Shown once; a digest of both is kept.

The secret has 118 bits: nobody finds one by trying, and a number alone tells nothing. A wrong number and a wrong secret are one question
to the database and one answer.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from django.conf import settings

from noroshi.audiences.viewer import ReceiptHolder
from noroshi.intake.numbers import LETTERS
from noroshi.intake.outside.tickets import Ticket

NUMBER, SECRET, GROUP = 8, 24, 4
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Receipt:
    """As it is handed out: `U-7K3M-2QXP` and six groups of letters."""

    number: str
    secret: str

    @property
    def holder(self) -> ReceiptHolder:
        return holder_of(self.number, self.secret)


def receipt_for(ticket: Ticket) -> Receipt:
    """The same ticket, the same receipt."""
    drawn = hmac.digest(settings.SECRET_KEY.encode(), b"noroshi receipt:" + ticket.nonce.encode(), hashlib.sha512)
    letters = [LETTERS[byte % len(LETTERS)] for byte in drawn]
    return Receipt(f"U-{_grouped(letters[:NUMBER])}", _grouped(letters[NUMBER : NUMBER + SECRET]))


def holder_of(number: str, secret: str) -> ReceiptHolder:
    """Of whatever was typed: small letters, spaces and full-width ones are forgiven."""
    both = f"{_plain(number)[-NUMBER:]} {_plain(secret)}"
    return ReceiptHolder(hashlib.sha256(b"noroshi receipt:" + both.encode()).digest())


def _grouped(letters: list[str]) -> str:
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, len(letters), GROUP))


def _plain(text: str) -> str:
    return "".join(letter for letter in normalize("NFKC", text[:LONGEST]).upper() if letter in LETTERS)
