"""A mailbox on the loopback that speaks as much IMAP as fetching, moving and making folders need."""

import re
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Mailbox:
    """`folders` hold mails by their number. `falls_after` closes the line after so many mails were fetched."""

    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    falls_after: int = 1_000
    fetched: int = 0
    port: int = 0

    @property
    def url(self) -> str:
        return f"imap://desk:secret@127.0.0.1:{self.port}/INBOX"

    def put(self, raw: bytes) -> None:
        self.folders["INBOX"][len(self.folders["INBOX"]) + 1] = raw

    def move(self, numbers: str, folder: str) -> None:
        for number in map(int, numbers.split(",")):
            self.folders[folder][number] = self.folders["INBOX"][number]


class _Dialogue(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.box: Mailbox = self.server.box  # type: ignore[attr-defined]
        self.deleted: set[int] = set()
        self.say("* OK ready")
        for line in self.rfile:
            tag, _, rest = line.decode().strip().partition(" ")
            if not self.answered(tag, rest):
                return

    def say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def answered(self, tag: str, rest: str) -> bool:
        name, _, given = rest.partition(" ")
        if name.upper() == "UID":
            name, _, given = given.partition(" ")
        goes_on = bool(getattr(self, f"on_{name.lower()}", lambda _given: True)(given) is not False)
        if goes_on:
            self.say(f"{tag} OK {name} done")
        return goes_on and name.upper() != "LOGOUT"

    def on_capability(self, _given: str) -> None:
        self.say("* CAPABILITY IMAP4rev1")

    def on_select(self, given: str) -> None:
        self.say(f"* {len(self.box.folders[given.strip('"')])} EXISTS")

    def on_list(self, given: str) -> None:
        wanted = given.rpartition(" ")[2].strip('"')
        for folder in self.box.folders:
            if folder == wanted:
                self.say(f'* LIST (\\HasNoChildren) "/" "{folder}"')

    def on_create(self, given: str) -> None:
        self.box.folders.setdefault(given.strip('"'), {})

    def on_search(self, _given: str) -> None:
        self.say("* SEARCH " + " ".join(map(str, sorted(self.box.folders["INBOX"]))))

    def on_fetch(self, given: str) -> bool | None:
        for number in map(int, given.partition(" ")[0].split(",")):
            raw = self.box.folders["INBOX"][number]
            self.box.fetched += 1
            if self.box.fetched > self.box.falls_after:
                return False
            self.wfile.write(
                f"* {number} FETCH (UID {number} FLAGS () RFC822.SIZE {len(raw)} BODY[] {{{len(raw)}}}\r\n".encode()
            )
            self.wfile.write(raw + b")\r\n")
        return None

    def on_copy(self, given: str) -> None:
        numbers, _, folder = given.partition(" ")
        self.box.move(numbers, folder.strip('"'))

    def on_store(self, given: str) -> None:
        if re.search(r"\\Deleted", given):
            self.deleted |= set(map(int, given.partition(" ")[0].split(",")))

    def on_expunge(self, _given: str) -> None:
        for number in self.deleted:
            self.box.folders["INBOX"].pop(number, None)
        self.deleted.clear()

    def on_logout(self, _given: str) -> None:
        self.say("* BYE")


@contextmanager
def mailbox() -> Iterator[Mailbox]:
    made = Mailbox()

    class Server(socketserver.ThreadingTCPServer):
        allow_reuse_address, daemon_threads = True, True
        box: Any = made

    with Server(("127.0.0.1", 0), _Dialogue) as server:
        made.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield made
        server.shutdown()
