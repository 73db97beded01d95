"""Open pages of this process, and what was told lately: numbers alone, so that a page that was away knows whether to look anew."""

import asyncio
import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from noroshi.audiences.signals import Told
from noroshi.directory.signin.key_listening import ShownKey
from noroshi.directory.signin.listening import Listener
from noroshi.vocabulary import AtWork, SignalKind

KEPT: Final = 5000
MARGIN_MS: Final = 2000
"""Clocks of several machines, and deeds committed while the page was being written."""
MANY, VERY_MANY = 50, 300
FOR_PROGRAMS: Final = frozenset({SignalKind.ITEM.value, SignalKind.NOTICE.value, SignalKind.ORDER.value})
"""What a key that listens may read. Of the rest it hears nothing, whatever its person may read at the desk."""

type Credential = str | ShownKey
"""The key of a session, or the key that a program shows."""


@dataclass(eq=False, slots=True)
class OpenPage:
    """One stream. What it is to be told gathers in `kinds` until the stream takes it."""

    key: Credential
    seat: Listener
    place: str = ""
    doing: AtWork = AtWork.READING
    number: uuid.UUID = field(default_factory=uuid.uuid4)
    kinds: set[str] = field(default_factory=set)
    over: str = ""
    bell: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, kinds: set[str]) -> None:
        heard = kinds & FOR_PROGRAMS if isinstance(self.key, ShownKey) else kinds
        if heard:
            self.kinds |= heard
            self.bell.set()

    def end(self, why: str) -> None:
        self.over = why
        self.bell.set()


@dataclass(slots=True)
class Lately:
    """What was told since when this process has heard everything."""

    since_ms: int = 0
    told: deque[tuple[int, Told]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def begin(self) -> None:
        self.told.clear()
        self.since_ms = now_ms()

    def note(self, one: Told) -> None:
        if len(self.told) == KEPT:
            self.since_ms = self.told[0][0]
        self.told.append((now_ms(), one))

    def after(self, at_ms: int) -> list[Told] | None:
        """None when that is longer ago than anybody remembers: then anything may have changed."""
        if at_ms - MARGIN_MS < self.since_ms:
            return None
        return [one for when, one in self.told if when >= at_ms - MARGIN_MS]


def spread_ms(pages: int) -> int:
    """Over how long pages that look anew should do so, in three coarse steps by how many are open at all."""
    return 0 if pages < MANY else 2_000 if pages < VERY_MANY else 10_000


def now_ms() -> int:
    return time.time_ns() // 1_000_000
