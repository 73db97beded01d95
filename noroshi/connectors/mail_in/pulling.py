"""A mailbox fetched by IMAP: the same checks, the same keeping; what is kept or refused is moved out of the way, never deleted."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import compat32
from email.utils import getaddresses
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from imap_tools import AND, BaseMailBox, MailBox, MailBoxUnencrypted

from noroshi.connectors.mail_in.resolving import Names
from noroshi.connectors.mail_in.server import BUSY, LATER, received
from noroshi.connectors.mail_in.verifying import Came

LOG: Final = logging.getLogger(__name__)
TAKEN_FOLDER, REFUSED_FOLDER = "Noroshi-taken", "Noroshi-refused"
MOST_AT_ONCE: Final = 50
PATIENCE_SECONDS: Final = 30
AS_IT_CAME: Final = compat32.clone(mangle_from_=False)
DELIVERED: Final = ("Delivered-To", "X-Original-To", "X-Envelope-To", "To", "Cc")


def pull(address: str, names: Names) -> int:
    """How many mails were taken. A mail is kept before it is moved; whoever dies in between finds it again and keeps it once."""
    taken = 0
    with _mailbox(address) as box:
        for folder in (TAKEN_FOLDER, REFUSED_FOLDER):
            if not box.folder.exists(folder):
                box.folder.create(folder)
        for one in list(box.fetch(AND(all=True), limit=MOST_AT_ONCE, mark_seen=False)):
            raw = one.obj.as_bytes(policy=AS_IT_CAME)
            line = received(raw, recipients(raw), Came("", "", ""), names)
            if line in {LATER, BUSY}:
                continue
            box.move(str(one.uid), TAKEN_FOLDER if line.startswith("250") else REFUSED_FOLDER)
            taken += line.startswith("250")
    return taken


def recipients(raw: bytes) -> list[str]:
    """To whom the mail server delivered it; what To says only where it does not tell."""
    message = message_from_bytes(raw)
    for names in (DELIVERED[:1], DELIVERED[1:3], DELIVERED[3:]):
        values = [str(value) for name in names for value in message.get_all(name, [])]
        found = [address.lower() for _, address in getaddresses(values) if "@" in address]
        if found:
            return list(dict.fromkeys(found))[:5]
    return []


@contextmanager
def _mailbox(address: str) -> Iterator[BaseMailBox]:
    """`imaps://user:password@host:993/INBOX`; `imap://` only to the same machine."""
    parts = urlsplit(address)
    host = parts.hostname or "localhost"
    folder = unquote(parts.path.lstrip("/")) or "INBOX"
    more: dict[str, Any] = {"timeout": PATIENCE_SECONDS}
    if parts.scheme == "imap" and host in {"127.0.0.1", "localhost", "::1"}:
        box: BaseMailBox = MailBoxUnencrypted(host, port=parts.port or 143, **more)
    else:
        box = MailBox(host, port=parts.port or 993, **more)
    with box.login(unquote(parts.username or ""), unquote(parts.password or ""), initial_folder=folder) as opened:
        yield opened
