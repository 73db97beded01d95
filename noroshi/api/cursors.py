"""Where a list goes on: a place that only this viewer can use, in this very list, and that nobody can read or make.

Inside it only ever moves one way; outside it is random bytes of the same length.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from typing import Annotated, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.http import HttpRequest
from ninja import Schema
from pydantic import Field

from noroshi.threshold.sealing import key_for
from noroshi.vocabulary.errors import Refusal

PLACE_BYTES: Final = 96
NONCE_BYTES: Final = 12


class CursorUnreadable(Refusal):
    code, status = "cursor_unreadable", 400
    ja = "続きの印（cursor）は、この一覧のものではありません。一覧を最初から読み直してください。"
    en = "This cursor does not belong to this list. Read the list again from its beginning."


Cursor = Annotated[str, Field(max_length=400, description="As given by `next` of the page before.")]
Limit = Annotated[int, Field(ge=1, le=100, description="At most this many.")]


class Page[Item](Schema):
    """One page of a list. `next` is null where nothing more was found; there are no totals."""

    items: list[Item]
    next: str | None = None


class Paged(Schema):
    """What every list may be asked."""

    cursor: Cursor | None = None
    limit: Limit = 50


def page[Item](request: HttpRequest, items: Sequence[Item], limit: int, place: str | None) -> Page[Item]:
    """`place` is where the next page begins, when this one is full."""
    more = place is not None and len(items) >= limit
    return Page(items=list(items), next=cursor(request, place) if more and place is not None else None)


def cursor(request: HttpRequest, place: str) -> str:
    nonce = secrets.token_bytes(NONCE_BYTES)
    padded = place.encode().ljust(PLACE_BYTES, b"\0")
    return urlsafe_b64encode(nonce + _cipher().encrypt(nonce, padded, _bound_to(request))).decode().rstrip("=")


def place_of(request: HttpRequest, given: str | None) -> str:
    """Empty at the beginning; a foreign, altered or other list's cursor is refused in words."""
    if not given:
        return ""
    try:
        sealed = urlsafe_b64decode(given.encode("ascii") + b"=" * (-len(given) % 4))
        opened = _cipher().decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound_to(request))
    except (InvalidTag, ValueError):
        raise CursorUnreadable from None
    return opened.rstrip(b"\0").decode()


def number_of(request: HttpRequest, given: str | None) -> int | None:
    place = place_of(request, given)
    return int(place) if place else None


def _cipher() -> AESGCM:
    return AESGCM(key_for("cursors"))


def _bound_to(request: HttpRequest) -> bytes:
    """The seat, the list and everything that was asked of it but the page itself."""
    viewer = getattr(request, "viewer", None)
    asked = sorted(
        (name, value) for name, values in request.GET.lists() if name not in {"cursor", "limit"} for value in values
    )
    return repr((viewer.setting if viewer else "public", request.path_info, asked)).encode()
