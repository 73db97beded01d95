"""The ledger: appends, readers that never wait, how far behind the sealer is, and the proof."""

import json
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
from django.db import connection, connections, transaction

from noroshi.audiences.viewer import acting_as
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.ledger.actions import Actor, record
from tests.bench import people
from tests.bench.ground import ROOT
from tests.bench.measuring import Figure, Peer, median, p95, rounds

SECONDS, WRITERS, BACKLOG = 4, 4, 30_000
LAG_LIMIT_MS, MOST_RATIO, MOST_MORE_MS = 1000.0, 1.3, 2.0


def figures(superuser_url: str) -> Iterator[Figure]:
    yield from _waiting()
    with psycopg.connect(superuser_url, autocommit=True) as superuser:
        superuser.execute("create table bench_bare (like ledger_entry including defaults including generated)")
        superuser.execute("grant insert on bench_bare to noroshi_app")
        with _sealer():
            _until_sealed(superuser)
            (before,) = superuser.execute("select max(id) from ledger_entry").fetchone() or (0,)
            yield from _appending()
            yield from _lag(superuser, before)
            yield from _catching_up(superuser)
    yield from _proof()


def _waiting() -> Iterator[Figure]:
    """A reader whose entry is not yet committed, and a sealer at work, hold up nobody else."""
    seat = people.readers()["operator"]

    def read() -> None:
        viewer = people.viewer(seat)
        with acting_as(viewer):
            editions_readable_by(viewer, Wanted())

    quiet = rounds(read, 40)
    with _slow_reader(seat), _sealer():
        beside = rounds(read, 40)
    alone = median(quiet)
    peer = Peer("the same list with nobody else at work", alone, "this run")
    most = max(MOST_RATIO * alone, alone + MOST_MORE_MS)
    yield Figure("newest 50 beside a reader that has not finished", median(beside), "ms", peer=peer, allows=most)


@contextmanager
def _slow_reader(seat: people.Seat) -> Iterator[None]:
    done, reading = threading.Event(), threading.Event()

    def linger() -> None:
        viewer = people.viewer(seat)
        with acting_as(viewer):
            editions_readable_by(viewer, Wanted())
            reading.set()
            done.wait(60)
        connections.close_all()

    thread = threading.Thread(target=linger)
    thread.start()
    reading.wait(10)
    try:
        yield
    finally:
        done.set()
        thread.join()


def _appending() -> Iterator[Figure]:
    bare = "insert into bench_bare (id, at, deed, answer, allowed, clause, system, object_ids, provider_ids, detail) "
    values = "values (1, now(), 'read', 'list', true, '', '', %s::uuid[], %s::bigint[], '{}')"
    objects = [(uuid.uuid4(), 1) for _ in range(50)]

    def plainly() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(bare + values, [[one for one, _ in objects], [1] * 50])

    def entry() -> None:
        with transaction.atomic():
            record(deed="read", answer="list", actor=Actor(1, 1, 1), objects=objects)

    for writers in (1, WRITERS):
        alone = _rate(plainly, writers)
        peer = Peer("a bare row of the same size, inserted and committed", alone, "this run")
        name = f"entries appended and committed, {writers} at a time"
        yield Figure(name, _rate(entry, writers), "1/s", peer=peer, more_is_better=True)


def _rate(work: Callable[[], None], writers: int) -> float:
    until, counts = time.monotonic() + SECONDS, [0] * writers

    def write(place: int) -> None:
        while time.monotonic() < until:
            work()
            counts[place] += 1
        connection.close()

    threads = [threading.Thread(target=write, args=[place]) for place in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / SECONDS


def _lag(superuser: psycopg.Connection, before: int) -> Iterator[Figure]:
    """Of every entry that the writers have just appended."""
    _until_sealed(superuser)
    behind = "select extract(epoch from l.sealed_at - e.at) * 1000 from ledger_link l join ledger_entry e on e.id = l.entry_id"
    lags = [float(row[0]) for row in superuser.execute(f"{behind} where e.id > %s", [before])]
    yield Figure("sealer behind the last entries, p95", p95(lags), "ms", limit=LAG_LIMIT_MS)
    yield Figure("sealer behind the last entries, most", max(lags), "ms", limit=LAG_LIMIT_MS)


def _catching_up(superuser: psycopg.Connection) -> Iterator[Figure]:
    """A backlog as after a sealer that was away."""
    superuser.execute(
        "insert into ledger_entry (deed, answer, allowed, clause, system, object_ids, provider_ids, detail) "
        "select 'read', 'record', true, '', '', array[gen_random_uuid()], array[1], '{}' from generate_series(1, %s)",
        [BACKLOG],
    )
    began = time.monotonic()
    _until_sealed(superuser)
    yield Figure(f"sealing a backlog of {BACKLOG:,}", BACKLOG / (time.monotonic() - began), "1/s", more_is_better=True)


def _until_sealed(superuser: psycopg.Connection) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        if superuser.execute("select not exists (select from ledger_pending)").fetchone() == (True,):
            return
        time.sleep(0.02)
    raise TimeoutError("the sealer did not catch up within a minute")


@contextmanager
def _sealer() -> Iterator[None]:
    """The very process of the product, with the system's login."""
    process = subprocess.Popen([sys.executable, "-m", "noroshi.jobs.sealing"], env=_as_system(), cwd=ROOT)
    time.sleep(1.5)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def _proof() -> Iterator[Figure]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.proving"], env=_as_system(), cwd=ROOT, check=True, capture_output=True
    )
    told = json.loads(done.stdout)
    peer = Peer("SHA-256 over the canonical bytes of an entry, alone", told["bare"], "this run")
    yield Figure(f"proving the ledger, {told['links']:,} links", told["rate"], "1/s", peer=peer, more_is_better=True)


def _as_system() -> dict[str, str]:
    return os.environ | {"NOROSHI_PROCESS": "sealer", "NOROSHI_LOG_LEVEL": "WARNING"}
