"""What only the system may do is left behind in the deed's transaction. The jobs door registers how it is run."""

import uuid
from collections.abc import Callable
from typing import NamedTuple

from noroshi.vocabulary import UnmaskingSign


class Noticed(NamedTuple):
    """A sign that a desk may have tried to find out whose item this is. `key` is drawn once, so that it is told once."""

    edition: uuid.UUID
    desk: int
    sign: UnmaskingSign
    key: uuid.UUID


_queues: list[Callable[[Noticed], None]] = []


def run_later_by(queue: Callable[[Noticed], None]) -> None:
    _queues[:] = [queue]


def tell_later(edition: uuid.UUID, desk: int, sign: UnmaskingSign, *, key: uuid.UUID | None = None) -> None:
    """With the same `key` again it is not told again."""
    for queue in _queues:
        queue(Noticed(edition, desk, sign, key or uuid.uuid4()))
