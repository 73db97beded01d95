"""One GET to an address that a desk has configured: resolved once and judged, little in size, short in time, never led to another host."""

import http.client
import socket
import ssl
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from types import MappingProxyType
from typing import Final
from urllib.parse import SplitResult, urljoin, urlsplit

from noroshi.delivery.watching import watched
from noroshi.delivery.webhooks import is_outside
from noroshi.vocabulary import FeedFault

MOST_BYTES: Final = 4 * 1024 * 1024
WHOLE_SECONDS: Final = 30.0
STEP_SECONDS: Final = 10.0
MOST_STEPS: Final = 4
CHUNK: Final = 64 * 1024
PORTS: Final = {"https": 443, "http": 80}
NO_HEADERS: Final[Mapping[str, str]] = MappingProxyType({})


class NotFetched(Exception):  # noqa: N818 - what happened, told by its fault
    def __init__(self, fault: FeedFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Limits:
    """`may_be_private`: the installation trusts its desks with the inner network."""

    may_be_private: bool = False
    most_bytes: int = MOST_BYTES
    seconds: float = WHOLE_SECONDS


@dataclass(frozen=True, slots=True)
class Fetched:
    """`body` is empty where the server said that nothing has changed."""

    body: bytes
    media_type: str
    etag: str = ""
    modified: str = ""
    is_unchanged: bool = False


def fetched(
    url: str, limits: Limits, *, etag: str = "", modified: str = "", headers: Mapping[str, str] = NO_HEADERS
) -> Fetched:
    """Redirects are followed on the same server only: the desk has named that one, and no other gets its key."""
    until = time.monotonic() + limits.seconds
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {**headers, **{name: value for name, value in asked.items() if value}}
    for _ in range(MOST_STEPS):
        answer = _asked(_judged(url, limits), headers, limits, until)
        if isinstance(answer, Fetched):
            return answer
        url = _onwards(url, answer)
    raise NotFetched(FeedFault.ELSEWHERE)


def _judged(url: str, limits: Limits) -> SplitResult:
    """Whatever was typed: what is no address is as little called as an inner one."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as problem:
        raise NotFetched(FeedFault.PRIVATE) from problem
    is_known = parts.scheme == "https" or (parts.scheme == "http" and limits.may_be_private)
    if not is_known or not parts.hostname or parts.username or parts.password or port == 0:
        raise NotFetched(FeedFault.PRIVATE)
    return parts


def _onwards(url: str, location: str) -> str:
    """The other server's word, which need not be an address at all."""
    try:
        target = urljoin(url, location)
        is_there = urlsplit(target)[:2] == urlsplit(url)[:2]
    except ValueError as problem:
        raise NotFetched(FeedFault.ELSEWHERE) from problem
    if not is_there:
        raise NotFetched(FeedFault.ELSEWHERE)
    return target


def _asked(parts: SplitResult, headers: Mapping[str, str], limits: Limits, until: float) -> Fetched | str:
    """What came, or where it is said to be."""
    connection = _connection(parts, limits)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    agent = {"User-Agent": "Noroshi", "Accept-Encoding": "gzip", "Connection": "close"}
    try:
        with watched(connection.sock, until):
            connection.request("GET", path, headers={**agent, **headers})
            answer = connection.getresponse()
            if time.monotonic() >= until:
                raise TimeoutError
            if answer.status in {301, 302, 303, 307, 308}:
                return answer.getheader("Location") or ""
            return _kept(answer, limits, until)
    except TimeoutError as problem:
        raise NotFetched(FeedFault.TOO_SLOW) from problem
    except (OSError, ValueError, http.client.HTTPException) as problem:
        raise NotFetched(FeedFault.TOO_SLOW if time.monotonic() >= until else FeedFault.UNREACHABLE) from problem
    finally:
        connection.close()


def _kept(answer: http.client.HTTPResponse, limits: Limits, until: float) -> Fetched:
    etag, modified = (answer.getheader("ETag") or "")[:200], (answer.getheader("Last-Modified") or "")[:60]
    if answer.status == 304:
        return Fetched(b"", "", etag, modified, is_unchanged=True)
    if answer.status != 200:
        raise NotFetched(FeedFault.REFUSED)
    body = _read(answer, limits, until)
    if answer.getheader("Content-Encoding", "") == "gzip":
        body = _unpacked(body, limits.most_bytes)
    return Fetched(body, answer.getheader("Content-Type") or "", etag, modified)


def _read(answer: http.client.HTTPResponse, limits: Limits, until: float) -> bytes:
    """However slowly it drips, and whatever length it claims; what was cut off is nothing."""
    body = bytearray()
    while chunk := answer.read1(CHUNK):
        body += chunk
        if len(body) > limits.most_bytes:
            raise NotFetched(FeedFault.TOO_LARGE)
        if time.monotonic() > until:
            raise NotFetched(FeedFault.TOO_SLOW)
    if time.monotonic() >= until:
        raise NotFetched(FeedFault.TOO_SLOW)
    if answer.length:
        raise NotFetched(FeedFault.UNREACHABLE)
    return bytes(body)


def _unpacked(body: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        plain = unpacker.decompress(body, most + 1)
    except zlib.error as problem:
        raise NotFetched(FeedFault.NO_FEED) from problem
    if len(plain) > most:
        raise NotFetched(FeedFault.TOO_LARGE)
    return plain


def _connection(parts: SplitResult, limits: Limits) -> http.client.HTTPConnection:
    """To the address that was judged; the name stays in the Host line and in the certificate that is asked for."""
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    to = _address(host, port, may_be_private=limits.may_be_private)
    connection = http.client.HTTPConnection(host, port, timeout=STEP_SECONDS)
    try:
        plain = socket.create_connection((to, port), STEP_SECONDS)
        secure = parts.scheme == "https"
        connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
    except OSError as problem:
        raise NotFetched(FeedFault.UNREACHABLE) from problem
    return connection


def _address(host: str, port: int, *, may_be_private: bool) -> str:
    """Every address of the name must be one of the internet."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as problem:
        raise NotFetched(FeedFault.NAME_UNKNOWN) from problem
    addresses = [ip_address(str(one).partition("%")[0]) for one in found]
    if not addresses:
        raise NotFetched(FeedFault.NAME_UNKNOWN)
    if not may_be_private and not all(map(is_outside, addresses)):
        raise NotFetched(FeedFault.PRIVATE)
    return str(min(addresses, key=lambda one: (one.version, int(one))))
