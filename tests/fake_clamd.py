"""A clamd for tests, at the edge: speaks INSTREAM as the real one does and finds what it was told to find."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

EICAR_LIKE = b"NOROSHI-TEST-SIGNATURE"


class _Line(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        greeting = self.rfile.read(len(b"zINSTREAM\0"))
        content = b""
        while size := int.from_bytes(self.rfile.read(4)):
            content += self.rfile.read(size)
        if greeting != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
        elif len(content) > 5_000_000:
            self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
        else:
            found = b"Noroshi.Test-1 FOUND" if EICAR_LIKE in content else b"OK"
            self.wfile.write(b"stream: " + found + b"\0")


@contextmanager
def fake_clamd() -> Iterator[str]:
    """Its address, as the setting writes it."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Line) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"tcp:127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()
