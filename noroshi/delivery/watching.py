"""A server of others has one time for all of its answer: whoever drips even its head, letter by letter, holds no worker."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def watched(connected: socket.socket, until: float) -> Iterator[None]:
    """When the time is over the connection ends, whatever waits for it. `until` as `time.monotonic` counts."""
    watch = threading.Timer(max(0.0, until - time.monotonic()), _let_go, [connected])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _let_go(connected: socket.socket) -> None:
    with suppress(OSError):
        connected.shutdown(socket.SHUT_RDWR)
