"""What happens, as it happens: asked for whenever the live door rings, from one place: nothing is missed, nothing given twice."""

from collections.abc import Iterator
from typing import cast

from noroshi_client.bell import Bell
from noroshi_client.connection import Connection
from noroshi_client.shapes import Delta


def delta(connection: Connection, place: str | None, *, latest: bool = False) -> Delta:
    return cast("Delta", connection.get("/delta", cursor=place, latest=latest or None, limit=100))


def watch(connection: Connection, place: str | None, *, every: float, from_now: bool) -> Iterator[Delta]:
    """Each stretch with something in it. Whoever stops goes on later from `next` of the last one that was worked through."""
    bell = Bell(connection, every)
    try:
        while True:
            bell.listen()
            stretch = delta(connection, place, latest=from_now)
            place, from_now = stretch["next"], False
            if stretch["items"]:
                yield stretch
            if not stretch["has_more"]:
                bell.wait()
    finally:
        bell.close()
