"""What the jobs door does for this room, told to it when the product starts."""

import uuid
from collections.abc import Callable
from typing import Final

type Queue = Callable[[uuid.UUID], None]
_readers: Final[list[Queue]] = []
_answerers: Final[list[Queue]] = []


def run_later_by(read: Queue, answer: Queue) -> None:
    _readers[:], _answerers[:] = [read], [answer]


def read(arrival: uuid.UUID) -> None:
    """In the caller's transaction, so that neither exists without the other."""
    for queue in _readers:
        queue(arrival)


def answer(arrival: uuid.UUID) -> None:
    for queue in _answerers:
        queue(arrival)
