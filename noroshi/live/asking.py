"""Questions to the rooms, asked from the loop without holding it up: one thread, one question after the other."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Final
from uuid import UUID

from django.db import close_old_connections

from noroshi.audiences import signals
from noroshi.directory.signin.key_listening import ShownKey, key_listeners
from noroshi.directory.signin.listening import Listener, listeners
from noroshi.handover import presence
from noroshi.live.pages import Credential, OpenPage
from noroshi.threshold.acting import DESK_IN_SESSION

_thread: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="asking")


async def ask[Answer](question: Callable[[], Answer]) -> Answer:
    return await asyncio.get_running_loop().run_in_executor(_thread, lambda: _asked(question))


async def who_listens(keys: Collection[Credential]) -> Mapping[Credential, Listener]:
    return await ask(lambda: _listeners(keys))


async def concerned_by(told: Collection[signals.Told], seats: Collection[Listener]) -> dict[Listener, set[str]]:
    """The kinds of what each of them is to be told; whom nothing concerns is not in the answer."""
    return await ask(lambda: _concerned(told, seats))


async def comes(page: OpenPage) -> bool:
    """Whether colleagues of the desk will see this page's reader at its place."""
    coming = presence.Coming(page.number, page.seat.person, page.seat.desk, page.place, page.doing)
    return await ask(lambda: presence.come(coming))


async def leaves(page: OpenPage) -> None:
    await ask(lambda: presence.leave(page.seat.person, page.seat.desk, page.number))


async def stay(numbers: Collection[UUID]) -> None:
    if numbers:
        await ask(lambda: presence.stay(numbers))


def _listeners(keys: Collection[Credential]) -> dict[Credential, Listener]:
    shown = {key for key in keys if isinstance(key, ShownKey)}
    sessions = {key for key in keys if isinstance(key, str)}
    found: dict[Credential, Listener] = {}
    if sessions:
        found.update(listeners(sessions, DESK_IN_SESSION).items())
    if shown:
        found.update(key_listeners(shown).items())
    return found


def _concerned(told: Collection[signals.Told], seats: Collection[Listener]) -> dict[Listener, set[str]]:
    found: dict[Listener, set[str]] = {}
    for one in _merged(told):
        there = [seat for seat in seats if one.is_at(seat.person, seat.desk)]
        if one.audiences and there:
            satisfied = signals.concerned(one.audiences, {(seat.person, seat.desk) for seat in there})
            there = [seat for seat in there if (seat.person, seat.desk) in satisfied]
        for seat in there if one.audiences or one.desks else ():
            found.setdefault(seat, set()).add(one.kind)
    return found


def _merged(told: Collection[signals.Told]) -> list[signals.Told]:
    """What is said to the same people is one question, whatever the audiences."""
    found: dict[tuple[signals.Told, bool], set[int]] = {}
    for one in told:
        found.setdefault((replace(one, audiences=frozenset()), bool(one.audiences)), set()).update(one.audiences)
    return [replace(one, audiences=frozenset(audiences)) for (one, _), audiences in found.items()]


def _asked[Answer](question: Callable[[], Answer]) -> Answer:
    close_old_connections()
    try:
        return question()
    finally:
        close_old_connections()
