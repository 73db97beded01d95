"""What was found, as people look it through: each value once, with where it stands, how it was written and what must be said beside it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from noroshi.observables.defanging import defanged
from noroshi.observables.errors import NotOfThisKind
from noroshi.observables.finding import Found, found_in
from noroshi.observables.flags import Flagged, Lists, Own, flags_of
from noroshi.observables.kinds import Kind
from noroshi.observables.known import HOSTED, hosts_of
from noroshi.observables.normal import settled
from noroshi.observables.reading_mail import Named, Passage
from noroshi.observables.suffixes import registered
from noroshi.vocabulary.observables import FindingPlace, ValueFlag

NOTHING_OWN: Final = Own()
AROUND: Final = 40
MOST_CONTEXTS: Final = 3
SELDOM_WANTED: Final = frozenset(
    {Kind.FILE_NAME, Kind.FILE_PATH, Kind.USER_AGENT, Kind.MAIL_SUBJECT, Kind.ASN, Kind.MAC, Kind.TECHNIQUE}
)
"""Found in any text, and seldom what one wants to block: not chosen until somebody does."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where it stands: the words before and behind it, as written."""

    place: FindingPlace
    detail: str = ""
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """`times` counts every place, `contexts` names the first few."""

    kind: Kind
    value: str
    written: str
    times: int
    contexts: tuple[Context, ...]
    flags: tuple[Flagged, ...] = ()

    @property
    def shown(self) -> str:
        return defanged(self.kind, self.value)

    @property
    def is_likely_wanted(self) -> bool:
        """What is chosen before anybody has looked: nothing that carries a warning."""
        warned = {one.flag for one in self.flags} - {ValueFlag.NEAR_OWN, ValueFlag.DISGUISED}
        return not warned and self.kind not in SELDOM_WANTED


def candidates(
    passages: Iterable[Passage], named: Iterable[Named] = (), own: Own = NOTHING_OWN, lists: Lists | None = None
) -> list[Candidate]:
    """In the order in which they were met first. `lists` are the desk's own; without them those that are delivered."""
    kept: dict[tuple[Kind, str], Candidate] = {}
    disguised: set[tuple[Kind, str]] = set()
    for one in _all(passages, named, disguised):
        place = (one.kind, one.value)
        kept[place] = _both(kept[place], one) if place in kept else one
    asked = lists or Lists()
    return [replace(one, flags=_flags(one, own, asked, is_disguised=place in disguised)) for place, one in kept.items()]


def _all(passages: Iterable[Passage], named: Iterable[Named], disguised: set[tuple[Kind, str]]) -> Iterator[Candidate]:
    for passage in passages:
        for found in found_in(passage.text):
            if passage.shown and _pretends(passage.shown, found):
                disguised.add((found.kind, found.value))
            yield Candidate(found.kind, found.value, found.written, 1, (_context(passage, found),))
    for one in named:
        try:
            kind, value = settled(one.kind, one.value)
        except NotOfThisKind:
            continue
        yield Candidate(kind, value, one.value, 1, (Context(one.place, one.detail),))


def _context(passage: Passage, found: Found) -> Context:
    before = passage.text[max(0, found.start - AROUND) : found.start].rpartition("\n")[2]
    behind = passage.text[found.end : found.end + AROUND].partition("\n")[0].rstrip("\r")
    if passage.shown:
        return Context(passage.place, passage.shown)
    return Context(passage.place, passage.detail, before, behind)


def _pretends(shown: str, found: Found) -> bool:
    """A link that shows one house and leads to another."""
    if found.kind not in HOSTED:
        return False
    real = hosts_of(found.kind, found.value)
    names = [hosts_of(one.kind, one.value) for one in found_in(shown) if one.kind in HOSTED]
    return bool(names) and all((registered(name) or name) != (registered(real) or real) for name in names)


def _both(one: Candidate, other: Candidate) -> Candidate:
    return replace(one, times=one.times + 1, contexts=(*one.contexts, *other.contexts)[:MOST_CONTEXTS])


def _flags(one: Candidate, own: Own, lists: Lists, *, is_disguised: bool) -> tuple[Flagged, ...]:
    flags = flags_of(one.kind, one.value, own, lists)
    return (*flags, Flagged(ValueFlag.DISGUISED)) if is_disguised else flags
