"""Search over 1,000,000 texts of 300 characters, both locks on: `make bench ONLY=searching`, or alone
`python -m tests.bench.searching [texts]`.

Each question is put as the page puts it, under the application's login, by readers from the broadest to the narrowest; beside it the
same terms without any lock, and the sequential LIKE that one would write without an index.
"""

import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any, Final

import psycopg

from noroshi.engine import database, schema
from noroshi.engine.cluster import Cluster
from noroshi.engine.home import DataHome, held
from noroshi.engine.secrets_at import make_secrets
from tests.bench.ground import environment
from tests.bench.measuring import Figure, Peer, median, milliseconds, p95

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = Path(os.environ.get("NOROSHI_BENCH_SEARCH") or ROOT / "build" / "bench-search")
NAME: Final = "bench_search"
TEXTS: Final = 1_000_000
PLAIN: Final = "--plain"
ASKED: Final = 60
SCANNED: Final = 3
LIMITS: Final = {
    "2-4 characters": 200.0,
    "8 characters": 30.0,
    "a term": 30.0,
    "hash": 10.0,
    "domain": 10.0,
    "address": 10.0,
    "part of a hash": 15.0,
}


@contextmanager
def ground(texts: int) -> Iterator[Cluster]:
    """Built once for these tables and this builder, and kept."""
    home = DataHome.at(KEPT / f"{_print()}-{texts}")
    make_secrets(home)
    with held(home):
        cluster = Cluster.of(home)
        cluster.start()
        try:
            database.make_roles(cluster)
            _make(cluster, texts)
            os.environ |= environment(cluster, NAME)
            yield cluster
        finally:
            cluster.stop()


def _print() -> str:
    """Of the index and of what builds this world: other rooms' tables may change meanwhile."""
    sources = [ROOT / "noroshi" / "search" / "index_sql.py", ROOT / "noroshi" / "audiences" / "lock.py"]
    ours = [Path(__file__).with_name(f"{name}.py") for name in ("searching_world", "directory", "sentences")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in [*sources, *ours])).hexdigest()[:12]


def _make(cluster: Cluster, texts: int) -> None:
    with psycopg.connect(cluster.url("superuser", "postgres"), autocommit=True) as connection:
        if connection.execute("select true from pg_database where datname = %s", [NAME]).fetchone():
            return
        unfinished = "bench_unfinished"
        database.drop_database(cluster, unfinished)
        database.make_database(cluster, unfinished)
        schema.migrate(database.Addresses.of_cluster(cluster, unfinished), environment(cluster, unfinished))
        given = {"NOROSHI_BENCH_SUPERUSER_URL": cluster.url("superuser", unfinished)}
        subprocess.run(
            [sys.executable, "-m", "tests.bench.searching_world", str(texts)],
            env=os.environ | environment(cluster, unfinished) | given,
            cwd=ROOT,
            check=True,
        )
        connection.execute(f"alter database {unfinished} rename to {NAME}")


def figures(texts: int, url: str) -> Iterator[Figure]:
    from noroshi.audiences.queries import Held  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415
    from tests.bench import people  # noqa: PLC0415

    readers = {name: people.viewer(seat) for name, seat in people.readers().items()}
    for name in ("center", "operator", "ISAC"):
        with acting_as(readers[name]):
            print(f"    {name}: {len(Held.by(readers[name]).numbers):,} audiences", flush=True)
    with psycopg.connect(url, autocommit=True) as connection:
        for kind, asked in _asked(texts).items():
            scan = _scanned(connection, asked[:SCANNED])
            bare = _bare(connection, asked)
            for name in ("center", "operator", "ISAC"):
                spent = [milliseconds(_question(readers[name], words)) for words in asked]
                title = f"search, {kind}, {name}"
                yield Figure(f"{title}: p95", p95(spent), "ms", LIMITS.get(kind))
                yield Figure(
                    f"{title}: median", median(spent), "ms", peer=Peer("without locks", median(bare), "same run")
                )
                yield Figure(
                    f"{title}: median beside LIKE",
                    median(spent),
                    "ms",
                    peer=Peer("sequential LIKE", median(scan), "same run"),
                )


