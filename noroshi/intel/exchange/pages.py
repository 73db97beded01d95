"""A page of objects as text. Of a source of one's own it is put together by the database, byte for byte what came in.

Elsewhere an object that says less than the range it is held under leaves with the label of that range beside its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg
from django.db import connection
from psycopg.abc import Buffer
from psycopg.adapt import Loader

from noroshi.audiences.viewer import Viewer
from noroshi.intel.exchange.choosing import chosen
from noroshi.intel.exchange.collections import Collection
from noroshi.intel.exchange.wanted import Wanted
from noroshi.intel.held import limit_held
from noroshi.intel.queries import origins_named
from noroshi.ledger.actions import Answer, record
from noroshi.stix.labelling import labelled

PAGE: Final = """
select string_agg(raw, ',' order by id), array_agg(distinct origin_id), noroshi_intel_added(array[min(id), max(id)])
  from intel_stixobject where id = any(%s)
"""
HELD: Final = "select raw, audience_id, origin_id from intel_stixobject where id = any(%s) order by id"
SPAN: Final = """
select noroshi_intel_added(array[%s, %s]), array(select noroshi_definition(a) from unnest(%s::int[]) with ordinality as t(a, n) order by n)
"""


@dataclass(frozen=True, slots=True)
class Page:
    """`objects` are joined by commas. `next` is the number behind which it goes on, or 0."""

    objects: bytes = b""
    next: int = 0
    first: datetime | None = None
    last: datetime | None = None


type Joined = tuple[bytes, Sequence[int], Sequence[datetime]]
"""The texts, the sources that they are from, when the first and the last came in."""


class Undecoded(Loader):
    """Text as the bytes that it is."""

    def load(self, data: Buffer) -> bytes:
        return bytes(data)


def page(viewer: Viewer, of: Collection, wanted: Wanted) -> Page:
    """One entry of the record for one page."""
    numbers, following = cut(chosen(viewer, of, wanted), wanted.limit)
    if not numbers:
        return Page()
    objects, origins, span = (_as_it_came if of.is_own else _as_it_is_held)(numbers)
    write_down(viewer, of, origins, numbers)
    return Page(objects, following, *span)


def _cursor() -> psycopg.Cursor[Any]:
    cursor: psycopg.Cursor[Any] = psycopg.Cursor(connection.connection)
    cursor.adapters.register_loader("text", Undecoded)
    return cursor


def _as_it_came(numbers: list[int]) -> Joined:
    found: Joined = _cursor().execute(PAGE, [numbers]).fetchone()  # type: ignore[assignment]  # an aggregate
    return found


def _as_it_is_held(numbers: list[int]) -> Joined:
    rows = _cursor().execute(HELD, [numbers]).fetchall()
    audiences = list(dict.fromkeys(audience for _, audience, _ in rows))
    with connection.cursor() as cursor:
        cursor.execute(SPAN, [numbers[0], numbers[-1], audiences])
        span, sentences = cursor.fetchone()
    limits = {one: limit_held(text) for one, text in zip(audiences, sentences, strict=True)}
    objects = b",".join([labelled(raw, limits[audience]) for raw, audience, _ in rows])
    return objects, list({origin for _, _, origin in rows}), span


def cut(numbers: list[int], limit: int) -> tuple[list[int], int]:
    """Without the one more, and where it goes on."""
    return numbers[:limit], numbers[limit - 1] if len(numbers) > limit else 0


def write_down(viewer: Viewer, of: Collection, origins: Sequence[int], numbers: Sequence[int]) -> None:
    """Of which sources, and which stretch of numbers: a page holds too many objects to name each."""
    record(
        deed="read",
        answer=Answer.FEED,
        actor=viewer.actor,
        objects=_sources(viewer, of, origins),
        detail={"collection": str(of.id), "from": numbers[0], "to": numbers[-1], "objects": len(numbers)},
    )


def _sources(viewer: Viewer, of: Collection, origins: Sequence[int]) -> list[Any]:
    if of.origin is not None:
        return [(of.id, of.provider)]
    return [(row.public_id, row.desk.organization_id) for row in origins_named(viewer, origins).values()]
