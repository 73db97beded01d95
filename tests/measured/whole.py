"""The whole set: drawn texts and written ones, and attachments. `before` and `after` the search was finished are told apart."""

from dataclasses import dataclass
from typing import Final

from noroshi.traces.files import look_through, search
from noroshi.traces.folding import folded
from noroshi.traces.stems import stem
from noroshi.vocabulary.traces import TraceKind
from tests.measured.enclosed import Enclosed, attachments
from tests.measured.grammar import FIRST, SECOND, THIRD, drawn
from tests.measured.measuring import Measured, measured
from tests.measured.written import written

SEED: Final = 20261121
FLOORS: Final = {
    TraceKind.NAME: 0.99,
    TraceKind.ADDRESS: 0.99,
    TraceKind.DOMAIN: 0.99,
    TraceKind.EMAIL: 0.99,
    TraceKind.URL: 0.99,
    TraceKind.TELEPHONE: 0.99,
    TraceKind.PERSON: 0.9,
    TraceKind.PLACE: 0.9,
    TraceKind.CONTRACTOR: 0.9,
    TraceKind.HOST: 0.9,
    TraceKind.SYSTEM: 0.9,
    TraceKind.PRODUCT: 0.9,
}


@dataclass(frozen=True, slots=True)
class Files:
    many: int
    missed: tuple[Enclosed, ...]

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.many


def drawn_before() -> Measured:
    return measured(drawn(SEED, 160, FIRST))


def drawn_after() -> Measured:
    return measured(drawn(SEED, 160, SECOND))


def drawn_last() -> Measured:
    """The figure that counts: nothing was mended after it."""
    return measured(drawn(SEED, 160, THIRD))


def by_hand(which: str) -> Measured:
    return measured(written(which))


def in_files() -> Files:
    them = attachments(SEED, 2)
    return Files(len(them), tuple(one for one in them if not _is_found(one)))


def _is_found(one: Enclosed) -> bool:
    """What was put in is called the source's own where it stands."""
    wanted = folded(stem(one.said))
    found = search(look_through(one.content, one.name), one.known)
    return any(wanted in folded(each.trace.text) or folded(stem(each.trace.text)) == wanted for each in found)
