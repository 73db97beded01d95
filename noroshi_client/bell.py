"""The live door: rung when something changed for this key. Where it cannot be reached, one simply asks again after a while."""

import json
import random
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request

from noroshi_client.connection import Connection, RefusedError, UnreachableError

BEAT_SECONDS: Final = 15.0
"""So often the server says that it is still there; a door that is closed is tried as often."""
SILENT_SECONDS: Final = 40.0
"""After this the line is dead."""
LONGEST_LINE: Final = 10_000
ABOUT: Final = frozenset({"item"})
TROUBLES: Final = (OSError, HTTPException, ValueError)


@dataclass
class Bell:
    """`every` is how long one waits before asking again when nobody rings."""

    connection: Connection
    every: float
    _address: str | None = None
    _line: IO[bytes] | None = field(default=None, repr=False)

    @property
    def address(self) -> str:
        """Where the server says that its live door is; the key goes to no other host than its own. Empty: there is none."""
        if self._address is None:
            with suppress(RefusedError, UnreachableError):
                said = str(self.connection.get("/me").get("events") or "")
                self._address = said if _is_of(said, self.connection.url) else ""
        return self._address or ""

    def listen(self) -> None:
        """Opened before one asks: what changes between the question and the waiting is rung for."""
        if self._line is not None or not self.address:
            return
        headers = {"Authorization": f"Bearer {self.connection.key}", "Accept": "text/event-stream"}
        request = Request(self.address, headers=headers)  # noqa: S310 - the scheme was looked at
        try:
            self._line = self.connection.opener.open(request, timeout=SILENT_SECONDS)
        except HTTPError as error:
            error.close()
        except TROUBLES:
            self._line = None

    def wait(self) -> None:
        """Until something changed, the line breaks, or without a line for a while."""
        if self._line is None:
            time.sleep(min(self.every, BEAT_SECONDS) if self._address else self.every)
            return
        try:
            spread = next(_rings(self._line), None)
        except TROUBLES:
            spread = None
        if spread is None:
            self.close()
            time.sleep(min(self.every, BEAT_SECONDS))
        else:
            time.sleep(random.uniform(0, spread))  # noqa: S311 - so that not everybody asks at once

    def close(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            with suppress(*TROUBLES):
                line.close()


def _rings(line: IO[bytes] | HTTPResponse) -> Iterator[float]:
    """For each event about items: within how many seconds to ask. At a beat as well: a change may wait for one that is being written."""
    while said := line.readline(LONGEST_LINE):
        name, _, value = said.partition(b":")
        if not name and value.strip() == b"beat":
            yield 0.0
        if name != b"data":
            continue
        told: Any = json.loads(value)
        if isinstance(told, dict) and ABOUT & set(told.get("kinds") or ()):
            yield float(told.get("spread") or 0) / 1000


def _is_of(address: str, url: str) -> bool:
    there, own = urlsplit(address), urlsplit(url)
    return (there.scheme, there.hostname) == (own.scheme, own.hostname)
