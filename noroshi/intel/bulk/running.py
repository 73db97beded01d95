"""An import from its beginning, or from where it ended, to its end: two hands write, this process cuts, answers and tells how far it is."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any, Final

from noroshi.intel.bulk.cutting import Stretch, beginning, stretches
from noroshi.intel.bulk.writer import Target, Written
from noroshi.intel.signs import Signs

HANDS: Final = 2
AHEAD: Final = 2
"""So many stretches lie ready at each hand."""
PATIENCE_SECONDS: Final = 1.0
KEEPS_ITS_MEMORY: Final = {"MALLOC_MMAP_THRESHOLD_": "67108864", "MALLOC_TRIM_THRESHOLD_": "67108864"}
"""To hand back what the next batch needs again, and be given it anew, takes longer than to fill it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`at` and `size` in bytes of the file; what an earlier run brought in counts, but not for the speed."""

    size: int
    at: int
    taken: int
    known: int
    refused: int
    seconds: float
    fresh: int = 0

    @property
    def objects(self) -> int:
        return self.taken + self.known + self.refused

    @property
    def bytes_a_second(self) -> float:
        return self.fresh / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        return (self.size - self.at) / self.bytes_a_second if self.bytes_a_second else None


class Stopped(Exception):  # noqa: N818 - somebody wished it
    """Between two batches; what is in stays in."""


class HandLost(Exception):  # noqa: N818 - named for what happened
    """A hand has ended and was started again too often."""


@dataclass(frozen=True)
class Course:
    """Everything that an import needs besides its file. `ranges` answers for signs, `told` hears of each batch, `may_go_on` is asked."""

    target: Target
    done: Mapping[int, int]
    before: Progress
    ranges: Callable[[set[Signs]], Mapping[Signs, int]]
    told: Callable[[Progress], None]
    may_go_on: Callable[[], bool]


@dataclass
class _Hand:
    process: "subprocess.Popen[bytes]"
    pipe: "Connection[Any, Any]"
    has: list[Stretch]


def run(path: Path, course: Course) -> Progress:
    """Until everything is in. Raises `Stopped` when it may not go on."""
    began = asked = time.monotonic()
    progress = course.before
    with ExitStack() as stack, path.open("rb") as file:
        todo = stretches(file, progress.size, course.done)
        hands = [_hand(stack, path, course.target) for _ in range(HANDS)]
        busy = [hand for hand in hands if _give(hand, todo, AHEAD)]
        while busy:
            ready = wait([hand.pipe for hand in busy], PATIENCE_SECONDS)
            for hand in [hand for hand in busy if hand.pipe in ready]:
                written = _heard(hand, course)
                if written is not None:
                    progress = _farther(progress, written, time.monotonic() - began)
                    course.told(progress)
            if time.monotonic() - asked > PATIENCE_SECONDS:
                asked = time.monotonic()
                if not course.may_go_on():
                    raise Stopped
            for hand in busy:
                _give(hand, todo, AHEAD - len(hand.has))
            busy = [hand for hand in busy if hand.has]
    return replace(progress, at=progress.size, seconds=time.monotonic() - began)


def head_of(path: Path) -> int:
    with path.open("rb") as file:
        return beginning(file)


def _hand(stack: ExitStack, path: Path, target: Target) -> _Hand:
    """Nothing of ours goes with it but the pipe; both addresses travel over that."""
    here, there = Pipe()
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "NOROSHI_"))}
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "noroshi.intel.bulk.hand", str(there.fileno())],
        pass_fds=[there.fileno()],
        env=environment | KEEPS_ITS_MEMORY,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    there.close()
    stack.callback(process.wait)
    stack.callback(here.close)
    here.send((target, str(path)))
    return _Hand(process, here, [])


def _give(hand: _Hand, todo: Iterator[Stretch], many: int) -> bool:
    for _ in range(many):
        stretch = next(todo, None)
        if stretch is None:
            break
        hand.has.append(stretch)
        hand.pipe.send(("stretch", stretch))
    return bool(hand.has)


def _heard(hand: _Hand, course: Course) -> tuple[Stretch, Written | None] | None:
    try:
        what, given = hand.pipe.recv()
    except (EOFError, ConnectionResetError):
        raise HandLost from None
    if what == "signs":
        hand.pipe.send(("ranges", dict(course.ranges(given))))
        return None
    stretch, written = given
    hand.has.remove(stretch)
    return stretch, written


def _farther(progress: Progress, heard: tuple[Stretch, Written | None], seconds: float) -> Progress:
    stretch, written = heard
    length = stretch.end - stretch.start
    counts = written or Written(stretch.end, 0, 0, 0)
    return replace(
        progress,
        at=progress.at + length,
        fresh=progress.fresh + length,
        taken=progress.taken + counts.taken,
        known=progress.known + counts.known,
        refused=progress.refused + counts.refused,
        seconds=seconds,
    )
