"""Bytes of others on their way out: never shown, never run, never kept, under the name that they came with."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote

from django.http import StreamingHttpResponse

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def handed_over(name: str, size: int | None, chunks: Iterable[bytes]) -> StreamingHttpResponse:
    """Always a file to keep, whatever it says it is."""
    answer = StreamingHttpResponse(chunks, content_type="application/octet-stream", headers=HEADERS)
    if size is not None:
        answer["Content-Length"] = str(size)
    answer["Content-Disposition"] = f"attachment; filename=\"{_plain(name)}\"; filename*=UTF-8''{quote(name, safe='')}"
    return answer


def _plain(name: str) -> str:
    """For programs that know no RFC 5987: what is not plain becomes a line."""
    return "".join(
        character if character.isascii() and (character.isalnum() or character in ".-_") else "_" for character in name
    )
