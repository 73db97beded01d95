"""A translator on the loopback, asked as LibreTranslate is: no real one; it says what the test lets it say and keeps what it was asked."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Says = Callable[[str], str]


@dataclass
class Translator:
    port: int
    asked: list[dict[str, Any]] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/translate"

    @property
    def texts(self) -> list[str]:
        return [text for one in self.asked for text in one["q"]]


def word_for_word(text: str) -> str:
    return f"In other words: {text}"


@contextmanager
def translator(
    says: Says = word_for_word, *, answers: Callable[[list[str]], tuple[int, bytes]] | None = None
) -> Iterator[Translator]:
    """`says` of one text; or `answers` the whole, status and body, for a machine that is out of order."""

    def usual(texts: list[str]) -> tuple[int, bytes]:
        return 200, json.dumps({"translatedText": [says(text) for text in texts]}).encode()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            here.asked.append(asked)
            status, body = (answers or usual)(asked["q"])
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Translator(server.server_port)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
