"""One supervised process: how it is started, asked to stop, and ended with everything it started itself."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from noroshi.engine.identity import SAME

FIRST_DELAY_SECONDS: Final = 0.5
LONGEST_DELAY_SECONDS: Final = 30.0
STEADY_SECONDS: Final = 60.0
LARGEST_LOG: Final = 10 * 1024 * 1024


@dataclass
class Service:
    """`environment` names the one database role that this process needs, and no other."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    stop_seconds: float = 8.0
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    started: float = 0.0
    delay_seconds: float = FIRST_DELAY_SECONDS
    due: float | None = None

    def start(self) -> None:
        """In a session of its own: a Ctrl-C reaches the supervisor alone, which stops things in order."""
        self.shorten_log()
        with self.log.open("ab") as out:
            self.process = subprocess.Popen(
                SAME.tethered(signal.SIGTERM, self.command),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                env=self.environment,
                start_new_session=True,
            )
        self.started = time.monotonic()
        self.due = None

    def has_fallen(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def plan_restart(self) -> float:
        """Sooner after a long life, later after a short one. Says how long it waits."""
        self.end_group()
        lived = time.monotonic() - self.started
        self.delay_seconds = (
            FIRST_DELAY_SECONDS if lived > STEADY_SECONDS else min(self.delay_seconds * 2, LONGEST_DELAY_SECONDS)
        )
        self.due = time.monotonic() + self.delay_seconds
        self.process = None
        return self.delay_seconds

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def finish(self, deadline: float) -> None:
        """Waits until the deadline, then ends whatever is left of the group."""
        if self.process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self.end_group()
        self.process.wait()
        self.process = None

    def end_group(self) -> None:
        """What the process started and left behind, a web worker on our port for instance."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def shorten_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.with_suffix(".log.1").write_bytes(self.log.read_bytes())
            os.truncate(self.log, 0)

    def last_words(self) -> str:
        if not self.log.exists():
            return ""
        return self.log.read_bytes()[-1500:].decode("utf-8", "replace").strip()
