"""What goes over the wire, and how soon something is seen: the product's own server on loopback, and a real Chromium.

Bytes are those that arrive, compressed as they were served; fonts and the sheet that lists their faces do not count.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from django.conf import settings
from playwright.sync_api import Browser, Page, Response, sync_playwright

from tests.bench import company as made
from tests.bench.company import Company
from tests.bench.ground import ROOT
from tests.bench.measuring import Figure
from tests.bench.people import Seat
from tests.bench.visitors import HOST, session_of

MOST_BYTES, MOST_PAINT_MS, VISITS = 120_000.0, 1000.0, 3
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def figures(them: Company) -> Iterator[Figure]:
    """Each page by a browser that was never here before."""
    addresses = _pages(them)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    sessions = {seat: str(session_of(seat).session_key) for _name, seat, _path in addresses}
    with _server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=["--no-sandbox", "--disable-gpu"])
        for name, seat, path in addresses:
            seen = [_seen(browser, address, path, sessions[seat]) for _ in range(VISITS + 1)][1:]
            yield Figure(f"{name}: over the wire without fonts", max(size for size, _ in seen), "B", limit=MOST_BYTES)
            paint = median(painted for _, painted in seen)
            yield Figure(f"{name}: first contentful paint", paint, "ms", limit=MOST_PAINT_MS)
        browser.close()


def _pages(them: Company) -> list[tuple[str, Seat, str]]:
    draft = made.filled(them, them.operator)
    return [
        ("home", them.operator, "/"),
        ("list of reports", them.liaison, "/reports/"),
        ("page of a report", them.liaison, f"/items/{them.came[-1]}/"),
        ("page of an own advisory", them.center, f"/items/{them.advisories[-1]}/"),
        ("form of a report", them.operator, f"/drafts/{draft.public_id}/"),
        ("check and send", them.operator, f"/drafts/{draft.public_id}/send/"),
    ]


def _seen(browser: Browser, address: str, path: str, session: str) -> tuple[float, float]:
    """A context of its own has an empty cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="ja-JP")
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}])
    page, answers = context.new_page(), list[Response]()
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it is given a mark, which a method cannot bear
    page.goto(f"{address}{path}", wait_until="load")
    found = _bytes(answers, f"{address}{path}"), float(_paint(page))
    context.close()
    return found


def _bytes(answers: list[Response], wanted: str) -> float:
    first = answers[0]
    if first.url != wanted or first.status != 200:
        raise AssertionError(f"{wanted}: {first.status} at {first.url}")
    counted = [
        one
        for one in answers
        if one.request.resource_type in {"document", "stylesheet", "script", "image"} and "/vendor/noto-" not in one.url
    ]
    return float(sum(one.request.sizes()["responseBodySize"] for one in counted))


def _paint(page: Page) -> float:
    page.wait_for_function(f"({PAINTED}) > 0")
    return float(page.evaluate(PAINTED))


def _chromium() -> str:
    given = os.environ.get("NOROSHI_CHROMIUM")
    finder = ROOT / "bin" / "find-chromium"
    return given or subprocess.run([finder], check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def _server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    options = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "--no-ws", "--log-level", "error"]
    server = subprocess.Popen(
        [sys.executable, "-m", "noroshi.config.serving", *options, "noroshi.config.wsgi:application"], env=os.environ
    )
    try:
        _until_up(port)
        yield f"http://{HOST}:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _until_up(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection((HOST, port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not come up")
