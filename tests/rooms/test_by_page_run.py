"""What a page shows for Python is typed as it stands, and runs: through the client, to a door that knows the address and the method."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from io import BytesIO
from typing import Any
from urllib.error import HTTPError
from urllib.request import OpenerDirector, Request

import pytest
from django.db import transaction
from django.test import Client

from noroshi.api.by_page import Call, calls_of, pages
from noroshi_client import Noroshi, RefusedError
from tests.rooms.api_bodies import BODIES
from tests.rooms.api_routes import NOWHERE
from tests.rooms.api_world import platform

pytestmark = pytest.mark.django_db

ASKED = {"version": "1", "sector": '"electricity"'}
NOT_THERE = {
    403: "not for whoever asks",
    404: "of an id that is nowhere",
    409: "not as things stand",
    410: "gone",
    422: "said in words what is missing",
}
FOR_OTHERS = {
    "GET /forms/advisory.html",
    "GET /forms/advisory.xlsx",
    "GET /help-experts",
    "GET /events",
    "GET /orders/proposals",
    "GET /public/reports/followed",
    "GET /public/reports/ticket",
}
"""Read without an id in the address, but by another organization, or of a thing that is named in the question."""
MISTYPED = {"malformed", "field_unknown", "idempotency_key_reused", "method_not_allowed", "unsupported"}


class Door(OpenerDirector):
    """The whole of our own server, without a network between."""

    def open(self, fullurl: Any, data: Any = None, timeout: float | None = None) -> Any:
        request: Request = fullurl
        sent: dict[str, Any] = {
            f"HTTP_{name.upper().replace('-', '_')}": value
            for name, value in request.header_items()
            if name != "Content-type"
        }
        answer = Client(raise_request_exception=False).generic(
            request.get_method(),
            request.selector,
            request.data or b"",  # type: ignore[arg-type]  # bytes, as the client writes them
            content_type=request.get_header("Content-type", "application/octet-stream"),
            **sent,
        )
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        if answer.status_code >= 400:
            raise HTTPError(request.full_url, answer.status_code, "", Message(), BytesIO(content))
        return BytesIO(content)


def through_the_door(key: str) -> Noroshi:
    noroshi = Noroshi("http://localhost", key, language="en")
    object.__setattr__(noroshi.connection, "opener", Door())
    return noroshi


def shown() -> dict[str, Call]:
    """Each call that any page shows, once, with an id that is nowhere as the page's own."""
    found = {}
    for page in pages():
        for call in calls_of("/" + "/".join(NOWHERE if one == "{}" else one for one in page) + "/"):
            found.setdefault(f"{call.route.method} {call.route.path.removeprefix('/api/v1')}", call)
    return found


def filled(name: str, call: Call) -> str:
    """With what whoever types it fills in."""
    body = BODIES.get(name, {})
    typed = call.python.replace("{…}", repr(body)).replace('"…"', '"通信記録.csv"')
    typed = re.sub(r"(\w+)=…", lambda match: f"{match[1]}={ASKED.get(match[1], repr(NOWHERE))}", typed)
    return re.sub(r"/\{\w+\}", f"/{NOWHERE}", typed)


@contextmanager
def taken_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def run(noroshi: Noroshi, typed: str) -> tuple[int, str]:
    try:
        with taken_back():
            eval(typed, {"noroshi": noroshi, "content": b"a,b\n"})  # noqa: S307 - our own words, which is what is tested
    except RefusedError as refused:
        return refused.status, refused.code
    return 200, ""


def test_every_page_s_every_call_is_shown_for_python_too() -> None:
    without = {name for name, call in shown().items() if not call.python.startswith("noroshi.connection.")}

    assert without == set()
    assert {name.split()[0] for name in shown()} == {"GET", "POST", "PATCH", "DELETE"}


def test_each_call_runs_as_it_is_shown() -> None:
    noroshi = through_the_door(platform().key)

    ended = {name: run(noroshi, filled(name, call)) for name, call in shown().items()}

    wrong = {name: end for name, end in ended.items() if end[0] not in {200, *NOT_THERE} or end[1] in MISTYPED}
    refused = {name for name, end in ended.items() if name.startswith("GET ") and "{" not in name and end[0] != 200}
    assert wrong == {}
    assert refused == FOR_OTHERS
