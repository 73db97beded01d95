"""An event of 200 statements: the merged picture by itself, its page, and the same through the API, at a busy desk."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.actions import save
from noroshi.matters.actions import link
from noroshi.matters.merged import merged
from noroshi.reports.actions import begin_follow_up
from tests.bench import company as made
from tests.bench.company import Company
from tests.bench.measuring import Figure, milliseconds, p95
from tests.bench.people import Seat, viewer
from tests.bench.visits import API, called, key_of, visited

LIMIT: Final = 80.0
MATTERS, EDITIONS, ROUNDS = 10, 20, 40


def figures(them: Company) -> Iterator[Figure]:
    event = _event(them)
    taken = [_picture(them.liaison, event) for _ in range(ROUNDS)]
    name = f"event view of {MATTERS * EDITIONS} statements"
    yield Figure(f"{name}, merged picture, p95", p95(taken[2:]), "ms", limit=LIMIT)
    yield from visited(f"{name}, page, liaison", them.liaison, f"/events/{event}/", LIMIT)
    path = f"{API}/events/{event}/timeline"
    yield from called(f"{name}, through the API, liaison", key_of(them.liaison), path, LIMIT)


def _picture(seat: Seat, event: UUID) -> float:
    reader = viewer(seat)
    with acting_as(reader):
        return milliseconds(lambda: merged(reader, event))


def _event(them: Company) -> UUID:
    """Two operators tell of one outage, each in five matters with nineteen reports that follow; the ministry links them."""
    ends = [_thread(them, (them.operator, them.neighbor)[number % 2]) for number in range(MATTERS)]
    liaison = viewer(them.liaison)
    with acting_as(liaison):
        found = [link(liaison, ends[0], other).public_id for other in ends[1:]]
        many = len(merged(liaison, found[-1]).event.statements)
    if many != MATTERS * EDITIONS:
        raise AssertionError(f"{MATTERS * EDITIONS} statements were expected, {many} came")
    return found[-1]


def _thread(them: Company, seat: Seat) -> UUID:
    """Each report says something else than the one before."""
    newest = made.report(them, seat)
    for number in range(2, EDITIONS + 1):
        writer = viewer(seat)
        with acting_as(writer):
            begun = begin_follow_up(writer, newest)
            changed = made.written(
                them, begun, supplement=f"{number}台目の端末を切り離し、{number * 7}件の記録を確かめた。"
            )
            draft = save(writer, begun.public_id, changed, version=begun.version)
        newest = made.submit(seat, draft)
    return newest
