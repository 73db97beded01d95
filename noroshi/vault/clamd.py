"""ClamAV over its socket, by its own protocol (INSTREAM): lengths and pieces, an empty piece at the end, one line back."""

import socket
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Final

SECONDS: Final = 60.0
ANSWER: Final = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """`signature` names what was found; `is_reached` is false where there was no answer that can be understood."""

    is_reached: bool
    signature: str = ""


def scan(address: str, pieces: Iterable[bytes]) -> Answer:
    """`unix:/run/clamav/clamd.ctl`, or `tcp:host:3310` on a network that is trusted."""
    try:
        with closing(_connected(address)) as line:
            line.sendall(b"zINSTREAM\0")
            for piece in pieces:
                line.sendall(len(piece).to_bytes(4) + piece)
            line.sendall(bytes(4))
            return _understood(_line(line))
    except (OSError, ValueError):
        return Answer(is_reached=False)


def _connected(address: str) -> socket.socket:
    kind, _, rest = address.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(SECONDS)
        line.connect(rest)
        return line
    if kind == "tcp":
        host, _, port = rest.rpartition(":")
        return socket.create_connection((host, int(port)), timeout=SECONDS)
    raise ValueError("an address begins with unix: or tcp:")


def _line(line: socket.socket) -> str:
    answer = b""
    while len(answer) < ANSWER and b"\0" not in answer:
        piece = line.recv(ANSWER)
        if not piece:
            break
        answer += piece
    return answer.split(b"\0")[0].decode("utf-8", "replace").strip()


def _understood(answer: str) -> Answer:
    """`stream: OK`, `stream: Eicar-Signature FOUND`; an error, such as its size limit, is no answer."""
    told = answer.partition("stream: ")[2]
    if told == "OK":
        return Answer(is_reached=True)
    if told.endswith(" FOUND"):
        return Answer(is_reached=True, signature=told.removesuffix(" FOUND")[:80])
    return Answer(is_reached=False)
