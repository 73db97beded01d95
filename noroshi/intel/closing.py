"""What opens another system's door for us, closed under the node's own secret, never plain in a row."""

import hmac
import secrets
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PURPOSE: Final = b"noroshi secrets of subscriptions"


def close(secret: str) -> bytes:
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(_key()).encrypt(nonce, secret.encode(), PURPOSE)


def open_(closed: bytes) -> str:
    return AESGCM(_key()).decrypt(closed[:12], closed[12:], PURPOSE).decode()


def _key() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), PURPOSE, "sha256")
