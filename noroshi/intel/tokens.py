"""How a version is named outside. Its number would tell how much came between two of them, from whomever."""

import hmac
from base64 import urlsafe_b64encode
from typing import Final

from django.conf import settings

PURPOSE: Final = b"noroshi names of versions"


def token_of(number: int) -> str:
    """The same for everybody who may read it; nothing can be counted by it."""
    key = hmac.digest(settings.SECRET_KEY.encode(), PURPOSE, "sha256")
    return urlsafe_b64encode(hmac.digest(key, b"%d" % number, "sha256")[:12]).decode()
