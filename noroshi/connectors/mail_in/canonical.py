"""The two ways in which DKIM writes a mail before it is signed: as it is, or with white space made alike (RFC 6376 3.4)."""

import re
from collections.abc import Sequence
from typing import Final

type Headers = Sequence[tuple[bytes, bytes]]
"""Name and everything after the colon, folding and all, in the order of the mail."""

END_OF_HEADERS: Final = re.compile(rb"\r\n\r\n|\A\r\n")


def with_crlf(raw: bytes) -> bytes:
    """Lines end as on the wire, whatever a file system made of them."""
    return re.sub(rb"\r\n|\r|\n", b"\r\n", raw)


def headers_of(raw: bytes) -> Headers:
    lines = _apart(raw)[0].split(b"\r\n")
    found: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in (b" ", b"\t") and found:
            name, value = found[-1]
            found[-1] = name, value + b"\r\n" + line
        elif b":" in line:
            name, _, value = line.partition(b":")
            found.append((name, value))
    return found


def body_of(raw: bytes) -> bytes:
    return _apart(raw)[1]


def canonical_body(body: bytes, kind: str) -> bytes:
    """Empty lines at the end do not count; an empty text is one line end when simple, and nothing when relaxed."""
    if kind == "relaxed":
        body = re.sub(rb"[ \t]+(?=\r\n|\Z)", b"", re.sub(rb"[ \t]+", b" ", body))
    bare = re.sub(rb"(?:\r\n)+\Z", b"", body)
    return bare + b"\r\n" if bare or kind == "simple" else b""


def canonical_header(name: bytes, value: bytes, kind: str) -> bytes:
    if kind == "simple":
        return name + b":" + value + b"\r\n"
    told = re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip(b" \t")
    return name.strip().lower() + b":" + told + b"\r\n"


def _apart(raw: bytes) -> tuple[bytes, bytes]:
    wire = with_crlf(raw)
    end = END_OF_HEADERS.search(wire)
    return (wire[: end.start()], wire[end.end() :]) if end else (wire, b"")
