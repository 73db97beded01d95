"""A file on its way: read back as it came, and nothing of it readable on the disk."""

import io
import random
from pathlib import Path

import pytest

from noroshi.vault.spool import PIECE, SealedSpool


def filled(content: bytes, *, most: int, step: int) -> SealedSpool:
    spool = SealedSpool(most)
    for start in range(0, len(content), step):
        spool.add(content[start : start + step])
    return spool


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, 3 * PIECE, 3 * PIECE + 17])
@pytest.mark.parametrize("most", [0, 2 * PIECE, 100 * PIECE])
def test_it_is_read_back_as_it_came_from_any_place(size: int, most: int) -> None:
    content = random.Random(size).randbytes(size)  # noqa: S311 - content, not a secret
    spool = filled(content, most=most, step=300_001)

    assert b"".join(spool.pieces()) == content
    assert spool.size == size
    for start, length in ((0, 10), (size // 2, PIECE), (max(0, size - 5), 50), (size + 7, 3)):
        spool.seek(start)
        assert spool.read(length) == content[start : start + length]
    assert spool.seek(-4, io.SEEK_END) == max(0, size - 4)
    assert spool.read() == content[max(0, size - 4) :]


def test_what_is_small_never_touches_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))

    assert filled(b"x" * PIECE, most=PIECE, step=1000).read() == b"x" * PIECE


def test_what_lies_on_the_disk_says_nothing() -> None:
    spool = filled(b"evidence" * PIECE, most=0, step=PIECE)
    assert spool._sealed is not None
    spool._sealed.file.seek(0)

    assert b"evidence" not in spool._sealed.file.read()
