"""CMS enveloped data for the holder of an elliptic-curve certificate (RFC 5753 3.1), which the library closes for RSA alone.

A key is agreed between a new one, made for this letter, and the recipient's; it wraps the key of the content.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.kdf.x963kdf import X963KDF
from cryptography.hazmat.primitives.keywrap import aes_key_wrap
from cryptography.hazmat.primitives.padding import PKCS7
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from noroshi.delivery.der import (
    BIT_STRING,
    OCTET_STRING,
    SEQUENCE,
    SET,
    explicit,
    implicit,
    number,
    oid,
    tagged,
)

KEY_BYTES: Final = 32
ENVELOPED, DATA = oid("1.2.840.113549.1.7.3"), oid("1.2.840.113549.1.7.1")
EC_PUBLIC_KEY, AES256_WRAP, AES256_CBC = (
    oid("1.2.840.10045.2.1"),
    oid("2.16.840.1.101.3.4.1.45"),
    oid("2.16.840.1.101.3.4.1.42"),
)


@dataclass(frozen=True, slots=True)
class _Scheme:
    """dhSinglePass-stdDH with the hash that a curve deserves (RFC 5753 7.1.4)."""

    algorithm: bytes
    hash: type[HashAlgorithm]


SCHEMES: Final[Mapping[str, _Scheme]] = {
    "secp256r1": _Scheme(oid("1.3.132.1.11.1"), SHA256),
    "secp384r1": _Scheme(oid("1.3.132.1.11.2"), SHA384),
    "secp521r1": _Scheme(oid("1.3.132.1.11.3"), SHA512),
}


def may_agree(key: object) -> bool:
    return isinstance(key, ec.EllipticCurvePublicKey) and key.curve.name in SCHEMES


def enveloped(content: bytes, certificate: x509.Certificate) -> bytes:
    """DER, AES-256 as for everybody else."""
    content_key, start = os.urandom(KEY_BYTES), os.urandom(16)
    padder = PKCS7(AES256.block_size).padder()
    encryptor = Cipher(AES256(content_key), CBC(start)).encryptor()
    closed = encryptor.update(padder.update(content) + padder.finalize()) + encryptor.finalize()
    algorithm = tagged(SEQUENCE, AES256_CBC, tagged(OCTET_STRING, start))
    inside = tagged(SEQUENCE, DATA, algorithm, implicit(0, closed, is_constructed=False))
    whole = tagged(SEQUENCE, number(2), tagged(SET, _recipient(certificate, content_key)), inside)
    return tagged(SEQUENCE, ENVELOPED, explicit(0, whole))


def _recipient(certificate: x509.Certificate, content_key: bytes) -> bytes:
    theirs = certificate.public_key()
    if not isinstance(theirs, ec.EllipticCurvePublicKey):
        raise TypeError
    scheme, ours = SCHEMES[theirs.curve.name], ec.generate_private_key(theirs.curve)
    wrap = tagged(SEQUENCE, AES256_WRAP)
    agreed = ours.exchange(ec.ECDH(), theirs)
    wrapped = aes_key_wrap(_derived(agreed, scheme, wrap), content_key)
    holder = tagged(SEQUENCE, certificate.issuer.public_bytes(), number(certificate.serial_number))
    encrypted = tagged(SEQUENCE, tagged(SEQUENCE, holder, tagged(OCTET_STRING, wrapped)))
    return implicit(1, number(3) + _originator(ours) + tagged(SEQUENCE, scheme.algorithm, wrap) + encrypted)


def _derived(agreed: bytes, scheme: _Scheme, wrap: bytes) -> bytes:
    """ECC-CMS-SharedInfo (RFC 5753 7.2): for which algorithm the key is, and how many bits it has."""
    bits = (KEY_BYTES * 8).to_bytes(4)
    shared = tagged(SEQUENCE, wrap, explicit(2, tagged(OCTET_STRING, bits)))
    return X963KDF(scheme.hash(), KEY_BYTES, shared).derive(agreed)


def _originator(ours: ec.EllipticCurvePrivateKey) -> bytes:
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = tagged(SEQUENCE, EC_PUBLIC_KEY) + tagged(BIT_STRING, b"\x00", point)
    return explicit(0, implicit(1, key))
