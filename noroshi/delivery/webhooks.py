"""Telling another system by HTTPS: identifiers and marking, signed. The address is resolved once, judged, and that one is connected to."""

import hmac
import http.client
import json
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from noroshi.delivery.errors import WebhookNotAllowed
from noroshi.delivery.watching import watched

PATIENCE_SECONDS: Final = 10.0
WHOLE_SECONDS: Final = 30.0
"""For all of a call, however often a letter of the answer comes."""
PORTS: Final = {"https": 443, "http": 80}
BEHIND_A_GATEWAY: Final = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""They look global and lead to whatever IPv4 address is written inside."""


class NotTaken(Exception):  # noqa: N818
    """`is_final` when the address itself is not allowed; everything else is tried again."""

    def __init__(self, fault: str, *, is_final: bool = False) -> None:
        super().__init__(fault)
        self.fault, self.is_final = fault, is_final


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `number` stays the same when it is repeated, so that the receiver can tell."""

    url: str
    secret: str
    number: str
    content: Mapping[str, Any]
    at: int


def signature(secret: str, at: int, body: bytes) -> str:
    """`v1=` and the HMAC-SHA256 of time, point and body: who repeats an old call is found out by the time."""
    return "v1=" + hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()


def checked(url: str, *, may_be_private: bool) -> SplitResult:
    """The form of an address, before anything is looked up."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as problem:
        raise WebhookNotAllowed from problem
    is_known = parts.scheme == "https" or (parts.scheme == "http" and may_be_private)
    if not is_known or not parts.hostname or parts.username or parts.password or port == 0 or "\n" in url or " " in url:
        raise WebhookNotAllowed
    return parts


def call(asked: Call, *, may_be_private: bool) -> None:
    """Returns when the receiver has answered with 2xx; redirects are not followed."""
    try:
        parts = checked(asked.url, may_be_private=may_be_private)
    except WebhookNotAllowed as problem:
        raise NotTaken("webhook_not_allowed", is_final=True) from problem
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    body = json.dumps(dict(asked.content), ensure_ascii=True, separators=(",", ":")).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Noroshi",
        "Noroshi-Id": asked.number,
        "Noroshi-Timestamp": str(asked.at),
        "Noroshi-Signature": signature(asked.secret, asked.at, body),
    }
    to = _address(host, port, may_be_private=may_be_private)
    connection = _connection(parts.scheme, host, port, to)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    until = time.monotonic() + WHOLE_SECONDS
    try:
        with watched(connection.sock, until):
            connection.request("POST", path, body, headers)
            status = connection.getresponse().status
        if time.monotonic() >= until:
            raise TimeoutError
    except (OSError, http.client.HTTPException) as problem:
        raise NotTaken("webhook_unreachable") from problem
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise NotTaken(f"webhook_{status}")


def _address(host: str, port: int, *, may_be_private: bool) -> str:
    """Every address of the name must be one of the internet: a name with one inner address is not used at all."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except OSError as problem:
        raise NotTaken("webhook_name_unknown") from problem
    addresses = [ip_address(str(one).partition("%")[0]) for one in found]
    if not addresses:
        raise NotTaken("webhook_name_unknown")
    if not may_be_private and not all(map(is_outside, addresses)):
        raise NotTaken("webhook_private_address", is_final=True)
    return str(min(addresses, key=lambda one: (one.version, int(one))))


def is_outside(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        return is_outside(address.ipv4_mapped)
    hidden = any(address in network for network in BEHIND_A_GATEWAY if network.version == address.version)
    return address.is_global and not address.is_multicast and not hidden


def _connection(scheme: str, host: str, port: int, to: str) -> http.client.HTTPConnection:
    """To the address that was judged; the name stays in the Host line and in the certificate that is asked for."""
    connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
    try:
        plain = socket.create_connection((to, port), PATIENCE_SECONDS)
        connection.sock = (
            ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain
        )
    except OSError as problem:
        raise NotTaken("webhook_unreachable") from problem
    return connection
