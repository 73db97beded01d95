"""Secrets that must be read again (authenticator apps, seeds of recovery codes) rest encrypted, with a key outside the database."""

import base64
import hashlib
import hmac
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings


def sealed(text: str) -> str:
    return _fernet(settings.SECRET_KEY).encrypt(text.encode()).decode()


def opened(text: str) -> str:
    return _fernet(settings.SECRET_KEY).decrypt(text.encode()).decode()


@cache
def _fernet(secret: str) -> Fernet:
    key = hmac.new(secret.encode(), b"noroshi.signin.factors", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
