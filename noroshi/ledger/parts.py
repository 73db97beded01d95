"""One seal over several parts, so that a reader from whom some are withheld can still verify those that it holds.

Each part enters as a salted digest; random digests fill the list to whole rows of slots, and all are sorted: neither how many
parts there are nor which are withheld can be read from a seal.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.ledger.seals import Seal, canonical, check, seal

SHORTEST_SALT: Final = 16


@dataclass(frozen=True, slots=True)
class SealedParts:
    """What every reader gets: header, digests in slots, and the seal over both."""

    header: Mapping[str, object]
    digests: tuple[str, ...]
    seal: Seal

    @property
    def statement(self) -> bytes:
        return _statement(self.header, self.digests)


def seal_parts(
    header: Mapping[str, object], parts: Sequence[bytes], salts: Sequence[bytes], *, slots: int = 8
) -> SealedParts:
    """In the name of this node. Each part needs a secret salt of its own, given only to those who may hold the part."""
    if len(set(salts)) != len(salts) or any(len(salt) < SHORTEST_SALT for salt in salts):
        raise ValueError(f"Each salt is its own, and at least {SHORTEST_SALT} bytes.")
    digests = [_digest(part, salt) for part, salt in zip(parts, salts, strict=True)]
    free = -len(digests) % slots or (0 if digests else slots)
    filled = tuple(sorted([*digests, *(secrets.token_hex(32) for _ in range(free))]))
    return SealedParts(header, filled, seal(_statement(header, filled)))


def check_parts(sealed: SealedParts, parts: Sequence[bytes], salts: Sequence[bytes]) -> bool:
    """Whether the seal stands and every part that the reader holds is one of those sealed."""
    held = {_digest(part, salt) for part, salt in zip(parts, salts, strict=True)}
    return held <= set(sealed.digests) and check(sealed.seal, sealed.statement)


def _digest(part: bytes, salt: bytes) -> str:
    return hashlib.sha256(hashlib.sha256(salt).digest() + part).hexdigest()


def _statement(header: Mapping[str, object], digests: Sequence[str]) -> bytes:
    return canonical({"header": header, "parts": digests})
