"""Bodies as networks bring them to a running installation: cut short, in pieces, slowly. Whole ones are taken, of others nothing is."""

import http.client
import json
import socket
import uuid
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urlsplit

import pytest

from tests.conformance.taxii_ground import MEDIA, Ground, ground
from tests.rooms.intel_given import malware

__all__ = ["ground"]

pytestmark = pytest.mark.xdist_group("taxii")
PIECES: Final = "Transfer-Encoding: chunked"
END: Final = b"0\r\n\r\n"
MOST: Final = 16 * 1024 * 1024


class Line:
    """One connection on which a body is sent as somebody likes."""

    def __init__(self, ground: Ground, *heads: str, key: str = "") -> None:
        place = urlsplit(ground.address)
        path = f"/taxii2/noroshi/collections/{ground.origins[0]}/objects/"
        self.socket = socket.create_connection((place.hostname or "", place.port or 0), 30)
        given = (f"Host: {place.netloc}", f"Authorization: Bearer {key or ground.key}", f"Accept: {MEDIA}")
        lines = (f"POST {path} HTTP/1.1", *given, f"Content-Type: {MEDIA}", *heads)
        self.socket.sendall("\r\n".join((*lines, "", "")).encode())

    def send(self, *parts: bytes) -> "Line":
        for part in parts:
            self.socket.sendall(part)
        return self

    def no_more(self) -> "Line":
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def answer(self) -> tuple[int, str, dict[str, Any]]:
        """The status, the media type, and what is said."""
        with self.socket:
            answer = http.client.HTTPResponse(self.socket, method="POST")
            answer.begin()
            return answer.status, answer.headers["Content-Type"], json.loads(answer.read())


def envelope(*objects: dict[str, Any]) -> bytes:
    return json.dumps({"objects": objects}).encode()


def piece(part: bytes) -> bytes:
    return f"{len(part):x}\r\n".encode() + part + b"\r\n"


def pieces(body: bytes, each: int) -> Iterable[bytes]:
    return (piece(body[start : start + each]) for start in range(0, len(body), each))


def got(ground: Ground, *ids: str) -> tuple[int, list[dict[str, Any]]]:
    """What of these is there, told on a connection of its own."""
    connection = http.client.HTTPConnection(urlsplit(ground.address).netloc, timeout=30)
    path = f"/taxii2/noroshi/collections/{ground.origins[0]}/objects/?match[id]={','.join(ids)}"
    connection.request("GET", path, headers={"Authorization": f"Bearer {ground.key}", "Accept": MEDIA})
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read()).get("objects", [])


def two() -> tuple[list[dict[str, Any]], list[str]]:
    made = [malware(uuid.uuid4()) for _ in range(2)]
    return made, [one["id"] for one in made]


def refused(told: tuple[int, str, dict[str, Any]]) -> tuple[int, str]:
    status, media, said = told
    return (status, said["error_code"]) if (media, said["http_status"]) == (MEDIA, str(status)) else (0, media)


@pytest.mark.parametrize("lacking", ["all", "most", "the last sign", "what is behind the end"])
def test_what_ends_before_its_length_is_refused_and_nothing_of_it_is_kept(ground: Ground, lacking: str) -> None:
    objects, ids = two()
    body = envelope(*objects)
    sent = {"all": b"", "most": body[: len(body) * 3 // 4], "the last sign": body[:-1]}.get(lacking, body)

    length = len(body) + (5 if sent == body else 0)
    told = Line(ground, f"Content-Length: {length}").send(sent).no_more().answer()

    assert refused(told) == (400, "malformed")
    assert got(ground, *ids) == (200, [])


def test_whoever_hangs_up_in_the_middle_leaves_nothing_behind(ground: Ground) -> None:
    objects, ids = two()
    body = envelope(*objects)

    for head, sent in ((f"Content-Length: {len(body) + 1}", body), (PIECES, piece(body[:-1]))):
        for _ in range(10):
            Line(ground, head).send(sent).socket.close()

    assert got(ground, *ids) == (200, [])
    assert Line(ground, f"Content-Length: {len(body)}").send(body).answer()[2]["success_count"] == 2
    assert got(ground, *ids) == (200, objects)


@pytest.mark.parametrize("each", [1, 100, 100_000])
def test_a_body_in_pieces_is_taken_as_a_whole_one_is(ground: Ground, each: int) -> None:
    objects, ids = two()
    body = envelope(*objects)

    status, media, said = Line(ground, PIECES).send(*pieces(body, each), END).answer()

    assert (status, media, said["success_count"], said["failure_count"]) == (202, MEDIA, 2, 0)
    assert got(ground, *ids) == (200, objects)


def test_a_body_in_pieces_may_be_as_large_as_one_with_its_length(ground: Ground) -> None:
    """Larger than any form, as what is told of the root allows."""
    large = malware(uuid.uuid4(), description="あ" * 300_000)
    several = [large, *(malware(uuid.uuid4(), description="x" * 800_000) for _ in range(4))]
    body = envelope(*several)
    assert 4_000_000 < len(body) < MOST

    status, _, said = Line(ground, PIECES).send(*pieces(body, 65_536), END).answer()

    assert (status, said["success_count"], said["failure_count"]) == (202, 5, 0)
    assert got(ground, large["id"]) == (200, [large])


def test_a_body_in_pieces_without_end_is_too_large_and_not_something_else(ground: Ground) -> None:
    told = Line(ground, PIECES).send(*pieces(b'{"objects":[' + b" " * MOST, 2**20)).answer()

    assert refused(told) == (413, "too_large")
    assert got(ground, two()[1][0]) == (200, [])


@pytest.mark.parametrize("end", ["nothing", "a broken number", "a length of a gigabyte"])
def test_pieces_that_stop_or_break_are_refused_and_nothing_of_them_is_kept(ground: Ground, end: str) -> None:
    objects, ids = two()
    body = envelope(*objects)
    last = {"nothing": b"", "a broken number": b"zz\r\n}", "a length of a gigabyte": b"40000000\r\n "}[end]

    told = Line(ground, PIECES).send(*pieces(body[:-2], 64), last).no_more().answer()

    assert refused(told) == (400, "malformed")
    assert got(ground, *ids) == (200, [])


def test_while_one_sends_slowly_others_are_answered_and_it_is_taken_in_the_end(ground: Ground) -> None:
    objects, ids = two()
    body = envelope(*objects)
    slow, in_pieces = Line(ground, f"Content-Length: {len(body)}"), Line(ground, PIECES)

    for place in range(0, len(body), 40):
        slow.send(body[place : place + 40])
        in_pieces.send(piece(body[place : place + 40]))
        assert got(ground, *ids) == (200, [])

    assert slow.answer()[2]["success_count"] == 2
    assert in_pieces.send(END).answer()[2]["success_count"] == 2
    assert got(ground, *ids) == (200, objects)


def test_a_stranger_is_refused_whatever_the_body_does(ground: Ground) -> None:
    objects, ids = two()
    body, key = envelope(*objects), "nrs_abcdefghjk_made-up"

    for head, sent in ((f"Content-Length: {len(body) + 9}", [body]), (PIECES, [*pieces(body, 50), END])):
        assert refused(Line(ground, head, key=key).send(*sent).answer()) == (401, "key_unknown")
    assert got(ground, *ids) == (200, [])
