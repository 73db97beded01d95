"""The newest 50 readable items: the whole answer with both locks, beside the same answer without the second lock."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from noroshi.audiences.queries import Held, audience_ids
from noroshi.audiences.viewer import AnyViewer, Public, acting_as
from noroshi.editions.models import Edition
from noroshi.editions.queries import Wanted, edition_readable_by, editions_readable_by
from tests.bench import people
from tests.bench.measuring import Figure, Peer, median, milliseconds, p95, rounds

ROUNDS, TURNS = 15, 8
LIMIT_MS, MOST_RATIO, MOST_MORE_MS = 15.0, 1.3, 2.0
SOURCE = "this run: the same code, row security of the shared tables switched off by their owner, in turns"


def figures() -> Iterator[Figure]:
    every: list[float] = []
    for name, seat in people.readers().items():
        both, without = _in_turns(lambda seat=seat: _list(people.viewer(seat)))
        every += both
        yield from _pair(f"newest 50, {name}, {_audiences(seat):,} audiences", both, without)
    yield Figure("newest 50, all of these readers, p95", p95(every), "ms", limit=LIMIT_MS)
    both, without = _in_turns(lambda: _list(Public()))
    yield from _pair("newest 50, everybody on the internet", both, without)
    yield from _queries()
    yield from _one_record()


def _pair(name: str, both: list[float], without: list[float]) -> Iterator[Figure]:
    alone = median(without)
    peer = Peer(f"{name}, without the second lock", alone, SOURCE)
    yield Figure(f"{name}, p95", p95(both), "ms", limit=LIMIT_MS)
    yield Figure(f"{name}, median", median(both), "ms", peer=peer, allows=max(MOST_RATIO * alone, alone + MOST_MORE_MS))


def _queries() -> Iterator[Figure]:
    """The one query that finds the page, without transaction, person, titles and ledger entry."""
    for name, seat in people.readers().items():
        viewer = people.viewer(seat)

        def page(viewer: AnyViewer = viewer) -> float:
            with acting_as(viewer):
                held = Held.by(viewer)
                return milliseconds(lambda: held.newest(Edition.objects.all(), ("public_id", "pk"), 50))

        both, without = _in_turns(page, is_timed=True)
        yield from _pair(f"the query alone, {name}", both, without)


def _one_record() -> Iterator[Figure]:
    seat = people.readers()["operator"]
    with acting_as(people.viewer(seat)):
        ids = [line.public_id for line in editions_readable_by(people.viewer(seat), Wanted())]

    def one() -> None:
        viewer = people.viewer(seat)
        with acting_as(viewer):
            edition_readable_by(viewer, ids[0])

    taken = rounds(one, 60)
    yield Figure("one edition with its seal checked, operator, p95", p95(taken), "ms", limit=LIMIT_MS)


def _list(viewer: AnyViewer) -> None:
    with acting_as(viewer):
        found = editions_readable_by(viewer, Wanted())
    if len(found) != 50:
        raise AssertionError(f"a page of 50 was expected, {len(found)} came")


def _in_turns(work: Callable[[], Any], *, is_timed: bool = False) -> tuple[list[float], list[float]]:
    """Rounds with both locks and rounds with the first alone, alternating, so that both meet the same machine."""
    both: list[float] = []
    without: list[float] = []
    for _ in range(TURNS):
        both += _some(work, is_timed=is_timed)
        with _without_the_second_lock():
            without += _some(work, is_timed=is_timed)
    return both, without


def _some(work: Callable[[], Any], *, is_timed: bool) -> list[float]:
    work()
    return [work() if is_timed else milliseconds(work) for _ in range(ROUNDS)]


@contextmanager
def _without_the_second_lock() -> Iterator[None]:
    """In the bench's own copy of the world only."""
    _row_security("disable")
    try:
        yield
    finally:
        _row_security("enable")


def _row_security(word: str) -> None:
    with connections["owner"].cursor() as cursor:
        for table in ("editions_edition", "editions_part"):
            cursor.execute(f"alter table {table} {word} row level security")


def _audiences(seat: people.Seat) -> int:
    viewer = people.viewer(seat)
    with acting_as(viewer):
        return len(audience_ids(viewer))
