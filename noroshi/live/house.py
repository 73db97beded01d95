"""All open pages of this process, the one listener behind them, and the watch that ends streams of whoever is nobody any more."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Final
from weakref import WeakKeyDictionary

from noroshi.audiences.signals import Told
from noroshi.live.asking import comes, concerned_by, leaves, stay, who_listens
from noroshi.live.listening import heard
from noroshi.live.pages import Credential, Lately, OpenPage, spread_ms
from noroshi.vocabulary import SignalKind

WATCH_SECONDS: Final = 5.0
GATHER_SECONDS: Final = 0.02
"""What one deed says in several signals, and several deeds at once, is one question."""
MOST_OF_A_SESSION: Final = 40
EVERYTHING: Final = frozenset(kind.value for kind in SignalKind)
STAY_EVERY: Final = 6
"""Of so many watches, one says of all pages that they are still open."""


class House:
    """Made at the first stream; its two tasks go on while the process does."""

    def __init__(self) -> None:
        self.pages: set[OpenPage] = set()
        self.lately = Lately()
        self._waiting: list[Told] = []
        self._bell = asyncio.Event()
        self._ready = asyncio.Event()
        self._tasks = {asyncio.create_task(each) for each in (self._listen(), self._pass_on(), self._watch())}

    @property
    def spread_ms(self) -> int:
        return spread_ms(len(self.pages))

    def is_full(self, key: Credential) -> bool:
        return Counter(page.key for page in self.pages)[key] >= MOST_OF_A_SESSION

    @asynccontextmanager
    async def opened(self, page: OpenPage, as_of_ms: int) -> AsyncIterator[OpenPage]:
        """Registered first and then told what it missed: between the two nothing falls through."""
        await self._ready.wait()
        self.pages.add(page)
        is_seen = bool(page.place) and await comes(page)
        try:
            await self._tell_missed(page, as_of_ms)
            yield page
        finally:
            self.pages.discard(page)
            if is_seen:
                self._leaving(page)

    def _leaving(self, page: OpenPage) -> None:
        """Whoever is gone waits for nothing: a task of the house sees to it."""
        task = asyncio.create_task(leaves(page))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _tell_missed(self, page: OpenPage, as_of_ms: int) -> None:
        missed = self.lately.after(as_of_ms)
        if missed is None:
            page.tell(set(EVERYTHING))
        elif missed:
            kinds = (await concerned_by(missed, [page.seat])).get(page.seat)
            if kinds:
                page.tell(kinds)

    async def _listen(self) -> None:
        async for told in heard():
            if told is None:
                self.lately.begin()
                self._ready.set()
                for page in self.pages:
                    page.tell(set(EVERYTHING))
            else:
                self.lately.note(told)
                self._waiting.append(told)
                self._bell.set()

    async def _pass_on(self) -> None:
        while True:
            await self._bell.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._bell.clear()
            told, self._waiting = self._waiting, []
            found = await concerned_by(told, {page.seat for page in self.pages})
            for page in list(self.pages):
                if kinds := found.get(page.seat):
                    page.tell(kinds)

    async def _watch(self) -> None:
        for number in count(1):
            await asyncio.sleep(WATCH_SECONDS)
            if number % STAY_EVERY == 0:
                await stay([page.number for page in self.pages if page.place])
            standing = await who_listens({page.key for page in self.pages}) if self.pages else {}
            for page in list(self.pages):
                seat = standing.get(page.key)
                if seat != page.seat:
                    page.end("moved" if seat and seat.person == page.seat.person else "signed_out")


_houses: WeakKeyDictionary[asyncio.AbstractEventLoop, House] = WeakKeyDictionary()


def house() -> House:
    """Of this process: one, because it has one loop."""
    loop = asyncio.get_running_loop()
    if loop not in _houses:
        _houses[loop] = House()
    return _houses[loop]
