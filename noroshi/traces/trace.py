"""One passage that may tell who somebody is, and how several that overlap become one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from noroshi.vocabulary.traces import Sureness, TraceKind, TraceSign

ORDER = list(Sureness)


@dataclass(frozen=True, slots=True)
class Trace:
    """`text[start:end]` of what was looked through. `why` says by what it was found."""

    kind: TraceKind
    start: int
    end: int
    text: str
    certainty: Sureness
    why: TraceSign

    @property
    def is_the_source_s(self) -> bool:
        return self.certainty is not Sureness.POSSIBLE


@dataclass(frozen=True, slots=True)
class Passage:
    """Found by one pattern; others may overlap it."""

    start: int
    end: int
    kind: TraceKind
    sureness: Sureness = Sureness.POSSIBLE
    sign: TraceSign = TraceSign.SHAPE

    @property
    def rank(self) -> tuple[int, int]:
        return self.end - self.start, -ORDER.index(self.sureness)


def merged(text: str, passages: Iterable[Passage]) -> Iterator[Trace]:
    """What overlaps is one passage, named after its longest part, as sure as its surest."""
    group: list[Passage] = []
    reach = 0
    for one in sorted(passages, key=lambda one: (one.start, -one.end)):
        if group and one.start >= reach:
            yield _one(text, group)
            group = []
        group.append(one)
        reach = max(reach, one.end)
    if group:
        yield _one(text, group)


def _one(text: str, group: list[Passage]) -> Trace:
    start, end = group[0].start, max(one.end for one in group)
    longest = max(group, key=lambda one: one.rank)
    surest = min(group, key=lambda one: (ORDER.index(one.sureness), one.start - one.end))
    return Trace(longest.kind, start, end, text[start:end], surest.sureness, surest.sign)
