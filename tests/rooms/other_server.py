"""A server of others on the loopback, and a world that is looked at as the worker does, for whatever fetches."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.cast import Cast, small_cast
from tests.ledger_logins import login


class Other:
    """A server of others: answers by what the test says, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: Callable[[dict[str, str], Any], tuple[int, dict[str, str], bytes]]
        self.asked: list[dict[str, str]] = []
        self.keys: list[str | None] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
                outer.asked.append(query)
                outer.keys.append(self.headers["Authorization"])
                status, headers, body = outer.answers(query, self.headers)
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/taxii/collections/one/"


@pytest.fixture
def cast(transactional_db: None, addresses: Any) -> Iterator[Cast]:
    """As the worker is: with the system's login."""
    with login(addresses.system):
        yield small_cast()


@pytest.fixture
def other(settings: Any) -> Iterator[Other]:
    settings.FEEDS_MAY_BE_PRIVATE = True
    made = Other()
    yield made
    made.server.shutdown()
    made.server.server_close()
