"""How much of what stands in the sentences is found. The even half is frozen: of it only figures are told, never which."""

import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from noroshi.observables import found_in
from tests.measured.found.drawn import Sample, samples

WRITTEN: Final = Path(__file__).parent / "written.toml"


@dataclass(slots=True)
class Score:
    there: int = 0
    found: int = 0
    shown: int = 0
    exact: int = 0
    many: int = 0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.found / self.there

    @property
    def precision(self) -> float:
        return self.found / self.shown


def everything() -> list[Sample]:
    written = tomllib.loads(WRITTEN.read_text("utf-8"))["sample"]
    return [*(Sample(one["text"], frozenset(one["holds"])) for one in written), *samples()]


def open_half() -> list[Sample]:
    return everything()[::2]


def frozen_half() -> list[Sample]:
    return everything()[1::2]


def ours(text: str) -> frozenset[str]:
    return frozenset(f"{found.kind.word}:{found.value}" for found in found_in(text))


def score(
    of: Iterable[Sample], find: Callable[[str], frozenset[str]] = ours, kinds: frozenset[str] | None = None
) -> Score:
    """`kinds` when only these are compared, as with a finder that knows no others."""
    result = Score()
    for one in of:
        there, shown = _of(one.holds, kinds), _of(find(one.text), kinds)
        result.many += 1
        result.exact += there == shown
        result.there += len(there)
        result.shown += len(shown)
        result.found += len(there & shown)
        result.missed += [f"{value} in {one.text!r}" for value in sorted(there - shown)]
    return result


def _of(values: frozenset[str], kinds: frozenset[str] | None) -> frozenset[str]:
    return values if kinds is None else frozenset(value for value in values if value.partition(":")[0] in kinds)
