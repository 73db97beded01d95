"""Whose signature a mail carries (DKIM, RFC 6376 and 8463). By hand: no library of it comes as a wheel (docs/decisions).

Nothing here believes a mail: a signature says only that a domain has signed these bytes. What cannot be proved is not proved.
"""

import re
import time
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from noroshi.connectors.mail_in.canonical import Headers, body_of, canonical_body, canonical_header, headers_of

LEAST_BITS: Final = 1024
MOST_SIGNATURES: Final = 5
NEEDED: Final = frozenset({"v", "a", "b", "bh", "d", "h", "s"})
RSA_PREFIX: Final = bytes.fromhex("300d06092a864886f70d0101010500")
DOMAIN: Final = re.compile(r"(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}")

type Lookup = Callable[[str], Sequence[str]]
"""The TXT records of a name; none where there is none. Raises `Unreachable` when nobody answered."""


class Unreachable(Exception):  # noqa: N818 - the network's state, not a fault of ours
    """The name server did not answer: neither proved nor disproved."""


class Proof(StrEnum):
    PASS = "pass"  # noqa: S105 - a result, not a secret
    FAIL = "fail"
    NEUTRAL = "neutral"
    TEMPERROR = "temperror"
    PERMERROR = "permerror"


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature, which by rule covers the sender's line. `reason` is for whoever looks after the mail server."""

    domain: str
    selector: str
    proof: Proof
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Signature:
    tags: Mapping[str, str]
    place: int

    def __getitem__(self, name: str) -> str:
        return self.tags.get(name, "")

    @property
    def canonicalizations(self) -> tuple[str, str]:
        header, _, body = (self["c"] or "simple/simple").partition("/")
        return header, body or "simple"


class _Unproved(Exception):  # noqa: N818 - how a check ends early
    def __init__(self, proof: Proof, reason: str) -> None:
        super().__init__(reason)
        self.proof, self.reason = proof, reason


def verified(raw: bytes, lookup: Lookup) -> tuple[Signed, ...]:
    """Every signature of the mail, the topmost first, at most five."""
    headers = headers_of(raw)
    places = [number for number, (name, _) in enumerate(headers) if name.lower() == b"dkim-signature"]
    return tuple(_verified(raw, headers, place, lookup) for place in places[:MOST_SIGNATURES])


def _verified(raw: bytes, headers: Headers, place: int, lookup: Lookup) -> Signed:
    tags = tags_of(headers[place][1].decode("utf-8", "replace"))
    signature = _Signature(tags, place)
    domain, selector = signature["d"].lower(), signature["s"].lower()
    try:
        _must_be_sound(signature)
        _must_hold_the_body(signature, raw)
        _must_be_signed(signature, headers, _key(signature, lookup))
    except _Unproved as found:
        return Signed(domain[:253], selector[:253], found.proof, found.reason)
    except Unreachable:
        return Signed(domain, selector, Proof.TEMPERROR, "the key could not be asked for")
    return Signed(domain, selector, Proof.PASS)


def tags_of(text: str) -> dict[str, str]:
    """`a=b; c=d` with its folding taken out; a tag said twice makes the whole worthless."""
    found: dict[str, str] = {}
    for part in text.split(";"):
        name, equals, value = part.partition("=")
        name = name.strip()
        if not equals:
            continue
        if name in found:
            return {}
        found[name] = "".join(value.split()) if name in {"b", "bh", "p"} else " ".join(value.split())
    return found


def _must_be_sound(signature: _Signature) -> None:
    if not signature.tags.keys() >= NEEDED or signature["v"] != "1":
        raise _Unproved(Proof.PERMERROR, "the signature lacks something")
    if not (DOMAIN.fullmatch(signature["d"].lower()) and DOMAIN.fullmatch(f"{signature['s'].lower()}.x.invalid")):
        raise _Unproved(Proof.PERMERROR, "not the name of a domain")
    if signature["a"] not in {"rsa-sha256", "ed25519-sha256"}:
        raise _Unproved(Proof.PERMERROR, "an algorithm that proves nothing")
    if "from" not in _signed_names(signature):
        raise _Unproved(Proof.PERMERROR, "the sender is not signed")
    if "l" in signature.tags:
        raise _Unproved(Proof.NEUTRAL, "only a part of the text is signed")
    if not _is_below(signature["i"].rpartition("@")[2].lower() or signature["d"].lower(), signature["d"].lower()):
        raise _Unproved(Proof.PERMERROR, "signed for another domain")
    if any(kind not in {"simple", "relaxed"} for kind in signature.canonicalizations):
        raise _Unproved(Proof.PERMERROR, "an unknown canonicalization")
    if signature["x"] and (not signature["x"].isdecimal() or int(signature["x"][:12]) < time.time()):
        raise _Unproved(Proof.FAIL, "the signature has expired")


