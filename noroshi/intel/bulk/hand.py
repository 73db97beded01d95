"""A process of its own that writes stretch after stretch: `python -m noroshi.intel.bulk.hand`, told what to do over an inherited pipe.

It knows neither Django nor who may read what: of signs that it has not met it asks whoever started it.
"""

import gc
import os
import sys
from collections import deque
from collections.abc import Mapping
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from noroshi.intel.bulk.batches import batch_of
from noroshi.intel.bulk.cutting import Stretch
from noroshi.intel.bulk.writer import Target, Writer
from noroshi.intel.signs import Signs

BETWEEN_SWEEPS: Final = 16
"""Batches. What they leave behind holds no circles, and looking for some all the time costs a tenth."""


class Line:
    """What it is told comes in any order: stretches wait while an answer is wanted."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self.pipe = pipe
        self.waiting: deque[Stretch] = deque()

    def stretch(self) -> Stretch:
        if not self.waiting:
            _, stretch = self.pipe.recv()
            return stretch  # type: ignore[no-any-return]  # only stretches come unasked
        return self.waiting.popleft()

    def ranges(self, signs: set[Signs]) -> Mapping[Signs, int]:
        self.pipe.send(("signs", signs))
        while True:
            what, given = self.pipe.recv()
            if what == "ranges":
                return given  # type: ignore[no-any-return]  # what was asked for
            self.waiting.append(given)


def main() -> None:
    """Ends when nobody is at the other end any more."""
    pipe: Connection[Any, Any] = Connection(int(sys.argv[1]))
    try:
        target, path = pipe.recv()
        _work(Line(pipe), target, Path(path))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        sys.exit(0)


def _work(line: Line, target: Target, path: Path) -> None:
    writer, known = Writer(target), dict[Signs, int]()
    gc.disable()
    gc.freeze()
    with path.open("rb") as file:
        for number in count():
            if number % BETWEEN_SWEEPS == 0:
                gc.collect()
            stretch = line.stretch()
            text = os.pread(file.fileno(), stretch.end - stretch.start, stretch.start)
            written = writer.write(batch_of(stretch, text, known, line.ranges, target.origin))
            line.pipe.send(("done", (stretch, written)))


if __name__ == "__main__":
    main()
