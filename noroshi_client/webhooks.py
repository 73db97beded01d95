"""Whether a call really comes from the Noroshi whose secret this is, and is not an old one sent again."""

import hmac
import time
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

OLDEST_SECONDS: Final = 300


def is_genuine(secret: str, headers: Mapping[str, str], body: bytes, *, now: float | None = None) -> bool:
    """By the headers `Noroshi-Timestamp` and `Noroshi-Signature`, over the bytes as they came. `Noroshi-Id` stays when it is repeated."""
    named = {name.lower(): value for name, value in headers.items()}
    at, given = named.get("noroshi-timestamp", ""), named.get("noroshi-signature", "")
    if not (at.isascii() and at.isdecimal() and len(at) < 20) or abs((now or time.time()) - int(at)) > OLDEST_SECONDS:
        return False
    wanted = "v1=" + hmac.new(secret.encode(), f"{at}.".encode() + body, sha256).hexdigest()
    return hmac.compare_digest(wanted.encode(), given.encode())