def _must_hold_the_body(signature: _Signature, raw: bytes) -> None:
    digest = sha256(canonical_body(body_of(raw), signature.canonicalizations[1])).digest()
    if digest != _decoded(signature["bh"]):
        raise _Unproved(Proof.FAIL, "the text was changed after signing")


def _must_be_signed(signature: _Signature, headers: Headers, key: RSAPublicKey | Ed25519PublicKey) -> None:
    told, given = _signed_bytes(signature, headers), _decoded(signature["b"])
    try:
        if isinstance(key, RSAPublicKey):
            key.verify(given, told, PKCS1v15(), SHA256())
        else:
            key.verify(given, sha256(told).digest())
    except InvalidSignature:
        raise _Unproved(Proof.FAIL, "the signature does not fit") from None


def _signed_bytes(signature: _Signature, headers: Headers) -> bytes:
    """The named headers from below, each once; a name without a header stands for nothing. Last the signature without its `b`."""
    kind = signature.canonicalizations[0]
    left: dict[str, list[tuple[bytes, bytes]]] = {}
    for name, value in headers:
        left.setdefault(name.decode("ascii", "replace").lower(), []).append((name, value))
    told = [canonical_header(*left[name].pop(), kind) for name in _signed_names(signature) if left.get(name)]
    name, value = headers[signature.place]
    bare = re.sub(rb"(^|;)([ \t\r\n]*b[ \t\r\n]*=)[^;]*", rb"\1\2", value, count=1)
    return b"".join(told) + canonical_header(name, bare, kind).removesuffix(b"\r\n")


def _signed_names(signature: _Signature) -> list[str]:
    return [name.strip().lower() for name in signature["h"].split(":")][:200]


def _key(signature: _Signature, lookup: Lookup) -> RSAPublicKey | Ed25519PublicKey:
    records = [tags_of(text) for text in lookup(f"{signature['s'].lower()}._domainkey.{signature['d'].lower()}")[:5]]
    record = next((one for one in records if "p" in one and one.get("v", "DKIM1") == "DKIM1"), None)
    if record is None:
        raise _Unproved(Proof.PERMERROR, "the domain shows no such key")
    if not record["p"]:
        raise _Unproved(Proof.PERMERROR, "the domain has withdrawn the key")
    kind = signature["a"].partition("-")[0]
    if record.get("k", "rsa") != kind or "sha256" not in record.get("h", "sha256").split(":"):
        raise _Unproved(Proof.PERMERROR, "the key is of another kind")
    if "s" in record.get("t", "").split(":") and signature["i"].rpartition("@")[2].lower() not in {
        "",
        signature["d"].lower(),
    }:
        raise _Unproved(Proof.PERMERROR, "the key does not sign for names below")
    return _public_key(kind, _decoded(record["p"]))


def _public_key(kind: str, given: bytes) -> RSAPublicKey | Ed25519PublicKey:
    try:
        if kind == "ed25519":
            return Ed25519PublicKey.from_public_bytes(given)
        key = load_der_public_key(given if RSA_PREFIX in given[:32] else _wrapped(given))
    except (ValueError, UnsupportedAlgorithm):
        raise _Unproved(Proof.PERMERROR, "the key cannot be read") from None
    if not isinstance(key, RSAPublicKey) or key.key_size < LEAST_BITS:
        raise _Unproved(Proof.PERMERROR, "the key is too short to prove anything")
    return key


def _wrapped(bare: bytes) -> bytes:
    """Some publish the bare RSA numbers without saying that they are RSA."""
    bits = b"\x03" + _length(len(bare) + 1) + b"\x00" + bare
    return b"\x30" + _length(len(RSA_PREFIX) + len(bits)) + RSA_PREFIX + bits


def _length(count: int) -> bytes:
    if count < 128:
        return bytes([count])
    told = count.to_bytes((count.bit_length() + 7) // 8)
    return bytes([0x80 | len(told)]) + told


def _decoded(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (NotBase64, ValueError):
        raise _Unproved(Proof.PERMERROR, "not base64") from None


def _is_below(name: str, domain: str) -> bool:
    return name == domain or name.endswith(f".{domain}")
