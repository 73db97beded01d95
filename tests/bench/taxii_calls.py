"""A client of TAXII that costs little itself: one connection, bodies as bytes, nothing decoded but where a page goes on."""

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

MEDIA: Final = "application/taxii+json;version=2.1"
NEXT: Final = re.compile(rb'"next"\s*:\s*"([^"]+)"')
HEAD = TAIL = 400
"""A page says at its beginning or at its end where it goes on."""


@dataclass
class Line:
    """`objects` is the address of one collection's objects."""

    objects: str
    key: str
    connection: http.client.HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(self.objects).netloc, timeout=300)
        self.path = urlsplit(self.objects).path

    def asked(self, rest: str = "", body: bytes | None = None) -> bytes:
        headers = {"Authorization": f"Bearer {self.key}", "Accept": MEDIA, "Content-Type": MEDIA}
        self.connection.request("GET" if body is None else "POST", self.path + rest, body, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status not in {200, 202}:
            raise AssertionError(f"{rest}: {answer.status}, {content[:300]!r}")
        return content

    def pages(self, limit: int = 1000) -> Iterator[tuple[float, bytes]]:
        """Each with the milliseconds that it took."""
        place = ""
        while True:
            began = time.perf_counter()
            content = self.asked(f"?limit={limit}" + (f"&next={place}" if place else ""))
            yield (time.perf_counter() - began) * 1000, content
            found = NEXT.search(content[:HEAD]) or NEXT.search(content[-TAIL:])
            if found is None:
                return
            place = found[1].decode()


def together(works: Sequence[Callable[[], object]]) -> float:
    """Seconds until the last of them is done."""
    wrong: list[BaseException] = []

    def kept(work: Callable[[], object]) -> None:
        try:
            work()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=kept, args=[work]) for work in works]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]
    return time.perf_counter() - began


def posted(lines: Sequence[Callable[[], Line]], envelopes: Sequence[bytes]) -> float:
    """Every so many-th envelope on each connection."""

    def work(number: int) -> None:
        line = lines[number]()
        for body in envelopes[number :: len(lines)]:
            line.asked(body=body)

    return together([lambda number=number: work(number) for number in range(len(lines))])  # type: ignore[misc]  # bound


def envelope(objects: Iterable[bytes]) -> bytes:
    return b'{"objects":[' + b",".join(objects) + b"]}"
