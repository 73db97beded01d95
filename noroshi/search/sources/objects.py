"""Objects of shared intelligence, by what they are called, what they say and which values they name; the worker adds them as they come.

Values themselves, hashes and numbers are found at once by `intel.looking_up`: of those nobody waits for the index.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.intel.models import Origin, StixObject
from noroshi.intel.naming import text_of, title_of, whole_of
from noroshi.intel.narrowing import Narrowing
from noroshi.intel.queries import kept_of
from noroshi.intel.rows import EPOCH
from noroshi.search.progress import progress, reached
from noroshi.search.rows import Row, keep, unless_moving
from noroshi.stix.kinds import StixKind
from noroshi.vocabulary import FoundKind

SOURCE: Final = "intel_stixobject"
SYSTEM: Final = SystemViewer("indexing")
BATCH: Final = 1_000
TIES: Final = frozenset({StixKind.RELATIONSHIP, StixKind.SIGHTING, StixKind.MARKING_DEFINITION})
"""What only ties others together says nothing by itself."""


def index_objects(most: int = 20 * BATCH) -> int:
    """Numbers follow the order of commits: whoever has read up to one never misses one below it."""
    done = 0
    while done < most:
        kept = 0
        with unless_moving(), acting_as(SYSTEM):
            kept = _batch()
        if not kept:
            break
        done += kept
    return done


def _batch() -> int:
    """None moves while it is kept; where one did between two looks, all wait."""
    unseen = StixObject.objects.filter(pk__gt=progress(SOURCE)).order_by("pk")
    numbers = list(unseen.values_list("pk", flat=True)[:BATCH])
    rows = list(unseen.filter(pk__in=numbers).select_for_update(of=("self",), no_key=True, nowait=True))
    if not rows or len(rows) < len(numbers):
        return 0
    keep(SOURCE, _rows([row for row in rows if StixKind(row.kind) not in TIES]))
    reached(SOURCE, rows[-1].pk)
    return len(rows)


def _rows(rows: Sequence[StixObject]) -> Iterator[Row]:
    """Nobody says how important an object is: who asks for an importance finds none."""
    said = [(row, whole_of(row.raw)) for row in rows]
    origins = Origin.objects.select_related("desk").in_bulk({row.origin_id for row in rows})
    narrowing = Narrowing(said, origins)
    for row, whole in said:
        kept, narrowed, origin = kept_of(row), narrowing.of(row, whole), origins.get(row.origin_id)
        yield Row(
            ref=row.pk,
            kind=FoundKind.OBJECT,
            item=row.uuid,
            audience=row.audience_id,
            at=kept.version or EPOCH,
            title=title_of(whole),
            text=text_of(whole),
            tlp=narrowed.tlp,
            sectors=narrowed.sectors,
            organization=origin.desk.organization_id if origin else 0,
            is_recalled=narrowed.is_taken_back,
        )
