"""One request to a configured host: judged before it is connected to, bounded in time and size, never led elsewhere."""

import base64
import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from email.message import Message
from ipaddress import ip_address
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from django.conf import settings

from noroshi.delivery.errors import WebhookNotAllowed
from noroshi.delivery.watching import watched
from noroshi.delivery.webhooks import PORTS, checked, is_outside
from noroshi.vocabulary import FetchTrouble

PATIENCE_SECONDS: Final = 20.0
WHOLE_SECONDS: Final = 120.0
MOST_BYTES: Final = 64 * 1024 * 1024
PIECE: Final = 256 * 1024
REDIRECTS: Final = 3
LONGEST_ASKED_WAIT: Final = timedelta(hours=24)
BY_STATUS: Final = {
    401: FetchTrouble.KEY_REFUSED,
    403: FetchTrouble.KEY_REFUSED,
    404: FetchTrouble.NOT_THERE,
    406: FetchTrouble.NOT_SPOKEN,
    429: FetchTrouble.TOO_OFTEN,
    503: FetchTrouble.TOO_OFTEN,
}


class Failed(Exception):  # noqa: N818 - an ending, told to whoever configured it
    """`detail` is a status or a name of a header, never content."""

    def __init__(self, trouble: FetchTrouble, detail: str = "", wait: timedelta | None = None) -> None:
        super().__init__(trouble.value)
        self.trouble, self.detail, self.wait = trouble, detail, wait


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def get(url: str, headers: Mapping[str, str], user_name: str, secret: str) -> Answer:
    """Redirects are followed on the same scheme, host and port alone: the key goes nowhere else."""
    for _ in range(REDIRECTS + 1):
        parts = _judged(url)
        answer = _once(parts, {**headers, **_key(user_name, secret)})
        to = answer.headers.get("Location") if answer.status in {301, 302, 303, 307, 308} else None
        if to is None:
            return _good(answer)
        url = _onwards(url, to)
        if not url or _place(urlsplit(url)) != _place(parts):
            raise Failed(FetchTrouble.LED_ELSEWHERE, str(answer.status))
    raise Failed(FetchTrouble.LED_ELSEWHERE, "again and again")


def _good(answer: Answer) -> Answer:
    if answer.status in {200, 206}:
        return answer
    trouble = BY_STATUS.get(answer.status, FetchTrouble.SERVER_FAILS if answer.status >= 500 else FetchTrouble.REFUSED)
    raise Failed(trouble, str(answer.status), _asked_wait(answer.headers.get("Retry-After", "")))


def _asked_wait(text: str) -> timedelta | None:
    if not (text.isascii() and text.isdecimal() and len(text) < 9):
        return None
    return min(timedelta(seconds=int(text)), LONGEST_ASKED_WAIT)


def _judged(url: str) -> SplitResult:
    try:
        return checked(url, may_be_private=settings.FEEDS_MAY_BE_PRIVATE)
    except (WebhookNotAllowed, ValueError):
        raise Failed(FetchTrouble.ADDRESS_NOT_ALLOWED) from None


def _onwards(url: str, to: str) -> str:
    """Empty where the other server's word is no address at all."""
    try:
        return urlsplit(urljoin(url, to)).geturl()
    except ValueError:
        return ""


def _place(parts: SplitResult) -> tuple[str, str | None, int | None]:
    try:
        return parts.scheme, parts.hostname, parts.port or PORTS.get(parts.scheme)
    except ValueError:
        return "", None, None


def _once(parts: SplitResult, headers: Mapping[str, str]) -> Answer:
    until = time.monotonic() + WHOLE_SECONDS
    connection = _connection(parts)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        with watched(connection.sock, until):
            connection.request("GET", path, headers=dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, _body(answer, until))
    except TimeoutError:
        raise Failed(FetchTrouble.TOO_SLOW) from None
    except (OSError, http.client.HTTPException, ValueError):
        raise Failed(FetchTrouble.TOO_SLOW if time.monotonic() >= until else FetchTrouble.UNREACHABLE) from None
    finally:
        connection.close()


def _body(answer: http.client.HTTPResponse, until: float) -> bytes:
    """Piece by piece: one that drips for ever, or never ends, is let go."""
    body = bytearray()
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise Failed(FetchTrouble.TOO_LARGE)
        if time.monotonic() > until:
            raise Failed(FetchTrouble.TOO_SLOW)
    if time.monotonic() >= until:
        raise Failed(FetchTrouble.TOO_SLOW)
    if answer.length:
        raise Failed(FetchTrouble.CUT_SHORT)
    return bytes(body)


def _connection(parts: SplitResult) -> http.client.HTTPConnection:
    """To the address that was judged; the name stays in the Host line and in the certificate that is asked for."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    to = _address(host, port)
    try:
        plain = socket.create_connection((to, port), PATIENCE_SECONDS)
        is_closed = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if is_closed else plain
    except ssl.SSLError:
        raise Failed(FetchTrouble.NOT_TRUSTED) from None
    except OSError:
        raise Failed(FetchTrouble.UNREACHABLE) from None
    return connection


def _address(host: str, port: int) -> str:
    """A name with one inner address is not used at all."""
    try:
        found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError:
        raise Failed(FetchTrouble.UNREACHABLE, "name") from None
    addresses = [ip_address(one.partition("%")[0]) for one in found]
    if not settings.FEEDS_MAY_BE_PRIVATE and not all(map(is_outside, addresses)):
        raise Failed(FetchTrouble.ADDRESS_NOT_ALLOWED)
    return str(min(addresses, key=lambda one: (one.version, int(one))))


def _key(user_name: str, secret: str) -> dict[str, str]:
    if not secret:
        return {}
    if not user_name:
        return {"Authorization": f"Bearer {secret}"}
    return {"Authorization": "Basic " + base64.b64encode(f"{user_name}:{secret}".encode()).decode()}
