"""What is known already of the values in a text that somebody is writing: over what the writer may read, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.intel.queries import Kept, about, correlation, origins_named
from noroshi.observables import Kind, found_in

MOST: Final = 50
LONGEST: Final = 200_000
FEW: Final = 5


@dataclass(frozen=True, slots=True)
class Similar:
    """One value of the text: so many objects name it, from these sources; the newest few."""

    kind: Kind
    value: str
    objects: int
    is_everywhere: bool
    sources: Sequence[str]
    newest: Sequence[Kept]


def similar(viewer: Viewer, text: str) -> list[Similar]:
    """Those met most seldom first: they say most. What nobody has named is not among them."""
    values = dict.fromkeys((found.kind, found.value) for found in found_in(text[:LONGEST]))
    found = (_similar(viewer, kind, value) for kind, value in list(values)[:MOST])
    return sorted((one for one in found if one), key=lambda one: one.objects)


def _similar(viewer: Viewer, kind: Kind, value: str) -> Similar | None:
    seen = correlation(viewer, kind, value)
    if not seen.objects:
        return None
    sources = sorted(row.name for row in origins_named(viewer, seen.origins).values())
    newest = about(viewer, kind, value, most=FEW)
    return Similar(kind, value, seen.objects, seen.is_everywhere, sources, newest)
