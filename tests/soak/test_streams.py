"""One gigabyte of attachments comes in through the door's own parser and goes out again: memory stays flat."""

import hashlib
import io
import uuid
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from django.test import RequestFactory

from noroshi.audiences.viewer import acting_as
from noroshi.threshold.uploads import digest_of_parts
from noroshi.vault.actions import take_in
from noroshi.vault.queries import open_file
from noroshi.vault.specimens import parcel
from tests.cast import Cast
from tests.rooms.vault_world import audience

pytestmark = pytest.mark.django_db

MB = 1024 * 1024
SIZE_MB = 1024
MOST_GROWTH = 160 * MB
"""A waiting file of the whole limit in memory (24 MB) twice, pieces on their way to the database, and the measuring itself."""
BOUNDARY = b"line-between-parts"


class Body(io.RawIOBase):
    """A form with one file of a gigabyte, made while it is read."""

    def __init__(self) -> None:
        head = (
            b"--" + BOUNDARY + b'\r\nContent-Disposition: form-data; name="file"; filename="capture.bin"\r\n'
            b"Content-Type: application/octet-stream\r\n\r\n"
        )
        self._tail = b"\r\n--" + BOUNDARY + b"--\r\n"
        self._waiting, self._left = bytearray(head), SIZE_MB
        self.size = len(head) + SIZE_MB * MB + len(self._tail)

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = MB if size is None or size < 0 else size
        while len(self._waiting) < wanted and self._left:
            self._waiting += piece(SIZE_MB - self._left)
            self._left -= 1
            if not self._left:
                self._waiting += self._tail
        found = bytes(self._waiting[:wanted])
        del self._waiting[:wanted]
        return found


def piece(number: int) -> bytes:
    """Of a megabyte, and none like another."""
    return hashlib.sha256(number.to_bytes(4)).digest() * (MB // 32)


class Memory:
    """The most that this process has grown since it began to watch."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._before = self._process.memory_info().rss
        self.growth = 0

    def watched(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for number, one in enumerate(pieces):
            if number % 16 == 0:
                self.growth = max(self.growth, self._process.memory_info().rss - self._before)
            yield one


@pytest.mark.parametrize("field", ["attachments", "specimens"])
def test_a_gigabyte_streams_through_in_flat_memory(cast: Cast, settings: Any, field: str) -> None:
    settings.FILE_LIMIT_MB = settings.FILES_LIMIT_MB = SIZE_MB + 1
    settings.FILE_BODY_MOST = (SIZE_MB + 2) * MB
    whole, memory, body = hashlib.sha256(), Memory(), Body()
    for number in range(SIZE_MB):
        whole.update(piece(number))

    request = RequestFactory().request(
        **{
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY.decode()}",
            "CONTENT_LENGTH": str(body.size),
            "wsgi.input": body,
        }
    )
    upload = request.FILES["file"]
    digest_of_parts(request)
    with acting_as(cast.electric):
        kept = take_in(
            cast.electric,
            audience_id=audience(cast, cast.electric),
            draft=uuid.uuid4(),
            field=field,
            name=str(upload.name),
            chunks=memory.watched(upload.chunks()),
        )
        again, size = hashlib.sha256(), 0
        if field == "attachments":
            for part in memory.watched(open_file(cast.electric, kept.public_id).chunks):
                again.update(part)
        else:
            for part in memory.watched(parcel(cast.electric, kept.public_id).chunks):
                size += len(part)

    assert kept.sha256 == whole.hexdigest()
    assert again.hexdigest() == whole.hexdigest() if field == "attachments" else size > SIZE_MB * MB
    assert memory.growth < MOST_GROWTH, f"grew by {memory.growth / MB:.0f} MB"
