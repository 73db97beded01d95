"""DKIM signatures of a mail (RFC 6376, RFC 8463): which domains have signed it as it stands."""

import base64
import binascii
import hashlib
import hmac
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from noroshi.connectors.mail_in.resolving import Names, NamesSilent
from noroshi.vocabulary import MailCheck

MOST_SIGNATURES: Final = 5
FEWEST_BITS: Final = 1024
NEEDED: Final = frozenset({"v", "a", "b", "bh", "d", "h", "s"})
ALGORITHMS: Final = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
OWN_VALUE: Final = re.compile(rb"([;:\s]b\s*=)[^;]*")
SPACES: Final = re.compile(rb"[ \t]+")


class _Bad(Exception):  # noqa: N818 - never leaves this file
    """The signature does not hold."""


@dataclass(frozen=True, slots=True)
class Signed:
    """What was found over all signatures, and the domains of those that hold."""

    check: MailCheck
    domains: frozenset[str] = frozenset()


def signed_by(raw: bytes, names: Names) -> Signed:
    """One that holds is enough; a silence of the name servers is not a fault of the mail."""
    headers, body = _apart(raw)
    own = [number for number, (name, _) in enumerate(headers) if name.lower() == b"dkim-signature"][:MOST_SIGNATURES]
    results: set[MailCheck] = set()
    domains: set[str] = set()
    for number in own:
        try:
            domains.add(_domain_of(headers, number, body, names))
            results.add(MailCheck.PASS)
        except _Bad:
            results.add(MailCheck.FAIL)
        except NamesSilent:
            results.add(MailCheck.UNKNOWN)
    order = (MailCheck.PASS, MailCheck.UNKNOWN, MailCheck.FAIL)
    return Signed(next((one for one in order if one in results), MailCheck.NONE), frozenset(domains))


def _apart(raw: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Header lines with their folding, and the body, both with CRLF."""
    whole = re.sub(rb"\r\n|\r|\n", b"\r\n", raw)
    head, _, body = whole.partition(b"\r\n\r\n")
    headers: list[tuple[bytes, bytes]] = []
    for line in head.split(b"\r\n"):
        if line[:1] in b" \t" and line and headers:
            name, value = headers[-1]
            headers[-1] = (name, value + b"\r\n" + line)
        elif b":" in line:
            name, _, value = line.partition(b":")
            headers.append((name, value))
    return headers, body


def _domain_of(headers: Sequence[tuple[bytes, bytes]], number: int, body: bytes, names: Names) -> str:
    tags = tags_of(headers[number][1])
    kind = ALGORITHMS.get(tags.get("a", "").lower())
    if not tags.keys() >= NEEDED or tags["v"] != "1" or kind is None or "l" in tags:
        raise _Bad
    signed = [name.strip().lower() for name in tags["h"].split(":")]
    domain = tags["d"].lower().rstrip(".")
    agent = tags.get("i", f"@{domain}").rpartition("@")[2].lower()
    if "from" not in signed or not (agent == domain or agent.endswith(f".{domain}")) or _is_over(tags.get("x", "")):
        raise _Bad
    of_head, _, of_body = tags.get("c", "simple/simple").lower().partition("/")
    digest = hashlib.sha256(_plain_body(body, of_body or "simple")).digest()
    if not hmac.compare_digest(digest, _bytes(tags["bh"])):
        raise _Bad
    key = _key(names.texts(f"{tags['s']}._domainkey.{domain}"), kind, is_strict_agent=agent == domain)
    _must_hold(key, _bytes(tags["b"]), _plain_head(headers, number, signed, of_head))
    return domain


def tags_of(value: bytes) -> dict[str, str]:
    """`a=b; c=d`; a tag that stands twice makes the list worthless."""
    tags: dict[str, str] = {}
    for part in value.decode("ascii", "replace").split(";"):
        name, is_there, text = part.partition("=")
        name = name.strip()
        if is_there and name:
            if name in tags:
                raise _Bad
            tags[name] = "".join(text.split()) if name in {"b", "bh", "p", "h"} else text.strip()
    return tags


def _is_over(expires: str) -> bool:
    return bool(expires) and (not expires.isdecimal() or int(expires) < time.time())


def _plain_body(body: bytes, how: str) -> bytes:
    if how not in {"simple", "relaxed"}:
        raise _Bad
    lines = body.split(b"\r\n")
    if how == "relaxed":
        lines = [SPACES.sub(b" ", line).rstrip(b" ") for line in lines]
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        return b"" if how == "relaxed" else b"\r\n"
    return b"\r\n".join(lines) + b"\r\n"


def _plain_head(headers: Sequence[tuple[bytes, bytes]], number: int, signed: Sequence[str], how: str) -> bytes:
    """From the bottom up: a header that was added above a signed one is not what was signed."""
    if how not in {"simple", "relaxed"}:
        raise _Bad
    waiting: dict[str, list[tuple[bytes, bytes]]] = {}
    for name, value in headers:
        waiting.setdefault(name.strip().lower().decode("ascii", "replace"), []).append((name, value))
    found = [_plain_header(*waiting[name].pop(), how) for name in signed if waiting.get(name)]
    if len([name for name, _ in headers if name.strip().lower() == b"from"]) != 1:
        raise _Bad
    name, value = headers[number]
    own = OWN_VALUE.sub(rb"\1", b";" + value, count=1)[1:]
    return b"\r\n".join([*found, _plain_header(name, own, how)])


def _plain_header(name: bytes, value: bytes, how: str) -> bytes:
    if how == "simple":
        return name + b":" + value
    unfolded = SPACES.sub(b" ", value.replace(b"\r\n", b""))
    return name.strip().lower() + b":" + unfolded.strip(b" ")


def _key(texts: Sequence[bytes], kind: str, *, is_strict_agent: bool) -> RSAPublicKey | Ed25519PublicKey:
    """Of one record; none, an empty one (revoked) and one for something else are all no key."""
    if len(texts) != 1:
        raise _Bad
    tags = tags_of(texts[0])
    services = tags.get("s", "*").split(":")
    if tags.get("v", "DKIM1") != "DKIM1" or tags.get("k", "rsa") != kind or not tags.get("p"):
        raise _Bad
    if "sha256" not in tags.get("h", "sha256").split(":") or not {"*", "email"} & set(services):
        raise _Bad
    if "s" in tags.get("t", "").split(":") and not is_strict_agent:
        raise _Bad
    try:
        if kind == "ed25519":
            return Ed25519PublicKey.from_public_bytes(_bytes(tags["p"]))
        key = load_der_public_key(_bytes(tags["p"]))
    except (ValueError, UnsupportedAlgorithm):
        raise _Bad from None
    if not isinstance(key, RSAPublicKey) or key.key_size < FEWEST_BITS:
        raise _Bad
    return key


def _must_hold(key: RSAPublicKey | Ed25519PublicKey, signature: bytes, text: bytes) -> None:
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(signature, text, PKCS1v15(), hashes.SHA256())
        else:
            key.verify(signature, hashlib.sha256(text).digest())
    except InvalidSignature:
        raise _Bad from None


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _Bad from None
