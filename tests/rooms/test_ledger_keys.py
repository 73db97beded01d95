"""Keys of nodes come and go; what they signed in their time stays verifiable."""

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection

from noroshi.engine.database import Addresses
from noroshi.ledger import seals
from noroshi.ledger.keys import know_node_key, retire_node_key
from noroshi.ledger.proof import Fault
from noroshi.ledger.sealer import seal_batch
from noroshi.ledger.seals import Seal, check, fingerprint_of, node_key, seal
from noroshi.ledger.verify import verify
from tests.ledger_logins import append, login

pytestmark = pytest.mark.django_db(transaction=True)

CONTENT = b"sealed"


@pytest.fixture(autouse=True)
def at_the_sealer(addresses: Addresses) -> Iterator[None]:
    with login(addresses.system):
        yield


def replaced(monkeypatch: pytest.MonkeyPatch, key: Ed25519PrivateKey) -> None:
    """What the node has after its key file was replaced and it was started again."""
    monkeypatch.setattr(seals, "node_key", lambda: key)
    monkeypatch.setattr("noroshi.ledger.keys.node_key", lambda: key)


def test_a_seal_of_the_former_key_stands_after_the_file_was_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    know_node_key()
    before = seal(CONTENT)
    replaced(monkeypatch, Ed25519PrivateKey.generate())

    assert seal(CONTENT).fingerprint != before.fingerprint
    assert check(before, CONTENT)
    assert not check(before, CONTENT + b".")


def test_a_seal_of_a_key_that_nobody_entered_does_not_stand() -> None:
    know_node_key()
    stranger = Ed25519PrivateKey.generate()
    made = Seal(hashlib.sha256(CONTENT).digest(), stranger.sign(CONTENT), fingerprint_of(stranger.public_key()))

    assert not check(made, CONTENT)
    assert not check(replace(made, fingerprint=seal(CONTENT).fingerprint), CONTENT)


def test_a_node_s_own_seal_stands_before_its_key_is_entered() -> None:
    assert check(seal(CONTENT), CONTENT)


def test_a_retired_key_vouches_for_its_own_time_only() -> None:
    know_node_key()
    made, now = seal(CONTENT), datetime.now(UTC)

    assert retire_node_key(made.fingerprint, at=now)

    assert check(made, CONTENT, at=now - timedelta(seconds=1))
    assert not check(made, CONTENT, at=now)
    assert not retire_node_key(made.fingerprint, at=now + timedelta(days=1))


def test_the_chain_goes_on_with_the_next_key(monkeypatch: pytest.MonkeyPatch) -> None:
    know_node_key()
    seal_batch()
    old = fingerprint_of(node_key().public_key())
    retire_node_key(old, at=datetime.now(UTC))
    new = Ed25519PrivateKey.generate()
    replaced(monkeypatch, new)
    know_node_key()
    seal_batch()

    verdict = verify()

    assert verdict.is_whole
    assert verdict.fingerprints == {old, fingerprint_of(new.public_key())}


def test_a_link_signed_with_a_retired_key_is_named() -> None:
    know_node_key()
    seal_batch()
    retire_node_key(fingerprint_of(node_key().public_key()), at=datetime.now(UTC))
    append(1)
    seal_batch()

    broken = verify().broken

    assert broken is not None
    assert (broken.fault, broken.seq) == (Fault.RETIRED_KEY, 3)


def test_entering_and_retiring_are_deeds() -> None:
    know_node_key()
    know_node_key()
    fingerprint = fingerprint_of(node_key().public_key())
    retire_node_key(fingerprint, at=datetime.now(UTC))

    with connection.cursor() as cursor:
        cursor.execute("set noroshi.viewer = 'system:sealer'")
        cursor.execute("select deed, system, detail ->> 'fingerprint' from ledger_entry order by id")
        assert cursor.fetchall() == [
            ("know_node_key", "sealer", fingerprint),
            ("retire_node_key", "sealer", fingerprint),
        ]
