"""Seals of editions. Every field has its own salted digest, so that whoever lacks a withheld field can still verify the rest.

The number of the edition is sealed in the same way: who may not read what came before is not told how much that was.
The list of digests is filled up with random ones: how many fields were withheld cannot be counted.
"""

import hashlib
import secrets
from collections.abc import Mapping
from typing import Any

from noroshi.ledger.seals import Seal, canonical, check, seal

NUMBER = "number"
STEP = 16
"""Digests come in whole steps; a form of 34 fields shows 48."""


def field_digest(name: str, value: object, salt: bytes) -> str:
    return hashlib.sha256(salt + canonical([name, value])).hexdigest()


def salted(content: Mapping[str, object]) -> dict[str, list[object]]:
    """Each field with its salt: `{name: [salt, value]}`."""
    return {name: [secrets.token_hex(16), value] for name, value in content.items()}


def seal_content(header: Mapping[str, object], content: Mapping[str, list[Any]], number: int) -> dict[str, Any]:
    """Header, digests and signature as they are stored and shown to whoever may read, the number only to some."""
    numbered = [secrets.token_hex(16), number]
    digests = _digests({**content, NUMBER: numbered})
    missing = -len(digests) % STEP or (STEP if not digests else 0)
    digests = sorted([*digests, *(secrets.token_hex(32) for _ in range(missing))])
    statement = {"header": dict(header), "fields": digests}
    made = seal(canonical(statement))
    return {**statement, **_plain(made), NUMBER: numbered}


def seal_statement(statement: Mapping[str, object]) -> dict[str, Any]:
    """Seal of a marking record or a hop: the statement itself is stored beside it."""
    return _plain(seal(canonical(dict(statement))))


def is_whole(stored: Mapping[str, Any], content: Mapping[str, list[Any]]) -> bool:
    """Whether the signature stands and every field that the reader holds is one of those sealed."""
    statement = canonical({"header": stored["header"], "fields": stored["fields"]})
    numbered = {NUMBER: stored[NUMBER]} if NUMBER in stored else {}
    return check(_seal(stored), statement) and set(_digests({**content, **numbered})) <= set(stored["fields"])


def without_number(stored: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name != NUMBER}


def _digests(content: Mapping[str, list[Any]]) -> list[str]:
    return [field_digest(name, value, bytes.fromhex(salt)) for name, (salt, value) in content.items()]


def _plain(made: Seal) -> dict[str, str]:
    return {"sha256": made.sha256.hex(), "signature": made.signature.hex(), "fingerprint": made.fingerprint}


def _seal(stored: Mapping[str, Any]) -> Seal:
    return Seal(
        sha256=bytes.fromhex(stored["sha256"]),
        signature=bytes.fromhex(stored["signature"]),
        fingerprint=stored["fingerprint"],
    )
