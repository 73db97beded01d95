"""One stream of server-sent events for one open page of one signed-in person, or for one program with a key.

Every event says that something changed, never what.
"""

import asyncio
import json
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings

from noroshi.directory.signin.address import client_address
from noroshi.directory.signin.key_listening import ShownKey
from noroshi.live.asking import who_listens
from noroshi.live.house import House, house
from noroshi.live.pages import Credential, OpenPage, now_ms
from noroshi.vocabulary import AtWork

BEAT_SECONDS: Final = 15.0
PLACE: Final = re.compile(r"(?:item|draft):[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
HEADERS: Final = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


async def answer(scope: Scope, receive: Receive, send: Send) -> None:
    """The whole application. Granian asks it for nothing but HTTP."""
    if scope["type"] != "http":
        return
    if scope["path"] != "/events" or scope["method"] != "GET":
        await _close(send, 404)
        return
    key = credential(scope)
    seat = (await who_listens([key])).get(key) if key else None
    if seat is None:
        await _close(send, 401)
        return
    rooms = house()
    if rooms.is_full(key):
        await _close(send, 429)
        return
    await send({"type": "http.response.start", "status": 200, "headers": [*HEADERS, *_allowed_origin(scope)]})
    place, doing = at_place(scope) if isinstance(key, str) else ("", AtWork.READING)
    await _stream(rooms, OpenPage(key, seat, place, doing), as_of(scope), receive, send)


async def _stream(rooms: House, page: OpenPage, since_ms: int, receive: Receive, send: Send) -> None:
    gone = asyncio.create_task(_until_gone(receive, page))
    try:
        async with rooms.opened(page, since_ms):
            async for words in _events(rooms, page):
                await send({"type": "http.response.body", "body": words, "more_body": True})
        if page.over != "gone":
            await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        gone.cancel()


async def _events(rooms: House, page: OpenPage) -> AsyncIterator[bytes]:
    """What changed before the page listened is told first; the number of an event is the time that it speaks of."""
    yield b"retry: 3000\n\n"
    while page.over != "gone":
        if page.kinds:
            kinds, at = sorted(page.kinds), now_ms()
            page.kinds.clear()
            yield _event("changed", {"kinds": kinds, "spread": rooms.spread_ms}, at)
        elif page.over:
            yield _event(page.over, {})
            return
        else:
            yield b": beat\n\n"
        if not page.kinds and not page.over:
            await _rung(page)


async def _rung(page: OpenPage) -> None:
    try:
        async with asyncio.timeout(BEAT_SECONDS):
            await page.bell.wait()
    except TimeoutError:
        return
    finally:
        page.bell.clear()


def _event(name: str, said: Mapping[str, Any], at_ms: int | None = None) -> bytes:
    number = f"id: {at_ms}\n" if at_ms else ""
    return f"{number}event: {name}\ndata: {json.dumps(said)}\n\n".encode()


async def _until_gone(receive: Receive, page: OpenPage) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    page.end("gone")


async def _close(send: Send, status: int) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def credential(scope: Scope) -> Credential:
    """Whoever shows a key listens by it, whatever cookie comes along; a program is nobody's colleague and is at no place."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    scheme, _, value = headers.get(b"authorization", "").partition(" ")
    if not scheme:
        return session_key(scope)
    if scheme.lower() != "bearer":
        return ""
    peer = scope.get("client") or ("",)
    meta = {"REMOTE_ADDR": peer[0]}
    if (passed_on := headers.get(b"x-forwarded-for")) is not None:
        meta["HTTP_X_FORWARDED_FOR"] = passed_on
    return ShownKey(value.strip(), client_address(meta))


def session_key(scope: Scope) -> str:
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        found = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return found.value if found else ""


def as_of(scope: Scope) -> int:
    """Which state the page shows: as the browser says when it comes back, or as the page said when it was written."""
    returned = dict(scope["headers"]).get(b"last-event-id", b"").decode("latin-1")
    said = returned or _asked(scope, "as_of")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0


def at_place(scope: Scope) -> tuple[str, AtWork]:
    """What the page is about, where colleagues are to see it; the room believes it only of what the person may read."""
    place, doing = _asked(scope, "place"), _asked(scope, "doing")
    is_one = PLACE.fullmatch(place) is not None
    return (place, AtWork.WRITING if doing == AtWork.WRITING else AtWork.READING) if is_one else ("", AtWork.READING)


def _asked(scope: Scope, name: str) -> str:
    given: bytes = scope.get("query_string", b"")
    return parse_qs(given.decode("latin-1")).get(name, [""])[0]


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
