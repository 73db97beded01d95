"""A seal is of these very bytes and by this very node; the parts that a reader lacks do not show."""

import hashlib
import secrets
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from noroshi.ledger import parts, seals
from noroshi.ledger.parts import check_parts, seal_parts
from noroshi.ledger.seals import Seal, canonical, fingerprint_of, node_key, seal, stands

CONTENT = canonical({"edition": 1, "text": "狼煙"})
HEADER = {"edition": "第1報"}


@pytest.fixture(autouse=True)
def known_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a database, a node knows its own key only."""
    own = node_key().public_key()

    def check(made: Seal, content: bytes) -> bool:
        return made.fingerprint == fingerprint_of(own) and stands(made, content, own)

    monkeypatch.setattr(parts, "check", check)


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


def salts(count: int) -> list[bytes]:
    return [secrets.token_bytes(16) for _ in range(count)]


def test_whoever_lacks_a_part_can_still_verify() -> None:
    held, salt = [b"open", b"for few"], salts(2)
    sealed = seal_parts(HEADER, held, salt)

    assert check_parts(sealed, held, salt)
    assert check_parts(sealed, held[:1], salt[:1])
    assert check_parts(sealed, [], [])


def test_a_part_that_was_not_sealed_is_refused() -> None:
    salt = salts(2)
    sealed = seal_parts(HEADER, [b"open", b"for few"], salt)

    assert not check_parts(sealed, [b"opeN"], salt[:1])
    assert not check_parts(sealed, [b"open"], salt[1:])
    assert not check_parts(sealed, [b"open", b"added"], [salt[0], secrets.token_bytes(16)])


def test_an_altered_header_or_slot_is_refused() -> None:
    salt = salts(1)
    sealed = seal_parts(HEADER, [b"open"], salt)

    assert not check_parts(replace(sealed, header={"edition": "第2報"}), [b"open"], salt)
    assert not check_parts(replace(sealed, digests=sealed.digests[1:]), [], [])
    assert not check_parts(replace(sealed, digests=(*sealed.digests, "00" * 32)), [b"open"], salt)


@pytest.mark.parametrize("count", range(9))
def test_slots_hide_how_many_parts_there_are(count: int) -> None:
    sealed = seal_parts(HEADER, [bytes([number]) for number in range(count)], salts(count))

    assert len(sealed.digests) == 8
    assert len(set(sealed.digests)) == 8
    assert list(sealed.digests) == sorted(sealed.digests)
    assert all(len(digest) == 64 for digest in sealed.digests)


def test_more_parts_take_another_row_of_slots() -> None:
    assert len(seal_parts(HEADER, [b""] * 9, salts(9)).digests) == 16


def test_places_show_nothing_of_which_part_is_withheld() -> None:
    """The same two parts, sealed a hundred times: each of them is found at many places."""
    places = set()
    for _ in range(100):
        salt = salts(2)
        sealed = seal_parts(HEADER, [b"open", b"for few"], salt)
        places.add(sealed.digests.index(parts._digest(b"for few", salt[1])))

    assert len(places) == 8


def test_a_salt_that_could_be_guessed_or_is_used_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="salt"):
        seal_parts(HEADER, [b"open"], [b"short"])
    with pytest.raises(ValueError, match="salt"):
        seal_parts(HEADER, [b"one", b"two"], [b"s" * 16] * 2)
    with pytest.raises(ValueError, match="zip"):
        seal_parts(HEADER, [b"one", b"two"], salts(1))
