"""Mails that are closed under the certificate of their address: opened by OpenSSL, GnuPG and whoever has the key, by nobody on the way."""

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from django.utils import timezone
from pysequoia import Tsk, decrypt

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.certificates import known
from noroshi.delivery.errors import CertificateIsPrivate, CertificateNotForMail
from noroshi.delivery.models import Certificate
from noroshi.vocabulary import Protection, Tlp
from tests.mail_sink import deliver, text_of
from tests.rooms.test_delivery_mail import CANARY, address_of, cast, sent_from_electric, sink

__all__ = ["cast", "sink"]

GPG = shutil.which("gpg")
pytestmark = pytest.mark.django_db(transaction=True)


def smime(address: str, *, days: int = 30, curve: ec.EllipticCurve | None = None, usage: x509.KeyUsage | None = None):
    """RSA, or of a curve; with `usage` it says for what it may serve."""
    key = ec.generate_private_key(curve) if curve else rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "desk")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
    )
    made = made.add_extension(usage, critical=True) if usage else made
    return key, made.sign(key, hashes.SHA256())


def certificate(cast, viewer, made, *, expires_at=None):
    address = address_of(viewer)
    found = known(made.public_bytes(serialization.Encoding.PEM), address, datetime.now(UTC) - timedelta(days=60))
    with acting_as(viewer):
        return Certificate.objects.create(
            desk_id=viewer.desk_id,
            address=address,
            protection=found.protection,
            body=found.body,
            fingerprint=found.fingerprint,
            holder=found.holder,
            expires_at=expires_at or found.expires_at,
            added_by_id=viewer.seat.person_id,
            added_at=datetime.now(UTC),
        )


def test_with_a_certificate_the_text_is_there_for_openssl_and_for_nobody_on_the_way(cast, sink, tmp_path):
    key, made = smime(address_of(cast.ministry))
    certificate(cast, cast.ministry, made)
    sent_from_electric(cast, Tlp.RED, receivers=frozenset({cast.ministry.desk_id}))

    deliver(sink)

    raw = sink.raw(address_of(cast.ministry))
    (mail,) = sink.to(address_of(cast.ministry))
    assert "[TLP:RED]" in mail["Subject"]
    assert CANARY not in mail["Subject"]
    (tmp_path / "mail").write_bytes(raw)
    (tmp_path / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    opened = subprocess.run(
        ["openssl", "smime", "-decrypt", "-in", tmp_path / "mail", "-inkey", tmp_path / "key"],
        capture_output=True,
        check=True,
    ).stdout
    assert CANARY in text_of(message_from_bytes(opened, policy=default))


def test_an_expired_certificate_closes_nothing_and_opens_nothing(cast, sink):
    _key, made = smime(address_of(cast.ministry), days=-1)
    certificate(cast, cast.ministry, made)
    sent_from_electric(cast, Tlp.AMBER)

    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    assert mail.get_content_type() == "multipart/alternative"
    assert CANARY not in text_of(mail)


@pytest.mark.parametrize("curve", [ec.SECP256R1(), ec.SECP384R1(), ec.SECP521R1()], ids=lambda one: one.name)
def test_with_a_certificate_of_a_curve_openssl_opens_an_amber_mail_and_nobody_else(cast, sink, tmp_path, curve):
    key, made = smime(address_of(cast.ministry), curve=curve)
    other, _made = smime(address_of(cast.ministry), curve=curve)
    certificate(cast, cast.ministry, made)
    sent_from_electric(cast, Tlp.AMBER)

    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    assert CANARY not in mail.as_string()
    assert CANARY in text_of(message_from_bytes(_opened(tmp_path, sink, cast, key), policy=default))
    with pytest.raises(subprocess.CalledProcessError):
        _opened(tmp_path, sink, cast, other)


def _opened(folder, sink, cast, key) -> bytes:
    """By an outside tool, with this private key."""
    (folder / "mail").write_bytes(sink.raw(address_of(cast.ministry)))
    (folder / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    command = ["openssl", "cms", "-decrypt", "-in", folder / "mail", "-inkey", folder / "key"]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _usage(*, agrees: bool) -> x509.KeyUsage:
    names = ("content_commitment", "key_encipherment", "data_encipherment", "key_cert_sign", "crl_sign")
    no = dict.fromkeys((*names, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(digital_signature=True, key_agreement=agrees, **no)


def test_a_certificate_of_a_curve_must_be_allowed_to_agree_on_a_key_and_be_of_a_known_curve():
    address, now = "a@b.example", datetime.now(UTC)
    read = lambda one: known(one.public_bytes(serialization.Encoding.PEM), address, now)  # noqa: E731 - read four times

    assert read(smime(address, curve=ec.SECP256R1(), usage=_usage(agrees=True))[1]).protection is Protection.SMIME
    for refused in (
        smime(address, curve=ec.SECP256R1(), usage=_usage(agrees=False))[1],
        smime(address, usage=_usage(agrees=True))[1],
        smime(address, curve=ec.BrainpoolP256R1())[1],
    ):
        with pytest.raises(CertificateNotForMail):
            read(refused)


def test_gpg_of_the_system_opens_a_mail_closed_under_its_own_key(cast, sink, tmp_path):
    if GPG is None:
        pytest.xfail("gpg is not installed here")
    gpg = [GPG, "--homedir", str(tmp_path), "--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""]
    tmp_path.chmod(0o700)
    user = f"desk <{address_of(cast.ministry)}>"
    subprocess.run([*gpg, "--quick-generate-key", user, "default", "default"], capture_output=True, check=True)
    public = subprocess.run([*gpg, "--armor", "--export"], capture_output=True, check=True).stdout
    _keeps(cast, public)
    sent_from_electric(cast, Tlp.AMBER)
    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    closed = next(part for part in mail.walk() if part.get_content_type() == "application/octet-stream")
    opened = subprocess.run([*gpg, "--decrypt"], input=closed.get_content(), capture_output=True, check=True).stdout
    assert CANARY in text_of(message_from_bytes(opened, policy=default))


def test_a_private_openpgp_key_is_refused_in_armor_and_without(cast):
    key = Tsk.generate("desk <a@b.example>")

    for content in (bytes(key), str(key).encode(), str(key).replace("PRIVATE", "PUBLIC").encode()):
        with pytest.raises(CertificateIsPrivate):
            known(content, "a@b.example", timezone.now())


def _keeps(cast, public: bytes) -> None:
    found = known(public, address_of(cast.ministry), timezone.now())
    with acting_as(cast.ministry):
        Certificate.objects.create(
            desk_id=cast.ministry.desk_id,
            address=address_of(cast.ministry),
            protection=found.protection,
            body=found.body,
            fingerprint=found.fingerprint,
            holder=found.holder,
            expires_at=found.expires_at,
            added_by_id=cast.ministry.seat.person_id,
            added_at=timezone.now(),
        )


def test_an_openpgp_key_closes_a_mail_that_its_holder_opens(cast, sink):
    key = Tsk.generate(f"desk <{address_of(cast.ministry)}>")
    _keeps(cast, str(key.extract_certificate()).encode())
    sent_from_electric(cast, Tlp.AMBER)
    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    _version, closed = mail.iter_parts()
    assert CANARY not in mail.as_string()
    opened = decrypt(closed.get_payload(decode=True), decryptor=key.decryptor()).bytes
    assert CANARY in text_of(message_from_bytes(opened, policy=default))
