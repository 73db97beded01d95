"""TAXII as its clients meet it, against OpenTAXII on the same PostgreSQL: `python -m tests.bench.exchanging 100000 10000`.

Two connections, two workers each, durable commits; everything of ours is on: validation, both locks, de-duplication, the record.
"""

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

import msgspec

from noroshi.engine.cluster import Cluster
from tests.bench import opentaxii
from tests.bench.importing import environment, ground, told_by
from tests.bench.measuring import Figure, Peer, median
from tests.bench.taxii_calls import Line, envelope, posted, together
from tests.bench.threats import WHOLE, bundle_of
from tests.bench.workers import MOST_ABOVE_MB, MOST_GROWTH_MB, empty, free_port, heaviest, serving, together_of

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = ROOT / "build" / "bench-intel"
HOME: Final = ROOT / "build" / "bench-taxii"
NAME: Final = "bench_taxii"
SMALL, PEERS, ENVELOPE = 10_000, 100_000, 1000
TAKEN: Final = 10_000
"""So many objects the peer takes in by its own door."""
LEAST_POSTED, LEAST_READ = 25_000.0, 60_000.0
TIMES_POSTED, TIMES_READ = 50, 20
MOST_GROWTH, MOST_SMALL_MS = 1.2, 5.0
ASKED: Final = 300
SERVED: Final = ("--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "4")


@dataclass(frozen=True)
class World:
    """A running server of ours."""

    process: int
    address: str
    open: str
    closed: str
    center_key: str
    center_all: str
    bank_key: str
    bank_all: str

    def line(self, who: str, collection: str) -> Line:
        return Line(f"{self.address}/taxii2/noroshi/collections/{collection}/objects/", getattr(self, f"{who}_key"))


def figures(many: int = WHOLE, peers: int = PEERS) -> Iterator[Figure]:
    objects = _objects(many)
    with ground(HOME, NAME) as cluster:
        peer = _peer(cluster, objects[: min(peers, TAKEN)], peers)
        with _serving(cluster) as world:
            small = _posted(world, objects[:SMALL])
            pages_small = _pages(world, "center", world.center_all)
            light = heaviest(world.process)
            at = max(SMALL, min(peers, many))
            rates = [small, *_rounds(world, objects[SMALL:at])]
            yield from _against("POST in envelopes of 1,000", median(rates), LEAST_POSTED, peer.posted, TIMES_POSTED)
            yield from _against(
                f"GET of all pages, {at:,} objects", _read(world, "center"), LEAST_READ, peer.read, TIMES_READ
            )
            if many > at:
                _posted(world, objects[at:])
            del objects
            yield from _grown(world, many, pages_small)
            yield from _sharply(world, "center", world.center_all)
            yield from _sharply(world, "bank", world.bank_all)
            yield from _weighed(world, many, light)


@dataclass(frozen=True)
class Reached:
    posted: float
    read: float


def _peer(cluster: Cluster, objects: list[bytes], many: int) -> Reached:
    """It takes in what it is given, and is filled up to `many` before it is read: taking in all of them would take it minutes."""
    if not objects:
        return Reached(0, 0)
    envelopes = [envelope(part) for part in _parts(objects)]
    superuser = cluster.url("superuser", "postgres")
    with opentaxii.served(superuser) as served:

        def line() -> Line:
            return Line(served.objects, served.token)

        seconds = posted([line, line], envelopes)
        opentaxii.grown(superuser, many)
        reading = together([lambda: [None for _ in line().pages()]] * 2)
    return Reached(len(objects) / seconds, 2 * max(many, len(objects)) / reading)


def _posted(world: World, objects: list[bytes]) -> float:
    """Every tenth envelope is for everybody: objects a second."""
    parts = [envelope(part) for part in _parts(objects)]

    def work(which: int) -> None:
        lines = {name: world.line("center", getattr(world, name)) for name in ("open", "closed")}
        for number in range(which, len(parts), 2):
            lines["open" if number // 2 % 10 == 0 else "closed"].asked(body=parts[number])

    return len(objects) / together([lambda: work(0), lambda: work(1)])


def _rounds(world: World, objects: list[bytes]) -> list[float]:
    third = len(objects) // 3 // ENVELOPE * ENVELOPE
    parts = [objects[:third], objects[third : 2 * third], objects[2 * third :]]
    return [_posted(world, part) for part in parts if part]


def _read(world: World, who: str) -> float:
    """Both connections read everything; the median of three rounds."""
    rates = []
    for _ in range(3):
        counted: list[int] = []

        def work(counted: list[int] = counted) -> None:
            line = world.line(who, getattr(world, f"{who}_all"))
            counted.append(sum(content.count(b'"type":"') and _many(content) for _, content in line.pages()))

        seconds = together([work, work])
        rates.append(sum(counted) / seconds)
    return median(rates)


def _many(content: bytes) -> int:
    """Counted without decoding: every object has its one id where it begins to differ."""
    return content.count(b',"id":"')


def _pages(world: World, who: str, collection: str) -> list[float]:
    """So many that the slowest alone does not decide, each page as often as the others."""
    taken: list[float] = []
    while len(taken) < ASKED:
        taken += [milliseconds for milliseconds, _ in world.line(who, collection).pages()]
    return taken


def _grown(world: World, many: int, small: list[float]) -> Iterator[Figure]:
    large = _pages(world, "center", world.center_all)
    yield Figure(f"page of 1,000, p99, {SMALL:,} objects", p99(small), "ms")
    yield Figure(
        f"the same among {many:,}",
        p99(large),
        "ms",
        peer=Peer(f"{SMALL:,}", p99(small), "same run"),
        allows=MOST_GROWTH * p99(small),
    )
    tenth = _pages(world, "bank", world.bank_all)
    yield Figure(
        "the same for a client that may see a tenth, no slower",
        p99(tenth),
        "ms",
        peer=Peer("all", p99(large), "same run"),
        allows=p99(large),
    )


def _sharply(world: World, who: str, collection: str) -> Iterator[Figure]:
    """Small questions, one after the other on one connection, about objects all over the collection."""
    line, chance = world.line(who, collection), Random(1)  # noqa: S311 - nothing here is secret
    ids = _some_ids(world, who, collection)
    added = _some_moments(world, who, collection)
    ways = {
        "match[id]": lambda: f"?match[id]={chance.choice(ids)}",
        "by id": lambda: f"{chance.choice(ids)}/",
        "added_after": lambda: f"?limit=10&added_after={chance.choice(added)}",
        "match[type]": lambda: f"?limit=10&match[type]={chance.choice(('malware', 'tool', 'campaign', 'report'))}",
    }
    for name, rest in ways.items():
        taken = []
        for _ in range(ASKED + 10):
            question = rest()
            began = time.perf_counter()
            line.asked(question)
            taken.append((time.perf_counter() - began) * 1000)
        yield Figure(f"{name}, {who}, p99", p99(taken[10:]), "ms", limit=MOST_SMALL_MS)


def _some_ids(world: World, who: str, collection: str) -> list[str]:
    found: list[str] = []
    for number, (_, content) in enumerate(world.line(who, collection).pages()):
        if number % 7 == 0:
            found += [one["id"] for one in json.loads(content).get("objects", [])[::50]]
    return found


def _some_moments(world: World, who: str, collection: str) -> list[str]:
    path = collection + "/manifest/"
    line = Line(f"{world.address}/taxii2/noroshi/collections/{path}", getattr(world, f"{who}_key"))
    return [
        one["date_added"] for _, content in line.pages() for one in json.loads(content).get("objects", [])[::100]
    ] or ["2020-01-01T00:00:00Z"]


def _weighed(world: World, many: int, light: float) -> Iterator[Figure]:
    """After everything above was asked of it."""
    heavy, all_ours = heaviest(world.process), together_of(world.process)
    bare, all_bare = empty(SERVED, free_port())
    yield Figure(
        f"web worker above an empty Django worker, {many:,}",
        heavy - bare,
        "MB",
        limit=MOST_ABOVE_MB,
        peer=Peer("empty", bare, "same run"),
    )
    yield Figure(f"the same, grown since {SMALL:,}", heavy - light, "MB", limit=MOST_GROWTH_MB)
    yield Figure("its server and both workers, above an empty Django's", all_ours - all_bare, "MB")


def _against(name: str, value: float, least: float, peer: float, times: int) -> Iterator[Figure]:
    yield Figure(name, value, "1/s", limit=least, more_is_better=True)
    if peer:
        yield Figure(
            f"the same, times {times} the peer",
            value,
            "1/s",
            peer=Peer("OpenTAXII", peer, "same run"),
            allows=times * peer,
            more_is_better=True,
        )


def _objects(many: int) -> list[bytes]:
    whole = msgspec.json.decode(bundle_of(many, KEPT).read_bytes(), type=Bundle)
    return [bytes(one) for one in whole.objects]


class Bundle(msgspec.Struct):
    objects: list[msgspec.Raw]


def _parts(objects: list[bytes]) -> Iterator[list[bytes]]:
    return (objects[start : start + ENVELOPE] for start in range(0, len(objects), ENVELOPE))


def p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.99 * len(values)))]


@contextmanager
def _serving(cluster: Cluster) -> Iterator[World]:
    """As the supervisor starts it, with two workers."""
    told, port = told_by(cluster, NAME, ("tests.bench.taxii_desk",)), free_port()
    with serving(SERVED, port, environment(cluster, NAME)) as process:
        yield World(process.pid, f"http://127.0.0.1:{port}", **json.loads(told))


if __name__ == "__main__":
    sizes = [int(one) for one in sys.argv[1:]] or [WHOLE, PEERS]
    for figure in figures(*sizes):
        print(
            f"{figure.name:60} {figure.value:>12,.2f} {figure.unit:4} {figure.verdict} {figure.ratio or ''}", flush=True
        )
