"""A publisher on the loopback: answers every path as the test has said, and keeps what it was asked with."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """`endless`: the body again and again until the other side has had enough."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    endless: bool = False


@dataclass
class Publisher:
    port: int
    pages: dict[str, Page]
    asked: list[tuple[str, dict[str, str]]]

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@contextmanager
def publisher(**pages: Page) -> Iterator[Publisher]:
    """Pages by the first part of their path."""
    asked: list[tuple[str, dict[str, str]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, dict(self.headers)))
            page = pages.get(self.path.strip("/"), Page(status=404))
            known = page.headers.get("ETag")
            is_known = known is not None and self.headers.get("If-None-Match") == known
            self.send_response(304 if is_known else page.status)
            for name, value in page.headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not is_known:
                self._write(page)

        def _write(self, page: Page) -> None:
            try:
                self.wfile.write(page.body)
                while page.endless:
                    self.wfile.write(page.body)
            except OSError:
                return

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Publisher(server.server_port, pages, asked)
    finally:
        server.shutdown()
        server.server_close()


RSS1 = """<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:sec="http://jvn.jp/rss/mod_sec/3.0/">
<channel rdf:about="https://alerts.example/"><title>対策情報</title><link>https://alerts.example/</link></channel>
<item rdf:about="https://alerts.example/2026-000777">
<title>ヨモギVPNに認証回避の脆弱性</title><link>https://alerts.example/2026-000777.html</link>
<description>CVE-2026-31337 として公開された問題があります。</description>
<sec:identifier>JVNDB-2026-000777</sec:identifier>
<sec:references source="CVE" id="CVE-2026-31337">https://cve.example/CVE-2026-31337</sec:references>
<sec:cvss score="7.5" severity="High" vector="AV:N" version="3.0" type="Base"/><sec:cvss score="9.8" severity="Critical" version="3.1"/>
<dc:date>2026-11-20T12:00:00+09:00</dc:date><dcterms:issued>2026-11-19T10:00:00+09:00</dcterms:issued>
</item></rdf:RDF>"""
RSS2 = """<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>注意喚起</title>
<item><title>ヨモギVPNの更新について（CVE-2026-31337, CVE-2026-31338）</title><link>https://alerts.example/at/1</link>
<description>&lt;p&gt;至急&lt;b&gt;更新&lt;/b&gt;してください。&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description>
<guid isPermaLink="false">at-1</guid><pubDate>Fri, 20 Nov 2026 09:30:00 +0900</pubDate></item>
<item><title>別の話題</title><link>https://alerts.example/at/2</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>重要なお知らせ</title>
<entry><id>urn:x:1</id><title type="html">&lt;img src=x onerror=alert(1)&gt;月例の&amp;amp;更新</title>
<link rel="enclosure" href="https://alerts.example/file"/><link href="/notices/1"/><updated>2026-11-20T00:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一行目</p><p>二行目</p></div></content></entry></feed>"""


@contextmanager
def dripping() -> Iterator[int]:
    """A port where the head of an answer comes letter by letter, each in time, and the answer never does."""
    ended = threading.Event()

    def drip(listening: socket.socket) -> None:
        asked, _ = listening.accept()
        with asked, suppress(OSError):
            asked.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not ended.wait(0.05):
                asked.sendall(b"x")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=drip, args=(listening,), daemon=True).start()
        try:
            yield listening.getsockname()[1]
        finally:
            ended.set()
