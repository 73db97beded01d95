"""Where a list goes on: sealed for one seat and one list, so that a place can neither be read nor made up.

Inside it only ever moves one way; outside it is random bytes of the same length.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from noroshi.directory.seated import Seated
from noroshi.threshold.sealing import key_for
from noroshi.vocabulary.errors import Refusal

PLACE_BYTES: Final = 96
NONCE_BYTES: Final = 12


class PlaceUnreadable(Refusal):
    code, status = "place_unreadable", 400
    ja = "この続きは、いまの一覧のものではありません。一覧を最初から開いてください。"
    en = "This does not continue the present list. Open the list from its beginning."


def place_sealed(place: str, seat: Seated | None, asked: object) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    padded = place.encode().ljust(PLACE_BYTES, b"\0")
    return urlsafe_b64encode(nonce + _cipher().encrypt(nonce, padded, _bound(seat, asked))).decode().rstrip("=")


def place_from(given: str, seat: Seated | None, asked: object) -> str:
    """Empty at the beginning."""
    if not given:
        return ""
    try:
        sealed = urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
        opened = _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(seat, asked))
    except (InvalidTag, ValueError):
        raise PlaceUnreadable from None
    return opened.rstrip(b"\0").decode()


def _cipher() -> AESGCM:
    return AESGCM(key_for("places"))


def _bound(seat: Seated | None, asked: object) -> bytes:
    """Without a seat it is the public's."""
    return repr((seat.membership_id if seat else "public", asked)).encode()
