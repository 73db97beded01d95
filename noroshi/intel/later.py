"""What the jobs door does for this room, told to it when the product starts."""

import uuid
from collections.abc import Callable
from typing import Final

type Queue = Callable[[uuid.UUID], None]
_importers: Final[list[Queue]] = []


def run_later_by(import_file: Queue) -> None:
    _importers[:] = [import_file]


def import_file(import_id: uuid.UUID) -> None:
    """In the caller's transaction, so that neither exists without the other."""
    for queue in _importers:
        queue(import_id)
