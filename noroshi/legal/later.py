"""The jobs door registers how a confirmed disposal is done, queued in the transaction of the second person's word."""

import uuid
from collections.abc import Callable

_queues: list[Callable[[uuid.UUID], None]] = []


def run_later_by(queue: Callable[[uuid.UUID], None]) -> None:
    _queues[:] = [queue]


def dispose_later(disposal: uuid.UUID) -> None:
    for queue in _queues:
        queue(disposal)
