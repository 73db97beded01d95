"""Recall and precision of the search for traces, kind by kind, and every miss by name."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from noroshi.traces import Trace, find
from noroshi.vocabulary.traces import TraceKind
from tests.measured.marked import Marked, Truth


@dataclass(frozen=True, slots=True)
class Miss:
    kind: TraceKind
    passage: str
    around: str
    text: str


@dataclass(slots=True)
class Measured:
    """`named` are those names of the source that were called its own; a name that was merely marked is not enough."""

    there: Counter[TraceKind] = field(default_factory=Counter)
    found: Counter[TraceKind] = field(default_factory=Counter)
    shown: Counter[TraceKind] = field(default_factory=Counter)
    right: Counter[TraceKind] = field(default_factory=Counter)
    misses: list[Miss] = field(default_factory=list)
    wrong: list[Miss] = field(default_factory=list)

    def recall(self, kind: TraceKind) -> float:
        return self.found[kind] / self.there[kind] if self.there[kind] else 1.0

    def precision(self, kind: TraceKind) -> float:
        return self.right[kind] / self.shown[kind] if self.shown[kind] else 1.0

    @property
    def whole_precision(self) -> float:
        return sum(self.right.values()) / max(1, sum(self.shown.values()))


def measured(texts: Iterable[Marked]) -> Measured:
    result = Measured()
    for one in texts:
        traces = find(one.text, one.known)
        for truth in one.truths:
            _weigh(result, one, truth, traces)
        for trace in traces:
            result.shown[trace.kind] += 1
            if any(truth.start < trace.end and trace.start < truth.end for truth in one.truths):
                result.right[trace.kind] += 1
            else:
                result.wrong.append(_miss(one, trace.kind, trace.start, trace.end))
    return result


def _weigh(result: Measured, one: Marked, truth: Truth, traces: list[Trace]) -> None:
    """Found is what is marked from its first to its last letter; the source's name only where it is called so."""
    result.there[truth.kind] += 1
    own = [each for each in traces if each.is_the_source_s] if truth.kind is TraceKind.NAME else traces
    if all(any(each.start <= at < each.end for each in own) for at in _letters(one, truth)):
        result.found[truth.kind] += 1
    else:
        result.misses.append(_miss(one, truth.kind, truth.start, truth.end))


def _letters(one: Marked, truth: Truth) -> list[int]:
    """様 behind a name and marks around it are not the name."""
    name = one.text[truth.start : truth.end].rstrip("様")
    return [truth.start + at for at, letter in enumerate(name) if letter.isalnum()]


def _miss(one: Marked, kind: TraceKind, start: int, end: int) -> Miss:
    return Miss(kind, one.text[start:end], one.text[max(0, start - 12) : end + 12].replace("\n", "⏎"), one.name)
