"""A thousand desks with an open page: how soon all of them hear that something came, and what holding them open weighs.

The live process is the product's own, started as in production; the pages are streams on the loopback. What is measured is from the
commit of the deed until the event has been read from the socket, when an open page marks its part; what it then asks for is a page.
"""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import psutil
from django.conf import settings
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Membership
from noroshi.editions.actions import Statement, hop, seal_edition
from noroshi.editions.models import EditionKind
from noroshi.engine.ports import next_free_port
from noroshi.sharing.marking import Marking
from noroshi.sharing.parties import Naming, Party, desk
from noroshi.vocabulary import HopKind, Leg, TableVariant, Tlp
from tests.bench import people
from tests.bench.filled import ADVISORY
from tests.bench.ground import ROOT
from tests.bench.measuring import Figure
from tests.bench.people import Seat
from tests.bench.visitors import session_of

PAGES, ROUNDS = 1000, 5
HEARD_LIMIT_MS, WEIGHT_LIMIT_MB = 300.0, 200.0
HERE: Final = "127.0.0.1"
PATIENCE_SECONDS: Final = 60


def figures() -> Iterator[Figure]:
    """By a liaison, as what comes from the center reaches those below."""
    center, liaison = (people.viewer(people.readers()[one]) for one in ("center", "liaison of a ministry"))
    _published(center, liaison)
    keys = [str(session_of(seat).session_key) for seat in _holding(center)]
    with _live() as (port, process):
        empty = _megabytes(process)
        times, full = asyncio.run(_heard(port, keys, (center, liaison), process))
    name = f"relay to heard on {len(keys):,} open desks"
    yield Figure(
        f"{name}, p99 of {len(times):,}", sorted(times)[int(len(times) * 0.99) - 1], "ms", limit=HEARD_LIMIT_MS
    )
    yield Figure(f"{name}, the slowest", max(times), "ms")
    yield Figure(f"live process with {len(keys):,} open streams", full, "MB", limit=WEIGHT_LIMIT_MB)
    yield Figure("live process without a stream", empty, "MB")


def _holding(center: Viewer) -> list[Seat]:
    """One person at each of as many desks, all of which hold what was sent just now."""
    with acting_as(center), connection.cursor() as cursor:
        cursor.execute(
            "select audience_id from editions_edition where originator_desk_id = %s order by id desc limit 1",
            [center.desk_id],
        )
        cursor.execute("select desk_id from noroshi_holders(%s)", cursor.fetchone())
        desks = [row[0] for row in cursor.fetchall()]
    rows = Membership.objects.filter(is_poc=True, ended_at=None, person__is_active=True, desk__in=desks)
    found = {desk: (person, desk) for person, desk in rows.order_by("-pk").values_list("person_id", "desk_id")}
    return list(found.values())[:PAGES]


@contextmanager
def _live() -> Iterator[tuple[int, psutil.Process]]:
    port = next_free_port(8900)
    number = port.number
    port.release()
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--host", HERE, "--port", str(number)]
    command += ["--workers", "1", "--no-ws", "--log-level", "warning", "noroshi.config.live:application"]
    started = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"NOROSHI_PROCESS": "live"})
    try:
        _wait_for(number)
        yield number, psutil.Process(started.pid)
    finally:
        started.terminate()
        started.wait(30)


def _wait_for(port: int) -> None:
    async def answers() -> None:
        while True:
            try:
                _, writer = await asyncio.open_connection(HERE, port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                return

    asyncio.run(asyncio.wait_for(answers(), PATIENCE_SECONDS))


def _megabytes(process: psutil.Process) -> float:
    """The workers and what started them."""
    every = [process, *process.children(recursive=True)]
    return float(sum(one.memory_info().rss for one in every)) / 1024 / 1024


async def _heard(
    port: int, keys: list[str], senders: tuple[Viewer, Viewer], process: psutil.Process
) -> tuple[list[float], float]:
    streams = [await _opened(port, key) for key in keys]
    await asyncio.sleep(6)
    full = _megabytes(process)
    times: list[float] = []
    for _round in range(ROUNDS):
        waiting = [asyncio.create_task(_changed(reader)) for reader, _ in streams]
        at = await asyncio.to_thread(_published, *senders)
        async with asyncio.timeout(PATIENCE_SECONDS):
            times += [(heard - at) * 1000 for heard in await asyncio.gather(*waiting)]
        await _quiet(streams)
    for _, writer in streams:
        writer.close()
    return times, full


async def _opened(port: int, key: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Open, and past what it says at first."""
    reader, writer = await asyncio.open_connection(HERE, port)
    as_of = time.time_ns() // 1_000_000 + 3_600_000
    asked = (
        f"GET /events?as_of={as_of} HTTP/1.1\r\nHost: {HERE}\r\nCookie: {settings.SESSION_COOKIE_NAME}={key}\r\n\r\n"
    )
    writer.write(asked.encode())
    async with asyncio.timeout(PATIENCE_SECONDS):
        said = await reader.readuntil(b"retry: 3000\n\n")
    if b" 200 " not in said.splitlines()[0]:
        raise AssertionError(said)
    return reader, writer


async def _changed(reader: asyncio.StreamReader) -> float:
    await reader.readuntil(b"event: changed\n")
    return time.monotonic()


async def _quiet(streams: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]]) -> None:
    """What came besides is read away, so that the next round hears only its own."""
    await asyncio.sleep(2)
    for reader, _ in streams:
        while True:
            try:
                async with asyncio.timeout(0.001):
                    await reader.read(65536)
            except TimeoutError:
                break


def _published(center: Viewer, liaison: Viewer) -> float:
    """A GREEN advisory, relayed to everybody in range; the time is taken when nothing but the commit is left to do."""
    marking = Marking(
        tlp=Tlp.GREEN,
        variant=TableVariant.TABLE4,
        leg=Leg.OTHER,
        sectors=frozenset({"water"}),
        originator=center.desk_id,
    )
    with acting_as(center):
        edition = seal_edition(
            center, Statement(EditionKind.ADVISORY, ADVISORY, marking, importance="warning")
        ).public_id
        hop(center, edition, kind=HopKind.ISSUE, to=[desk(liaison.desk_id)])
    with acting_as(liaison):
        hop(liaison, edition, kind=HopKind.RELAY, to=[Party(Naming.EVERYONE_IN_RANGE)])
        return time.monotonic()
