"""A seal is not our own word for it: OpenSSL, which knows nothing of Noroshi, verifies the same bytes, key and signature."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.editions.queries import edition_readable_by
from noroshi.ledger.seals import node_key

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="needs the openssl command, which most systems carry"),
]

ED25519_IN_DER = bytes.fromhex("302a300506032b6570032100")


def verified(folder: Path, statement: bytes, signature: bytes) -> bool:
    """`openssl pkeyutl` on files, as an auditor would."""
    (folder / "statement").write_bytes(statement)
    (folder / "signature").write_bytes(signature)
    (folder / "key.der").write_bytes(ED25519_IN_DER + node_key().public_key().public_bytes_raw())
    command = "openssl pkeyutl -verify -pubin -keyform DER -inkey key.der -rawin -in statement -sigfile signature"
    return subprocess.run(command.split(), cwd=folder, capture_output=True, check=False).returncode == 0


def plainly_written(seal: dict[str, object]) -> bytes:
    """The canonical form by its documented rules, written here anew: sorted keys, no spaces, UTF-8."""
    statement = {"header": seal["header"], "fields": seal["fields"]}
    return json.dumps(statement, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.fixture
def seal(cast):
    edition = cast.report(cast.electric)
    with acting_as(cast.electric):
        return edition_readable_by(cast.electric, edition.public_id).seal


def test_openssl_verifies_the_seal_of_an_edition(seal, tmp_path):
    assert verified(tmp_path, plainly_written(seal), bytes.fromhex(seal["signature"]))


def test_openssl_refuses_an_altered_statement(seal, tmp_path):
    altered = plainly_written(seal).replace(b'"kind":"report"', b'"kind":"notice"')

    assert not verified(tmp_path, altered, bytes.fromhex(seal["signature"]))
