"""Keys for what the threshold closes up: drawn from the installation's secret, one for each purpose."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def key_for(purpose: str, *, also: bytes = b"") -> bytes:
    """With `also`, nobody who lacks that value can draw the key, whoever holds the installation's secret."""
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"noroshi {purpose}".encode())
    secret: str = settings.SECRET_KEY
    return drawn.derive(secret.encode() + b"\0" + also)
