"""What is looked for, and how it is narrowed: all of it stands in the address, so that a view can be shared, kept and asked again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from noroshi.search.errors import SearchWishUnknown
from noroshi.vocabulary import EventKind, FoundKind, FoundState, Importance, Tlp

MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything narrows; nothing given is everything. `sources` are public ids of organizations. `place` is where a page goes on."""

    words: str = ""
    kinds: tuple[FoundKind, ...] = ()
    tlps: tuple[Tlp, ...] = ()
    importances: tuple[Importance, ...] = ()
    event_kinds: tuple[EventKind, ...] = ()
    sectors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    state: FoundState | None = None
    newest: bool = False
    exactly: bool = False
    place: str = ""
    limit: int = 20

    @classmethod
    def of(cls, given: Mapping[str, Sequence[str]]) -> Self:
        """As it stands in an address; what nobody knows is refused in words."""
        try:
            return cls(
                words=_first(given, "q")[:200].replace("\0", ""),
                kinds=tuple(FoundKind.of(one) for one in _several(given, "kind")),
                tlps=tuple(Tlp.of(one) for one in _several(given, "tlp")),
                importances=tuple(Importance.of(one) for one in _several(given, "importance")),
                event_kinds=tuple(EventKind.of(one) for one in _several(given, "event_kind")),
                sectors=_several(given, "sector"),
                sources=_several(given, "source"),
                since=_day(_first(given, "from")),
                until=_day(_first(given, "to")),
                state=FoundState.of(_first(given, "state")) if _first(given, "state") else None,
                newest=_first(given, "sort") == "newest",
                exactly=_first(given, "exact") == "on",
            )
        except ValueError:
            raise SearchWishUnknown from None

    def at(self, place: str, limit: int) -> Self:
        return replace(self, place=place, limit=limit)

    @property
    def plain(self) -> dict[str, list[str]]:
        """As it is kept, and as an address says it."""
        pairs: dict[str, list[str]] = {
            "q": [self.words],
            "kind": [one.value for one in self.kinds],
            "tlp": [one.value for one in self.tlps],
            "importance": [one.value for one in self.importances],
            "event_kind": [one.value for one in self.event_kinds],
            "sector": list(self.sectors),
            "source": list(self.sources),
            "from": [self.since.isoformat()] if self.since else [],
            "to": [self.until.isoformat()] if self.until else [],
            "state": [self.state.value] if self.state else [],
            "sort": ["newest"] if self.newest else [],
            "exact": ["on"] if self.exactly else [],
        }
        return {name: values for name, values in pairs.items() if values and values != [""]}

    @property
    def is_narrowed(self) -> bool:
        return bool(set(self.plain) - {"q", "sort", "exact"})

    @property
    def leaves_objects_out(self) -> bool:
        """Nobody says how important an object is, or of which kind of event: whoever asks for either finds none."""
        return bool(self.importances or self.event_kinds) and (not self.kinds or FoundKind.OBJECT in self.kinds)

    @property
    def narrows_items(self) -> bool:
        """By more than their kind."""
        return bool(set(self.plain) - {"q", "sort", "exact", "kind"})

    def moments(self, zone: str) -> tuple[datetime | None, datetime | None]:
        """From the beginning of the first day to the end of the last, where the reader is."""
        where = ZoneInfo(zone) if zone else UTC
        first = datetime.combine(self.since, time(), where) if self.since else None
        last = datetime.combine(self.until + timedelta(days=1), time(), where) if self.until else None
        return first, last


def _first(given: Mapping[str, Any], name: str) -> str:
    return next(iter(given.get(name, ())), "")


def _several(given: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for one in given.get(name, ()) if one))[:MOST_NAMED]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
