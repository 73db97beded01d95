"""Rounds, medians and verdicts. A figure without a limit is compared with a peer that was measured in the same run."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

SECONDS_A_ROUND: Final = 60
"""However slow a machine is, no figure takes longer than this."""


@dataclass(frozen=True)
class Peer:
    """What a value is held against: a named limit, or something measured in the same run."""

    name: str
    value: float
    source: str


@dataclass(frozen=True)
class Figure:
    name: str
    value: float
    unit: str
    limit: float | None = None
    peer: Peer | None = None
    allows: float | None = None
    more_is_better: bool = False

    @property
    def against(self) -> float | None:
        return self.limit if self.limit is not None else self.peer.value if self.peer else None

    @property
    def ratio(self) -> float | None:
        return round(self.value / self.against, 3) if self.against else None

    @property
    def verdict(self) -> str:
        """`allows` is the most that the value may be, where the limit depends on the peer."""
        most = self.allows if self.allows is not None else self.limit
        if most is None:
            return "measured"
        holds = self.value >= most if self.more_is_better else self.value <= most
        return "holds" if holds else "broken"

    def plain(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": round(self.value, 3),
            "unit": self.unit,
            "limit": self.allows if self.limit is None else self.limit,
            "peer": {"name": self.peer.name, "value": round(self.peer.value, 3), "source": self.peer.source}
            if self.peer
            else None,
            "ratio": self.ratio,
            "verdict": self.verdict,
        }


def milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def rounds(work: Callable[[], object], many: int) -> list[float]:
    """Milliseconds of each round, after one that does not count."""
    work()
    until = time.monotonic() + SECONDS_A_ROUND
    taken: list[float] = []
    while len(taken) < many and time.monotonic() < until:
        taken.append(milliseconds(work))
    return taken


def median(values: Iterable[float]) -> float:
    return statistics.median(values)


def p95(values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]
