"""Tells the year in several processes at once: a case with everything that was made of it stays in one of them.

They wait for each other every few days, so that what is newer has the higher number, as lists expect. The last weeks, which
everybody looks at, are told by one alone.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Final
from uuid import UUID

from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper

from noroshi.demo.doing import Doing, do_all
from noroshi.demo.world import World
from noroshi.demo.year.deeds import Deed, What

MOST: Final = 4
DAYS_AT_ONCE: Final = timedelta(days=5)
ALONE: Final = timedelta(days=3)

COSTS: Final = {What.FILE: 4, What.ANONYMIZE: 6, What.FOLLOW_UP: 4, What.COMPLETE: 5, What.ISSUE: 5, What.RELAY: 2}
"""About how long each takes; whatever is not here takes one."""

Step = Callable[[str], None]


def tell_together(world: World, deeds: Sequence[Deed], step: Step = lambda _what: None) -> Doing:
    """`deeds` in the order of time. Nothing of it is undone when one fails: a world cut short is made anew."""
    many = min(MOST, os.cpu_count() or 1)
    begins = deeds[-1].at - ALONE if deeds and many > 1 else None
    before = [deed for deed in deeds if begins and deed.at < begins]
    doing = Doing(world)
    if before:
        _tell(doing, before, many, step)
    return do_all(world, deeds[len(before) :], step, doing)


def _tell(doing: Doing, deeds: Sequence[Deed], many: int, step: Step) -> None:
    windows = list(_windows(deeds))
    homes = _homes(windows, many)
    _let_go()
    context = get_context("fork")
    pipes = [context.Pipe() for _ in range(many)]
    workers = [context.Process(target=_work, args=(doing.world, theirs), daemon=True) for _, theirs in pipes]
    for worker in workers:
        worker.start()
    for some in windows:
        for place, (mine, _) in enumerate(pipes):
            mine.send([deed for deed in some if homes[deed.about] == place])
        for mine, _ in pipes:
            doing.made |= _heard(mine)
        for deed in some:
            step(deed.title)
    for mine, _ in pipes:
        mine.send(None)
    for worker in workers:
        worker.join()


def _work(world: World, pipe: Connection) -> None:
    """In a process of its own, with a connection of its own."""
    doing = Doing(world)
    while (deeds := pipe.recv()) is not None:
        try:
            do_all(world, deeds, doing=doing, at_once=1)
            pipe.send(doing.made)
        except Exception as mistake:
            pipe.send(f"{type(mistake).__name__}: {mistake} {getattr(mistake, 'fields', '')}")
            raise
    _let_go()


def _let_go() -> None:
    """Nobody shares a connection with a process that it has started."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def _heard(pipe: Connection) -> dict[str, UUID]:
    made = pipe.recv()
    if isinstance(made, str):
        raise RuntimeError(made)
    return dict(made)


def _windows(deeds: Sequence[Deed]) -> Iterator[list[Deed]]:
    some: list[Deed] = []
    for deed in deeds:
        if some and deed.at - some[0].at > DAYS_AT_ONCE:
            yield some
            some = []
        some.append(deed)
    if some:
        yield some


def _homes(windows: Sequence[Sequence[Deed]], many: int) -> dict[str, int]:
    """Which process tells what: all that hangs together by one, so that in each window they have about the same to do."""
    roots = roots_of(deed for some in windows for deed in some)
    costs: dict[str, Counter[int]] = {}
    for place, some in enumerate(windows):
        for deed in some:
            costs.setdefault(roots[deed.about], Counter())[place] += COSTS.get(deed.what, 1)
    loads = [Counter[int]() for _ in range(many)]
    homes: dict[str, int] = {}
    for first, cost in costs.items():
        homes[first] = min(range(many), key=lambda home: sum(loads[home][place] for place in cost))
        loads[homes[first]] += cost
    return {key: homes[first] for key, first in roots.items()}


def roots_of(deeds: Iterable[Deed]) -> dict[str, str]:
    """What was made from something hangs together with it."""
    above: dict[str, str] = {}

    def root(key: str) -> str:
        while above.setdefault(key, key) != key:
            key = above[key]
        return key

    for deed in deeds:
        for key in (deed.about, *deed.of):
            above[root(key)] = root(deed.of[0] if deed.of else deed.key)
    return {key: root(key) for key in above}
