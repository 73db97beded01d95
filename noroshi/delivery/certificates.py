"""Certificates under which mail is closed: read, checked, and used. Only public ones; a private key is refused and never kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options
from cryptography.x509.oid import NameOID
from pysequoia import Cert, Tsk, encrypt

from noroshi.delivery.errors import (
    CertificateExpired,
    CertificateForOthers,
    CertificateIsPrivate,
    CertificateNotForMail,
    CertificateUnreadable,
)
from noroshi.delivery.key_agreement import enveloped, may_agree
from noroshi.vocabulary import Protection

LARGEST: Final = 200_000
LEAST_BITS: Final = 2048
PRIVATE: Final = "-----BEGIN PGP PRIVATE"


@dataclass(frozen=True, slots=True)
class Known:
    """What is worth keeping and showing of a certificate."""

    protection: Protection
    body: str
    fingerprint: str
    holder: str
    expires_at: datetime | None


def known(content: bytes, address: str, now: datetime) -> Known:
    """Of an uploaded file, for mail to this address; refuses what mail could not be closed with."""
    if not content or len(content) > LARGEST:
        raise CertificateUnreadable
    if b"PRIVATE KEY" in content:
        raise CertificateIsPrivate
    found = _smime(content, address) if _looks_like_x509(content) else _openpgp(content, address)
    if found.expires_at is not None and found.expires_at <= now:
        raise CertificateExpired
    return found


def closed_smime(content: bytes, body: str) -> bytes:
    """CMS enveloped data, DER, AES-256."""
    certificate = x509.load_pem_x509_certificate(body.encode())
    if may_agree(certificate.public_key()):
        return enveloped(content, certificate)
    builder = PKCS7EnvelopeBuilder().set_data(content).set_content_encryption_algorithm(AES256)
    return builder.add_recipient(certificate).encrypt(Encoding.DER, [PKCS7Options.Binary])


def closed_openpgp(content: bytes, body: str) -> bytes:
    return bytes(encrypt(recipients=[Cert.from_bytes(body.encode())], bytes=content))


def _looks_like_x509(content: bytes) -> bool:
    return b"BEGIN CERTIFICATE" in content or content[:1] == b"\x30"


def _smime(content: bytes, address: str) -> Known:
    try:
        is_pem = b"BEGIN CERTIFICATE" in content
        one = x509.load_pem_x509_certificate(content) if is_pem else x509.load_der_x509_certificate(content)
        key, addresses = one.public_key(), _addresses(one)
    except (ValueError, TypeError) as problem:
        raise CertificateUnreadable from problem
    if not _may_close(one, key):
        raise CertificateNotForMail
    _must_be_for(address, addresses)
    return Known(
        Protection.SMIME,
        one.public_bytes(Encoding.PEM).decode("ascii"),
        one.fingerprint(SHA256()).hex().upper(),
        one.subject.rfc4514_string()[:300],
        one.not_valid_after_utc,
    )


def _addresses(one: x509.Certificate) -> list[str]:
    found = [str(each.value) for each in one.subject.get_attributes_for_oid(NameOID.EMAIL_ADDRESS)]
    try:
        names = one.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return found
    return [*found, *names.get_values_for_type(x509.RFC822Name)]


def _may_close(one: x509.Certificate, key: object) -> bool:
    """An RSA key takes the key of a letter, an elliptic one agrees on it; the certificate must say that it may."""
    is_rsa = isinstance(key, RSAPublicKey) and key.key_size >= LEAST_BITS
    if not is_rsa and not may_agree(key):
        return False
    try:
        usage = one.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return bool(usage.key_encipherment if is_rsa else usage.key_agreement)


def _openpgp(content: bytes, address: str) -> Known:
    try:
        one = Cert.from_bytes(content)
        users = [str(user) for user in one.user_ids]
        expires, has_secret = one.expiration, _has_secret(content)
    except Exception as problem:
        raise CertificateUnreadable from problem
    if has_secret:
        raise CertificateIsPrivate
    if one.is_revoked:
        raise CertificateExpired
    _must_be_for(address, (user.rpartition("<")[2].rstrip("> ") for user in users))
    body = str(one)
    try:
        closed_openpgp(b"", body)
    except Exception as problem:
        raise CertificateNotForMail from problem
    return Known(
        Protection.OPENPGP,
        body,
        one.fingerprint.upper(),
        "; ".join(users)[:300],
        expires.astimezone(UTC) if expires else None,
    )


def _has_secret(content: bytes) -> bool:
    """Whatever its armor calls itself: read as a whole and written again it says what it carries."""
    return str(Tsk.from_bytes(content)).startswith(PRIVATE)


def _must_be_for(address: str, found: Iterable[str]) -> None:
    if address.casefold() not in {one.strip().casefold() for one in found}:
        raise CertificateForOthers
