"""Whoever follows a collection while several write to it on connections of their own misses nothing and gets nothing twice.

Writers begin and end in any order; what is given next is always behind everything that was given before.
"""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection

from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions import take_in_body
from noroshi.intel.models import Origin
from tests.cast import Cast, small_cast
from tests.rooms.intel_given import brought, bundle, indicator, origin_of
from tests.rooms.taxii_world import Machine, at, machine
from tests.rooms.test_engine_supervisor import eventually

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = """
select count(*) from pg_stat_activity
 where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()
"""


@dataclass
class Follower:
    """Asks as clients do: page by page to the end, and the next time for what was added after the last of it."""

    caller: Machine
    path: str
    limit: int = 2
    since: str = ""
    moments: list[str] = field(default_factory=list)

    def asks(self) -> list[str]:
        found, query = [], f"&added_after={self.since}" if self.since else ""
        more = ""
        while True:
            answer = self.caller.get(self.path + f"?limit={self.limit}{query}{more}")
            told = json.loads(answer.content)
            found += [one["id"] for one in told.get("objects", [])]
            self.since = answer.headers.get("X-TAXII-Date-Added-Last", self.since)
            self.moments.append(self.since)
            if not told["more"]:
                return found
            more = f"&next={told['next']}"


@dataclass
class Writer:
    """One connection that begins, writes and ends when it is told."""

    begun: Event = field(default_factory=Event)
    may_write: Event = field(default_factory=Event)
    wrote: Event = field(default_factory=Event)
    may_end: Event = field(default_factory=Event)

    def __call__(self, cast: Cast, origin: Origin, *objects: dict[str, Any]) -> int:
        try:
            with acting_as(cast.center):
                Origin.objects.count()
                self.begun.set()
                self.may_write.wait()
                new = len(take_in_body(cast.center, origin.public_id, bundle(*objects)).new)
                self.wrote.set()
                self.may_end.wait()
            return new
        finally:
            for told in (self.begun, self.wrote):
                told.set()  # whoever waits for one that failed goes on, and hears of it from the result
            connection.close()

    def go(self) -> None:
        self.may_write.set()
        self.may_end.set()


@contextmanager
def two_writers(*given: Writer) -> Iterator[Callable[..., Future[int]]]:
    """Whatever the test finds, nobody is left waiting."""
    with ThreadPoolExecutor(2 * len(given)) as pool:
        try:
            yield pool.submit
        finally:
            for one in given:
                one.go()


def waiting() -> int:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def everything(caller: Machine) -> str:
    return f"collections/{json.loads(caller.get('collections/').content)['collections'][0]['id']}/objects/"


def several(name: str, many: int = 3) -> list[dict[str, Any]]:
    return [indicator(f"{name} {number}") for number in range(many)]


def ids(objects: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in objects]


def test_what_began_first_and_was_written_last_comes_last() -> None:
    cast = small_cast()
    origin = origin_of(cast.center)
    follower, early, late = Follower(machine(cast.center), at(origin)), Writer(), Writer()

    with two_writers(early, late) as submit:
        first = submit(early, cast, origin, *several("early"))
        early.begun.wait()
        late.go()
        assert submit(late, cast, origin, *several("late")).result() == 3
        assert follower.asks() == ids(several("late"))
        early.go()
        assert first.result() == 3

    assert follower.asks() == ids(several("early"))
    assert follower.asks() == []


def test_what_was_written_first_and_committed_last_is_not_overtaken() -> None:
    """The second waits for its turn: were it seen first, whoever asks in between would never hear of the first."""
    cast = small_cast()
    origin, other = origin_of(cast.center), origin_of(cast.center, "夕べの便り")
    caller = machine(cast.center)
    followers = [Follower(caller, at(origin)), Follower(caller, everything(caller))]
    for each in (origin, other):
        brought(cast.center, each, indicator(each.name))  # what is the first of its range waits for more than its turn
    before = [one.asks() for one in followers]
    early, late = Writer(), Writer()

    with two_writers(early, late) as submit:
        early.may_write.set()
        first = submit(early, cast, origin, *several("early"))
        early.wrote.wait()
        late.go()
        others = [submit(late, cast, other, *several("other")), submit(late, cast, origin, *several("late"))]
        assert eventually(lambda: waiting() == 2 or any(one.done() for one in others))
        between = [one.asks() for one in followers]
        early.go()
        assert [one.result() for one in (first, *others)] == [3, 3, 3]

    after = [one.asks() for one in followers]
    assert (list(map(len, before)), between) == ([1, 2], [[], []])
    assert after[0] == ids(several("early") + several("late"))
    assert after[1][:3] == ids(several("early")), "nor by what another source brought"
    assert sorted(after[1]) == sorted(ids(several("early") + several("other") + several("late")))
    assert [one.asks() for one in followers] == [[], []]


def test_while_many_write_at_once_a_follower_gets_each_object_once() -> None:
    cast = small_cast()
    origin, together = origin_of(cast.center), Barrier(5)
    brought(cast.center, origin, indicator("first"))
    caller, follower = machine(cast.center), Follower(machine(cast.center), at(origin))
    asked = follower.asks()

    def write(name: int) -> None:
        try:
            together.wait()
            for turn in range(6):
                assert caller.post(at(origin), *several(f"{name} {turn}")).status_code == 202
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, name) for name in range(4)]
        together.wait()
        while not all(one.done() for one in writers):
            asked += follower.asks()
        assert [one.exception() for one in writers] == [None] * 4
    asked += follower.asks()

    wrote = [one for name in range(4) for turn in range(6) for one in several(f"{name} {turn}")]
    assert sorted(asked) == sorted(ids([indicator("first"), *wrote]))
    assert follower.moments == sorted(follower.moments)


def test_a_stranger_who_follows_hears_of_none_of_it() -> None:
    cast = small_cast()
    origin = origin_of(cast.center, opened=[])
    caller, writer = machine(cast.bank), Writer()

    with two_writers(writer) as submit:
        writer.may_write.set()
        done = submit(writer, cast, origin, *several("closed"))
        writer.wrote.wait()
        during = caller.objects(everything(caller))
        writer.go()
        assert done.result() == 3

    assert during == caller.objects(everything(caller)) == []
    assert caller.get(at(origin)).status_code == 404
