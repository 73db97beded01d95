"""Bodies with files: how much of one is read, from whom, and what makes two of them the same. None of it is ever put on disk."""

import hashlib
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from noroshi.vocabulary.errors import TooLarge

MULTIPART: Final = "multipart/form-data"


def carries_files(request: HttpRequest) -> bool:
    return request.content_type == MULTIPART


def refuse_too_large(request: HttpRequest, *, is_known: bool) -> None:
    """Before any of it is read: one file and its form from somebody we know; from a stranger never more than a form."""
    most = settings.FILE_UPLOAD_MAX_MEMORY_SIZE if is_known and carries_files(request) else None
    if length_of(request) > (most or settings.DATA_UPLOAD_MAX_MEMORY_SIZE):
        raise TooLarge


def length_of(request: HttpRequest) -> int:
    given = request.META.get("CONTENT_LENGTH") or "0"
    return int(given) if given.isdecimal() else 0


def digest_of_parts(request: HttpRequest) -> bytes:
    """Fields and files by their content: the line between them is drawn anew for each request."""
    digest = hashlib.sha256()
    for name in sorted(request.POST):
        for value in request.POST.getlist(name):
            _add(digest, b"field", name.encode(), value.encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            _add(digest, b"file", name.encode(), str(file.name).encode(), file.read())
            file.seek(0)
    return digest.digest()


def _add(digest: "hashlib._Hash", *parts: bytes) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)
