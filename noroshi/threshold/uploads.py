"""Bodies with files: how much of one is read, from whom, and what makes two of them the same. None of it lies on disk in the clear."""

import hashlib
from typing import IO, Final, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from noroshi.threshold.machines import is_taxii
from noroshi.threshold.outside import comes_from_outside
from noroshi.vault.spool import SealedSpool
from noroshi.vocabulary.errors import TooLarge

MULTIPART: Final = "multipart/form-data"
WHOLE_FILES: Final = ("/intel/imports/new/", "/api/v1/intel/sources/")
"""Files of shared intelligence: hundreds of megabytes, from somebody we know, for the desk's own source."""


def carries_files(request: HttpRequest) -> bool:
    return request.content_type == MULTIPART


def refuse_too_large(request: HttpRequest, *, is_known: bool) -> None:
    """Before any of it is read: one file and its form from somebody we know; from a stranger never more than a form.

    Only where somebody without an account may write, small files come along.
    """
    if length_of(request) > _most(request, is_known=is_known):
        raise TooLarge


def _most(request: HttpRequest, *, is_known: bool) -> int:
    form, files = int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE), carries_files(request)
    if files and comes_from_outside(request):
        return int(settings.PUBLIC_INTAKE_BODY_MOST)
    if files and is_known and request.path_info.startswith(WHOLE_FILES):
        return int(settings.IMPORT_BODY_MOST)
    if is_known and is_taxii(request.path_info):
        return int(settings.TAXII_BODY_MOST)
    return int(settings.FILE_BODY_MOST) if files and is_known else form


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
            _add(digest, b"file", name.encode(), str(file.name).encode(), _digest_of(file))
    return digest.digest()


def _digest_of(file: "UploadedFile[bytes]") -> bytes:
    """Piece by piece, however large it is; afterwards it is read from its front again."""
    own = hashlib.sha256()
    for piece in file.chunks():
        own.update(piece)
    file.seek(0)
    return own.digest()


def _add(digest: "hashlib._Hash", *parts: bytes) -> None:
    for part in parts:
        digest.update(len(part).to_bytes(8) + part)


class SealedUploads(FileUploadHandler):
    """Keeps what comes in where nobody else reads it, in flat memory."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]  # Django passes what it likes
        self.spool = SealedSpool()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.spool.add(raw_data)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes]":
        self.spool.seek(0)
        return SealedUpload(
            cast("IO[bytes]", self.spool), name=self.file_name, content_type=self.content_type, size=file_size
        )


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic for the checker alone
    """Read in pieces, as often as is needed."""
