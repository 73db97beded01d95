"""A seal is of these very bytes and by this very node."""

import hashlib
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from noroshi.ledger import seals
from noroshi.ledger.seals import Seal, canonical, fingerprint_of, node_key, seal, stands

CONTENT = canonical({"edition": 1, "text": "狼煙"})
HEADER = {"edition": "第1報"}


@pytest.fixture
def fresh_folder(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path / "data"
    return tmp_path / "data" / "secrets"


def test_a_seal_stands() -> None:
    made = seal(CONTENT)

    assert stands(made, CONTENT, node_key().public_key())
    assert made.sha256 == hashlib.sha256(CONTENT).digest()


def test_any_altered_byte_breaks_a_seal() -> None:
    made = seal(CONTENT)

    for place in range(len(CONTENT)):
        altered = CONTENT[:place] + bytes([CONTENT[place] ^ 1]) + CONTENT[place + 1 :]
        assert not stands(made, altered, node_key().public_key())


def test_an_altered_signature_or_digest_breaks_a_seal() -> None:
    made, public = seal(CONTENT), node_key().public_key()

    assert not stands(replace(made, signature=bytes(64)), CONTENT, public)
    assert not stands(replace(made, sha256=bytes(32)), CONTENT, public)


def test_a_seal_is_of_one_key() -> None:
    other = Ed25519PrivateKey.generate()
    forged = Seal(hashlib.sha256(CONTENT).digest(), other.sign(CONTENT), fingerprint_of(other.public_key()))
    in_our_name = replace(forged, fingerprint=fingerprint_of(node_key().public_key()))

    assert stands(forged, CONTENT, other.public_key())
    assert not stands(forged, CONTENT, node_key().public_key())
    assert not stands(in_our_name, CONTENT, node_key().public_key())
    assert not stands(in_our_name, CONTENT, other.public_key())


def test_a_fingerprint_names_algorithm_and_key() -> None:
    raw = node_key().public_key().public_bytes_raw()

    assert seal(CONTENT).fingerprint == f"ed25519:{hashlib.sha256(raw).hexdigest()}"


def test_the_key_is_made_once_and_closed_to_others(fresh_folder: Path) -> None:
    first = node_key().public_key().public_bytes_raw()
    seals._read.cache_clear()

    assert node_key().public_key().public_bytes_raw() == first
    assert [path.name for path in fresh_folder.iterdir()] == [seals.KEY_FILE]
    assert stat.S_IMODE((fresh_folder / seals.KEY_FILE).stat().st_mode) == 0o600


def test_of_two_makers_the_first_one_wins(fresh_folder: Path) -> None:
    first = node_key().public_key().public_bytes_raw()
    seals._make(fresh_folder / seals.KEY_FILE)
    seals._read.cache_clear()

    assert node_key().public_key().public_bytes_raw() == first
