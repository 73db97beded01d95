"""What is kept of one thing so that it is found, and the one call that keeps it."""

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import OperationalError, connection
from psycopg.errors import LockNotAvailable

from noroshi.search.grams import grams
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.folding import folded

LONGEST: Final = 200_000
KEEP: Final = """
select noroshi_search_keep(%s, %s::bigint[], %s::text[], %s::uuid[], %s::uuid[], %s::uuid[], %s::int[], %s::timestamptz[], %s::text[],
  %s::text[], %s::text[], %s::bigint[], %s::boolean[], %s::text[], %s::text[], %s::text[], %s::text[])
"""


@dataclass(frozen=True, slots=True)
class Row:
    """`ref` is its number in the table it was made from; `about` the edition it belongs to, `matter` what the edition belongs to."""

    ref: int
    kind: FoundKind
    item: uuid.UUID
    audience: int
    at: datetime
    title: str
    text: str
    about: uuid.UUID | None = None
    matter: uuid.UUID | None = None
    tlp: str = ""
    importance: str = ""
    sectors: tuple[str, ...] = ()
    event_kind: str = ""
    organization: int = 0
    is_recalled: bool = False


@contextmanager
def unless_moving() -> Iterator[None]:
    """What somebody moves just now is kept a minute later: the worker waits for nobody, and keeps no range that is no more."""
    try:
        yield
    except OperationalError as busy:
        if not isinstance(busy.__cause__, LockNotAvailable):
            raise


def keep(source: str, rows: Iterable[Row]) -> int:
    """In the caller's transaction and under the viewer's locks: what one may not read one cannot have found."""
    lines = [_line(row) for row in rows]
    if lines:
        with connection.cursor() as cursor:
            cursor.execute(KEEP, [source, *map(list, zip(*lines, strict=True))])
    return len(lines)


def _line(row: Row) -> tuple[object, ...]:
    title = folded(row.title[:400])
    norm = folded(f"{row.title}\n{row.text}"[:LONGEST])
    return (
        *(row.ref, row.kind.value, row.item, row.about, row.matter, row.audience, row.at, row.tlp, row.importance),
        *(
            " ".join(row.sectors),
            row.organization,
            row.is_recalled,
            title,
            norm,
            "\n".join(grams(norm)),
            row.event_kind,
        ),
    )
