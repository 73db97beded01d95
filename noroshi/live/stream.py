"""One stream of server-sent events for one signed-in browser. Who reads is asked again at every beat."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from types import SimpleNamespace
from typing import Any, Final, cast

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import get_user
from django.db import close_old_connections
from django.http import HttpRequest

BEAT_SECONDS: Final = 5.0
Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    """The whole application. Granian asks it for nothing but HTTP."""
    if scope["type"] != "http":
        return
    if scope["path"] != "/events" or scope["method"] != "GET":
        await _close(send, 404)
        return
    key = session_key(scope)
    if not await is_signed_in(key):
        await _close(send, 401)
        return
    await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, *_allowed_origin(scope)]})
    gone = asyncio.create_task(_until_gone(receive))
    try:
        async for words in _events(key, gone):
            await send({"type": "http.response.body", "body": words, "more_body": True})
        if not gone.done():
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


async def _events(key: str, gone: "asyncio.Task[None]") -> AsyncIterator[bytes]:
    yield b"retry: 3000\n\n"
    while not gone.done():
        if not await is_signed_in(key):
            yield b"event: signed_out\ndata: {}\n\n"
            return
        yield b": beat\n\n"
        await asyncio.wait({gone}, timeout=BEAT_SECONDS)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _close(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def session_key(scope: Scope) -> str:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        found = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""


def _allowed_origin(scope: Scope) -> list[tuple[bytes, bytes]]:
    """The pages live on another port of the same host; nobody else may listen with a reader's cookie."""
    origin = dict(scope["headers"]).get(b"origin", b"")
    if not settings.WEB_ADDRESS or origin.decode("latin-1") != settings.WEB_ADDRESS:
        return []
    return [
        (b"access-control-allow-origin", origin),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


@sync_to_async
def is_signed_in(key: str) -> bool:
    """Asks the session exactly as the pages do: an ended session or a deactivated person is nobody."""
    close_old_connections()
    store = import_module(settings.SESSION_ENGINE).SessionStore(key)
    try:
        return bool(key) and get_user(cast("HttpRequest", SimpleNamespace(session=store))).is_authenticated
    finally:
        close_old_connections()