def _question(viewer: Any, words: str) -> Callable[[], object]:
    from noroshi.audiences.viewer import acting_as  # noqa: PLC0415 - rooms exist only once Django is set up
    from noroshi.search.finding import looked  # noqa: PLC0415
    from noroshi.search.wanted import Wanted  # noqa: PLC0415

    def ask() -> object:
        with acting_as(viewer):
            return looked(viewer, Wanted(words=words))

    return ask


def _bare(connection: psycopg.Connection, asked: Sequence[str]) -> list[float]:
    """The same terms and the same comparison, without viewer and audience: at most as many as are weighed."""
    from noroshi.search.asking import asked_for  # noqa: PLC0415 - rooms exist only once Django is set up

    def ask(words: str) -> object:
        one = asked_for(words, exactly=True)
        question = """with hits as materialized (select id, at from search_index where terms @@ %s::tsquery and position(%s in norm) > 0)
          select id from (select * from hits limit 1001) h order by at desc limit 21"""
        return connection.execute(question, [one.terms, one.every[0]]).fetchall()

    return [milliseconds(partial(ask, words)) for words in asked]


def _scanned(connection: psycopg.Connection, asked: Sequence[str]) -> list[float]:
    from noroshi.vocabulary.folding import folded  # noqa: PLC0415 - rooms exist only once Django is set up

    with connection.transaction():
        connection.execute("set local enable_indexscan = off")
        connection.execute("set local enable_bitmapscan = off")
        question = "select count(*) from search_index where norm like %s"

        def scan(words: str) -> object:
            return connection.execute(question, [f"%{folded(words)}%"]).fetchall()

        return [milliseconds(partial(scan, words)) for words in asked]


def _asked(texts: int) -> dict[str, list[str]]:
    """Drawn from what is there, alike each time."""
    from tests.bench import searching_world as world  # noqa: PLC0415

    chance = random.Random(7)  # noqa: S311 - nothing here is secret
    known, heavy = world.words(random.Random(1)), world.weights()  # noqa: S311 - likewise
    numbers = [3 * chance.randrange(texts // 3) for _ in range(ASKED * 40)]
    signs = {which: [world.sign(one) for one in numbers if one % 4 == which][:ASKED] for which in range(4)}
    common = chance.choices(known, cum_weights=heavy, k=ASKED * 4)
    said = [world.text(1, chance, known, heavy) for _ in range(ASKED)]
    return {
        "2-4 characters": [one for one in common if 2 <= len(one) <= 4][:ASKED],
        "8 characters": [one[(at := chance.randrange(100)) : at + 8] for one in said],
        "a term": chance.sample([one for one in known if len(one) == 5], ASKED),
        "hash": signs[0],
        "domain": signs[1],
        "address": signs[2],
        "part of a hash": [one[20:32] for one in signs[0]],
    }


def apart(texts: int = TEXTS) -> Iterator[Figure]:
    """In a process of its own: here Django stands on another database. What is no figure is printed as it comes."""
    told = [sys.executable, "-m", "tests.bench.searching", str(texts), PLAIN]
    with subprocess.Popen(told, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stdout or ():
            if line.startswith("{"):
                yield _read(json.loads(line))
            else:
                print(line, end="", flush=True)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, told)


def _read(plain: dict[str, Any]) -> Figure:
    peer = plain.pop("peer")
    return Figure(**plain, peer=Peer(**peer) if peer else None)


def _line(figure: Figure) -> str:
    beside = f"{figure.ratio:8.3f} x {figure.peer.name}" if figure.peer else figure.verdict
    return f"{figure.name:70} {figure.value:10.2f} {figure.unit:4} {beside}"


def main() -> None:
    texts = int(sys.argv[1]) if len(sys.argv) > 1 else TEXTS
    with ground(texts) as cluster:
        if "--build" in sys.argv:
            return
        import django  # noqa: PLC0415 - the environment leads it to this database

        django.setup()
        for figure in figures(texts, cluster.url("superuser", NAME)):
            print(json.dumps(asdict(figure)) if PLAIN in sys.argv else _line(figure), flush=True)


if __name__ == "__main__":
    main()
