"""The kind of event of parts that were kept before the index knew of it: the worker looks through them once, the oldest first."""

from collections.abc import Sequence
from typing import Final

from django.db import connection

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.editions.models import Part
from noroshi.search.progress import progress, reached
from noroshi.search.sources.editions import SOURCE, event_kind_of

SYSTEM: Final = SystemViewer("indexing")
LOOKED_THROUGH: Final = "event_kinds"
BATCH: Final = 1_000


def fill_event_kinds(most: int = 20 * BATCH) -> int:
    """How many parts were looked through; those that are written meanwhile have it already."""
    done = 0
    while done < most:
        with acting_as(SYSTEM):
            looked = _batch()
        if not looked:
            break
        done += looked
    return done


def _batch() -> int:
    unseen = Part.objects.filter(pk__gt=progress(LOOKED_THROUGH)).order_by("pk")
    parts = list(unseen[:BATCH])
    if parts:
        _filled([(part.pk, kind) for part in parts if (kind := event_kind_of(part))])
        reached(LOOKED_THROUGH, parts[-1].pk)
    return len(parts)


def _filled(rows: Sequence[tuple[int, str]]) -> None:
    refs, kinds = [ref for ref, _ in rows], [kind for _, kind in rows]
    with connection.cursor() as cursor:
        cursor.execute("select noroshi_search_event_kinds(%s, %s::bigint[], %s::text[])", [SOURCE, refs, kinds])
