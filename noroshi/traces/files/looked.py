"""What was found inside a file: its texts by place, what it carries unseen, and what could not be read."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble

MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Piece:
    """A text and where it stands. `path` leads to a file inside the file, `detail` names a property, header or sheet."""

    part: FilePart
    text: str
    detail: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trouble:
    why: FileTrouble
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """`troubles`: a person must look, because the machine could not see everything."""

    pieces: tuple[Piece, ...] = ()
    marks: frozenset[FileMark] = frozenset()
    troubles: tuple[Trouble, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not self.troubles


@dataclass(frozen=True, slots=True)
class Limits:
    most_bytes: int = 96 * MB
    most_files: int = 2000
    deepest: int = 4
    seconds: float = 20.0


class Spent(Exception):  # noqa: N818 - it says what happened to the limit, not that somebody erred
    """A limit is reached; what was found so far stands."""

    def __init__(self, why: FileTrouble) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass
class Looking:
    """One look through a file and all that lies in it: what was found, and how much may still be read."""

    limits: Limits = field(default_factory=Limits)
    pieces: list[Piece] = field(default_factory=list)
    marks: set[FileMark] = field(default_factory=set)
    troubles: dict[Trouble, None] = field(default_factory=dict)
    path: tuple[str, ...] = ()
    read: int = 0
    files: int = 0
    until: float = 0.0

    def __post_init__(self) -> None:
        self.until = time.monotonic() + self.limits.seconds

    def say(self, part: FilePart, text: str, detail: str = "") -> None:
        if text and not text.isspace():
            self.pieces.append(Piece(part, text, detail, self.path))

    def mark(self, *marks: FileMark) -> None:
        self.marks.update(marks)

    def trouble(self, why: FileTrouble) -> None:
        self.troubles.setdefault(Trouble(why, self.path))

    def spend(self, size: int) -> None:
        """Before so many bytes are read; time is looked at as well."""
        self.read += size
        if self.read > self.limits.most_bytes:
            raise Spent(FileTrouble.TOO_LARGE)
        self.hurry()

    def hurry(self) -> None:
        if time.monotonic() > self.until:
            raise Spent(FileTrouble.TOO_SLOW)

    @contextmanager
    def enter(self, name: str) -> Iterator[None]:
        """Into a file that lies in this one."""
        self.files += 1
        if self.files > self.limits.most_files:
            raise Spent(FileTrouble.TOO_LARGE)
        if len(self.path) >= self.limits.deepest:
            raise Spent(FileTrouble.TOO_DEEP)
        before, self.path = self.path, (*self.path, name)
        try:
            yield
        finally:
            self.path = before

    @property
    def found(self) -> Looked:
        return Looked(tuple(self.pieces), frozenset(self.marks), tuple(self.troubles))
