"""A real Chromium, one for the run, and a fresh visitor for each test. `bin/find-chromium` says which one is used."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FINDER = Path(__file__).resolve().parents[2] / "bin" / "find-chromium"


def _chromium_path() -> str:
    given = os.environ.get("NOROSHI_CHROMIUM")
    return given or subprocess.run([FINDER], check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Playwright runs an event loop in this thread, which Django would take for asynchronous code of ours."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium_path(), args=FLAGS)
        yield browser
        browser.close()


type Visit = Callable[..., Page]


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Visit]:
    """`visit(address, language="ja", theme="light", width=1280, scripts=True, touch=False)`: a page without any history."""
    contexts = []

    def open_page(
        address: str,
        *,
        language: str = "ja",
        theme: str = "light",
        width: int = 1280,
        scripts: bool = True,
        touch: bool = False,
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=scripts, has_touch=touch
        )
        contexts.append(context)
        house = urljoin(address, "/")
        context.add_cookies(
            [
                {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": house},
                {"name": "noroshi_theme", "value": theme, "url": house},
            ]
        )
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def come(live_server: Any, visit: Visit, settings: Any) -> Visit:
    """`come(viewer, path, …)`: in as somebody of the small cast, at an address of a server in this very process."""
    from tests.rooms.drafts_pages import client_of  # noqa: PLC0415 - rooms exist only once Django is set up

    settings.SECOND_FACTOR_REQUIRED = False

    def go(viewer: Any, path: str, **look: Any) -> Page:
        page = visit(f"{live_server.url}/sign-in/", **look)
        session = client_of(viewer).cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page.goto(f"{live_server.url}{path}")
        return page

    return go
