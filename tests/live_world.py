"""Listening to the live door as a browser would, without a server between: its streams, and what came over them."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Self

from django.conf import settings
from django.db import connections

from noroshi.live.pages import now_ms
from noroshi.live.stream import answer
from tests.rooms.drafts_pages import client_of

PATIENCE_SECONDS = 40


class Listening:
    """One open stream. `said` are the bytes as they came."""

    def __init__(
        self, key: str, *, query: str = "", headers: tuple[tuple[bytes, bytes], ...] = (), peer: str = "127.0.0.1"
    ) -> None:
        cookie = f"{settings.SESSION_COOKIE_NAME}={key}".encode()
        self.scope = {
            "type": "http",
            "method": "GET",
            "path": "/events",
            "query_string": (query or f"as_of={now_ms() + 60_000}").encode(),
            "headers": [(b"cookie", cookie), *headers],
            "client": (peer, 40_000),
        }
        self.status, self.said = 0, b""
        self._gone, self._came = asyncio.Event(), asyncio.Event()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(answer(self.scope, self._receive, self._send))
        await self.until(lambda: b"retry" in self.said or self.status not in (0, 200))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._gone.set()
        await asyncio.wait_for(self._task, PATIENCE_SECONDS)

    async def until(self, holds: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                self._came.clear()
                await self._came.wait()

    async def told(self, kind: str) -> None:
        await self.until(lambda: f'"{kind}"'.encode() in self.said)

    async def _receive(self) -> dict[str, Any]:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        self.status = message.get("status", self.status)
        self.said += message.get("body", b"")
        self._came.set()


def key_of(viewer: Any) -> str:
    return client_of(viewer).cookies[settings.SESSION_COOKIE_NAME].value


async def done[Answer](deed: Callable[..., Answer], *given: Any, **named: Any) -> Answer:
    """A deed of a room, in a thread of its own as in another process."""

    def work() -> Answer:
        try:
            return deed(*given, **named)
        finally:
            connections.close_all()

    return await asyncio.to_thread(work)


def run(story: Awaitable[None]) -> None:
    """To its end; whatever the live door still waits for ends with it. In a thread of its own: a browser's loop may run in this one."""

    async def whole() -> None:
        await story

    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, whole()).result()
