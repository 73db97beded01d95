"""The SMTP dialogue. A mail is accepted after it is kept, and refused in the dialogue or not at all: nobody is written back to."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import Error, close_old_connections, connection

from noroshi.connectors.mail_in.checked import LARGEST, Rejected, checked
from noroshi.connectors.mail_in.resolving import Names
from noroshi.connectors.mail_in.verifying import Came, checks_of, origin
from noroshi.delivery import bouncing
from noroshi.intake.actions import Kept, keep_mail
from noroshi.intake.actions.keep_mail import SenderTooBusy
from noroshi.intake.addressing import DeskAddress, desk_at
from noroshi.intake.mails.parsing import parsed
from noroshi.vocabulary.errors import Refusal

LOG: Final = logging.getLogger(__name__)
logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd tells every line of every dialogue
MOST_DESKS: Final = 5
TAKEN: Final = "250 2.0.0 Kept for the desk"
LATER: Final = "451 4.3.0 Not now; please try again"
BUSY: Final = "450 4.7.1 Too many mails from this sender in an hour"
NOBODY: Final = "550 5.1.1 No such desk"
NO_ANSWERS: Final = "550 5.7.1 Answers of machines are not taken here"
IDLE_SECONDS: Final = 60
MOST_AT_ONCE: Final = 20


class Desk:
    """What the dialogue asks. aiosmtpd calls these by their names."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self._room = asyncio.Semaphore(MOST_AT_ONCE)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if len(envelope.rcpt_tos) >= MOST_DESKS:
            return "452 4.5.3 Too many desks in one mail"
        line = await asyncio.to_thread(_fresh, lambda: _may_be_written(address, str(envelope.mail_from or "")))
        if line.startswith("250"):
            envelope.rcpt_tos.append(address)
        return line

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        came = Came(_peer(session), str(session.host_name or ""), str(envelope.mail_from or ""))
        raw = envelope.original_content or b""
        async with self._room:
            return await asyncio.to_thread(_fresh, lambda: received(raw, list(envelope.rcpt_tos), came, self.names))


def server(names: Names) -> Callable[[], SMTP]:
    """For the event loop: one dialogue for each connection."""
    handler = Desk(names)
    return lambda: SMTP(
        handler,
        hostname="noroshi",
        ident="Noroshi",
        data_size_limit=LARGEST,
        enable_SMTPUTF8=True,
        timeout=IDLE_SECONDS,
        loop=asyncio.get_running_loop(),
    )


def received(raw: bytes, addresses: Sequence[str], came: Came, names: Names) -> str:
    """The line that answers DATA. What was kept for one desk is known again when the sender repeats it for the others."""
    try:
        bounces = [address for address in addresses if bouncing.is_for_us(address)]
        for address in bounces:
            bouncing.take(raw, address)
        desks = [found for address in addresses if address not in bounces and (found := desk_at(address))]
        if not bounces and not desks:
            return NOBODY
        if desks:
            _keep(raw, desks, came, names)
    except Rejected as rejected:
        return rejected.line
    except SenderTooBusy:
        return BUSY
    except (Error, Refusal) as problem:
        LOG.warning("mail not kept: %s", type(problem).__name__)
        return LATER
    return TAKEN


def _keep(raw: bytes, desks: Sequence[DeskAddress], came: Came, names: Names) -> None:
    message = checked(raw)
    mail = parsed(raw)
    there = Came(origin(message, came.peer, settings.MAIL_IN_TRUSTED), came.helo, came.mail_from)
    checks = checks_of(raw, mail.sender, there, names)
    for found in desks:
        keep_mail(Kept(raw=raw, mail=mail, desk=found.desk, checks=checks, is_specimen=found.is_specimen))


def _peer(session: Session) -> str:
    """The address without its port; an IPv4 address in IPv6 clothes as what it is."""
    peer: object = session.peer
    return str(peer[0]).removeprefix("::ffff:") if isinstance(peer, tuple) and peer else ""


def _may_be_written(address: str, mail_from: str) -> str:
    if bouncing.is_for_us(address):
        return "250 2.1.5 OK"
    if desk_at(address) is None:
        return NOBODY
    return "250 2.1.5 OK" if mail_from else NO_ANSWERS


def _fresh(call: Callable[[], str]) -> str:
    """Each thread gives its connection back at once; a broken database is an answer, not the end of the process."""
    close_old_connections()
    try:
        return call()
    except Error:
        return LATER
    finally:
        connection.close()
