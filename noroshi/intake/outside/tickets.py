"""Proof of patience: a form that was asked for a moment ago and not a day ago, sent once. No puzzle, no service of others.

A ticket decides number and secret of its receipt, so that a second press gives the same receipt again and not a second report.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.utils import timezone

from noroshi.vocabulary.errors import Refusal

SALT: Final = "noroshi public intake"
WAIT: Final = timedelta(seconds=5)
LASTS: Final = timedelta(hours=12)
LONGEST: Final = 300


class TicketEarly(Refusal):
    code, status = "ticket_early", 422
    ja = "自動の送信を防ぐため、{seconds} 秒ほど待ってから、もう一度送ってください。書いたものはそのまま残っています。"
    en = "To keep machines out, wait about {seconds} seconds and send it again. What you wrote is still here."


class TicketStale(Refusal):
    code, status = "ticket_stale", 422
    ja = "このフォームは古くなりました。内容を確かめて、もう一度送ってください。"
    en = "This form has grown old. Look through it and send it again."


@dataclass(frozen=True, slots=True)
class Ticket:
    """`nonce` is known to whoever asked for the form, and to nobody here."""

    nonce: str
    issued_at: datetime


def new_ticket(now: datetime | None = None) -> str:
    return signing.dumps([secrets.token_urlsafe(24), int((now or timezone.now()).timestamp())], salt=SALT)


def read_ticket(text: str, now: datetime | None = None) -> Ticket:
    """Neither too young nor too old, and made here."""
    ticket = _read(text)
    age = (now or timezone.now()) - ticket.issued_at
    if age > LASTS:
        raise TicketStale
    if age < WAIT:
        raise TicketEarly(seconds=int((WAIT - age).total_seconds()) + 1)
    return ticket


def still_fits(text: str) -> bool:
    """Whether the form may be shown again with the same ticket."""
    try:
        return timezone.now() - _read(text).issued_at < LASTS / 2
    except TicketStale:
        return False


def _read(text: str) -> Ticket:
    try:
        nonce, seconds = signing.loads(text[:LONGEST], salt=SALT)
        return Ticket(str(nonce), datetime.fromtimestamp(int(seconds), timezone.get_current_timezone()))
    except (signing.BadSignature, ValueError, TypeError):
        raise TicketStale from None
