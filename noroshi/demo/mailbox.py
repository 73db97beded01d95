"""A mail server for trying out: takes every mail on the loopback and lays it into a folder.

`python -m noroshi.demo.mailbox FOLDER PORT`.
"""

import signal
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"
KEPT = 2000


class Mailbox:
    """One file a mail, named by its time; the oldest go when there are too many."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.taken = 0

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.taken += 1
        at = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%f")
        content = envelope.content if isinstance(envelope.content, bytes) else str(envelope.content).encode()
        (self.folder / f"{at}-{self.taken:06d}.eml").write_bytes(content)
        if self.taken % 100 == 0:
            for path in sorted(self.folder.glob("*.eml"))[:-KEPT]:
                path.unlink(missing_ok=True)
        return "250 It lies in the folder"


def main() -> None:
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    controller = Controller(Mailbox(folder), hostname=HOST, port=port)
    controller.start()
    over.wait()
    controller.stop()


if __name__ == "__main__":
    main()
