"""Files that go out, looked through for what is their source's. A file never changes: one look at it is remembered."""

import uuid
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.traces import Known, find_own
from noroshi.traces.files import FileTrace, Looked, Piece, look_through, search
from noroshi.traces.trace import Trace
from noroshi.vault.queries import FileShown
from noroshi.vault.searched import LARGEST, whole_for_search
from noroshi.vocabulary.traces import FilePart, FileTrouble


@dataclass(frozen=True, slots=True)
class Inside:
    """What was found, in which file or rendering, and where in it."""

    place: str
    piece: Piece
    trace: Trace
    file: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Unseen:
    """What the machine could not look at in a file: a person must."""

    file: uuid.UUID
    name: str
    why: FileTrouble
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FileLeaks:
    traces: tuple[Inside, ...] = ()
    unseen: tuple[Unseen, ...] = ()


MOST_REMEMBERED: Final = 200
_looked: OrderedDict[tuple[str, str, Known], tuple[tuple[FileTrace, ...], Looked]] = OrderedDict()
_turn: Final = Lock()


def in_file(viewer: Viewer, file: FileShown, known: Known) -> FileLeaks:
    """A specimen is never opened, not by a machine either: only its name is looked at, and a person decides."""
    if file.is_specimen or file.size > LARGEST:
        why = FileTrouble.SPECIMEN if file.is_specimen else FileTrouble.TOO_LARGE
        return FileLeaks(tuple(_in_name(file, known)), (Unseen(file.public_id, file.name, why),))
    found, looked = _remembered(viewer, file, known)
    return FileLeaks(
        tuple(Inside(file.name, one.piece, one.trace, file.public_id) for one in found),
        tuple(Unseen(file.public_id, file.name, one.why, one.path) for one in looked.troubles),
    )


def in_rendering(name: str, data: bytes, known: Known) -> Iterator[Inside]:
    for one in search(look_through(data, ""), known):
        yield Inside(name, one.piece, one.trace)


def _in_name(file: FileShown, known: Known) -> Iterator[Inside]:
    piece = Piece(FilePart.NAME, file.name)
    yield from (Inside(file.name, piece, one, file.public_id) for one in find_own(file.name, known))


def _remembered(viewer: Viewer, file: FileShown, known: Known) -> tuple[tuple[FileTrace, ...], Looked]:
    key = (file.sha256, file.name, known)
    with _turn:
        if key in _looked:
            _looked.move_to_end(key)
            return _looked[key]
    looked = look_through(whole_for_search(viewer, file.public_id), file.name)
    found = tuple(_short(one) for one in search(looked, known))
    kept = found, Looked(marks=looked.marks, troubles=looked.troubles)
    with _turn:
        _looked[key] = kept
        while len(_looked) > MOST_REMEMBERED:
            _looked.popitem(last=False)
    return kept


def _short(one: FileTrace) -> FileTrace:
    """Where it stood, without the whole text around it: a look is remembered, a file is not."""
    return FileTrace(Piece(one.piece.part, "", one.piece.detail, one.piece.path), one.trace)
