"""One-time links: the token travels once, only its digest is kept."""

import hashlib
import secrets
from typing import Final

from noroshi.vocabulary.errors import Refusal

BYTES: Final = 32


class LinkGone(Refusal):
    """Used, withdrawn, expired, mistyped or never made: one answer for all."""

    code, status = "link_gone", 404
    ja = "このリンクは使えません。すでに使われたか、期限が切れたか、取り消されています。新しいリンクを発行者に頼んでください。"
    en = "This link cannot be used: it was used, has expired or was withdrawn. Ask whoever issued it for a new one."


def new_token() -> str:
    return secrets.token_urlsafe(BYTES)


def digest_of(token: str) -> bytes:
    """Of 256 random bits, so that a plain hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
