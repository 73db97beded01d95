"""The edges of the world for mail: a name server on the loopback, a sender who signs, and our own receiver as a process of its own."""

import base64
import hashlib
import os
import re
import smtplib
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import psutil
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.utils import timezone

from tests.mail_sink import _free_port as free_port
from tests.mail_sink import as_worker

RUN_JOBS = """
import asyncio, django
django.setup()
from procrastinate.contrib.django import app
async def run():
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(wait=False, install_signal_handlers=False)
asyncio.run(run())
"""
DOMAIN = "in.noroshi.example"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class NameServer:
    """Answers from `records`, by name and kind; counts what it was asked."""

    records: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    is_silent: bool = False
    port: int = 0

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def answer(self, wire: bytes) -> bytes:
        query = dns.message.from_wire(wire)
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.RA
        question = query.question[0]
        name, kind = question.name.to_text(omit_final_dot=True).lower(), question.rdtype.name
        self.asked.append((name, kind))
        found = self.records.get((name, kind), [])
        if found:
            texts = [_quoted(one) if kind == "TXT" else one for one in found]
            reply.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *texts))
        elif not any(known == name for known, _ in self.records):
            reply.set_rcode(dns.rcode.NXDOMAIN)
        return reply.to_wire()


def _quoted(text: str) -> str:
    return " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))


@contextmanager
def name_server() -> Iterator[NameServer]:
    made, listening = NameServer(), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    listening.bind(("127.0.0.1", 0))
    made.port = listening.getsockname()[1]

    def run() -> None:
        while True:
            try:
                wire, peer = listening.recvfrom(4096)
            except OSError:
                return
            if not made.is_silent:
                with suppress(Exception):
                    listening.sendto(made.answer(wire), peer)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        listening.close()


def publishes(names: NameServer, domain: str, *, spf: str = "v=spf1 ip4:127.0.0.1 -all", signs: bool = True) -> None:
    """What an honest domain says of itself."""
    if spf:
        names.records[domain, "TXT"] = [spf]
    if signs:
        public = KEY.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        names.records[f"mail._domainkey.{domain}", "TXT"] = [f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"]


def mail(sender: str, to: str, text: str = "", *, subject: str = "情報連絡", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message["Date"] = format_datetime(timezone.localtime())
    message["Message-ID"] = headers.pop("message_id", "") or make_msgid(domain=sender.rpartition("@")[2])
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text or "本文")
    return message


def signed(message: EmailMessage | bytes, domain: str, *, more: str = "") -> bytes:
    """relaxed/relaxed, written here once more by the standard, so that it is not our verifier that speaks to itself."""
    raw = message if isinstance(message, bytes) else message.as_bytes(policy=SMTP)
    head, _, body = raw.partition(b"\r\n\r\n")
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip() for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    digest = base64.b64encode(hashlib.sha256(b"\r\n".join(lines) + b"\r\n" if lines else b"").digest()).decode()
    names = ["from", "to", "subject", "date", "message-id"]
    unfolded = re.sub(rb"\r\n(?=[ \t])", b"", head).split(b"\r\n")
    found = {line.partition(b":")[0].lower().decode(): line.partition(b":")[2] for line in unfolded}
    own = f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=mail; h={':'.join(names)}; bh={digest}; {more}b="
    parts = [f"{name}:".encode() + re.sub(rb"\s+", b" ", found[name]).strip() for name in names]
    parts.append(b"dkim-signature:" + own.encode())
    signature = base64.b64encode(KEY.sign(b"\r\n".join(parts), padding.PKCS1v15(), hashes.SHA256())).decode()
    return f"DKIM-Signature: {own}{signature}\r\n".encode() + raw


@dataclass
class Receiver:
    """Our own receiver on its port, with the system's login, as the supervisor starts it."""

    port: int
    process: "subprocess.Popen[bytes]"

    def send(self, raw: bytes | EmailMessage, to: str | list[str], *, mail_from: str = "") -> tuple[int, str]:
        """Code and words with which the dialogue ends."""
        content = raw if isinstance(raw, bytes) else raw.as_bytes(policy=SMTP)
        with smtplib.SMTP("127.0.0.1", self.port, timeout=60) as client:
            client.ehlo("sender.example")
            for code, words in (
                client.mail(mail_from),
                *(client.rcpt(one) for one in ([to] if isinstance(to, str) else to)),
            ):
                if code >= 400:
                    return code, words.decode()
            code, words = client.data(content)
            return code, words.decode()

    def kill(self) -> None:
        psutil.Process(self.process.pid).kill()
        self.process.wait(30)


@contextmanager
def receiver(names: NameServer, **more: str) -> Iterator[Receiver]:
    port = free_port()
    process = _started(port, names, more)
    made = Receiver(port, process)
    try:
        _wait(made)
        yield made
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


def _started(port: int, names: NameServer, more: dict[str, str]) -> "subprocess.Popen[bytes]":
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "mail_in",
        "NOROSHI_MAIL_IN": f"127.0.0.1:{port}",
        "NOROSHI_MAIL_IN_DOMAIN": DOMAIN,
        "NOROSHI_MAIL_IN_DNS": names.place,
        **more,
    }
    return subprocess.Popen([sys.executable, "-m", "noroshi.connectors.mail_in"], env=environment)


def _wait(made: Receiver) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert made.process.poll() is None, "the receiver has ended"
        with suppress(OSError), socket.create_connection(("127.0.0.1", made.port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


def run_jobs(sink: Any) -> None:
    """Whatever is queued, done once by a worker of its own."""
    as_worker(RUN_JOBS, NOROSHI_MAIL=sink.url, NOROSHI_MAIL_IN_DOMAIN=DOMAIN)
