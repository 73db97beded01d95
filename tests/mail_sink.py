"""A mail server on the loopback that keeps what it takes; and the delivery job, run as the worker runs it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

RUN = """
import django
django.setup()
from noroshi.delivery.delivering import deliver
print(deliver())
"""


@dataclass
class Sink:
    """`refuses` answers an address as a server would; `on_mail` is called before a mail is accepted."""

    mails: list[Envelope] = field(default_factory=list)
    refuses: dict[str, str] = field(default_factory=dict)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's names
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        self.mails.append(envelope)
        return "250 OK"

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def to(self, address: str) -> list[EmailMessage]:
        return [read(one) for one in self.mails if one.rcpt_tos == [address]]

    def raw(self, address: str) -> bytes:
        return b"".join(bytes(one.content) for one in self.mails if one.rcpt_tos == [address] and one.content)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def read(envelope: Envelope) -> EmailMessage:
    assert isinstance(envelope.content, bytes)
    found = message_from_bytes(envelope.content, policy=default)
    assert isinstance(found, EmailMessage)
    return found


@contextmanager
def mail_sink() -> Iterator[Sink]:
    sink = Sink()
    sink.port = _free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def as_worker(code: str, **more: str) -> str:
    """In a process of its own, with the system's login."""
    environment = worker_environment(**more)
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def worker_environment(**more: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "jobs",
        "NOROSHI_ADDRESS": "https://noroshi.example",
        "NOROSHI_MAIL_FROM": "noroshi@noroshi.example",
        **more,
    }


def deliver(sink: Sink, **more: str) -> int:
    return int(as_worker(RUN, NOROSHI_MAIL=sink.url, **more).splitlines()[-1])


def text_of(message: EmailMessage) -> str:
    body: Any = message.get_body(("plain",))
    return str(body.get_content())
