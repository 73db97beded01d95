"""Parameters, read strictly: what is unclear is refused in words, never guessed at and never ignored."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from noroshi.intel.exchange import Wanted
from noroshi.taxii.errors import AskedTwice, LimitUnclear, MatchUnclear, MomentUnclear

MOST: Final = 1000
"""So many objects in one page, whoever asks for more."""
MOST_MATCHES: Final = 200
ID: Final = re.compile(
    r"[a-z0-9][a-z0-9-]{1,248}--[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
)
TYPE: Final = re.compile(r"[a-z0-9][a-z0-9-]{1,248}[a-z0-9]|[a-z0-9]{1,3}")
MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?Z")
SPECS: Final = frozenset({"2.0", "2.1"})
WORDS: Final = frozenset({"first", "last", "all"})
NOT_A_CONDITION: Final = frozenset({"limit", "next"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What a client wants of a collection. `versions` holds words and moments; without any, the latest is meant."""

    limit: int = MOST
    next: str = ""
    added_after: datetime | None = None
    ids: frozenset[tuple[str, UUID]] | None = None
    types: frozenset[str] | None = None
    specs: frozenset[str] | None = None
    words: frozenset[str] = frozenset({"last"})
    moments: frozenset[datetime] = frozenset()
    conditions: tuple[tuple[str, str], ...] = field(default=())
    """As they were written, without `limit` and `next`: a cursor belongs to them."""

    def wanted(self, after: int = 0) -> Wanted:
        return Wanted(
            limit=self.limit,
            after=after,
            added_after=self.added_after,
            ids=self.ids,
            types=self.types,
            specs=self.specs,
            words=self.words,
            moments=self.moments,
        )

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        given = {name: request.GET.getlist(name) for name in request.GET}
        if any(len(values) > 1 for values in given.values()):
            raise AskedTwice
        one = {name: values[0] for name, values in given.items()}
        words, moments = _versions(one.get("match[version]"))
        return cls(
            limit=_limit(one.get("limit")),
            next=one.get("next", "")[:400],
            added_after=moment(one["added_after"]) if "added_after" in one else None,
            ids=_among(one, "match[id]", an_id),
            types=_among(one, "match[type]", _type),
            specs=_among(one, "match[spec_version]", _spec),
            words=words,
            moments=moments,
            conditions=tuple(sorted((name, value) for name, value in one.items() if name not in NOT_A_CONDITION)),
        )


def moment(text: str) -> datetime:
    """Six digits of a second are kept; finer ones are cut, never rounded up past what was asked for."""
    found = MOMENT.fullmatch(text) if text.isascii() else None
    if found is None:
        raise MomentUnclear
    try:
        second = datetime.fromisoformat(found[1]).replace(tzinfo=UTC)
    except ValueError as wrong:
        raise MomentUnclear from wrong
    return second.replace(microsecond=int((found[2] or "0")[:6].ljust(6, "0")))


def _limit(text: str | None) -> int:
    if text is None:
        return MOST
    if not (text.isascii() and text.isdecimal()) or len(text) > 12 or int(text) < 1:
        raise LimitUnclear
    return min(int(text), MOST)


def _among[Value](given: Mapping[str, str], name: str, reading: Callable[[str], Value]) -> frozenset[Value] | None:
    if name not in given:
        return None
    parts = given[name].split(",")
    if len(parts) > MOST_MATCHES:
        raise MatchUnclear
    return frozenset(map(reading, parts))


def _versions(text: str | None) -> tuple[frozenset[str], frozenset[datetime]]:
    if text is None:
        return frozenset({"last"}), frozenset()
    parts = text.split(",")
    if len(parts) > MOST_MATCHES or ("all" in parts and len(set(parts)) > 1):
        raise MatchUnclear
    words = frozenset(parts) & WORDS
    return words, frozenset(moment(part) for part in parts if part not in WORDS)


def an_id(text: str) -> tuple[str, UUID]:
    if not ID.fullmatch(text):
        raise MatchUnclear
    return text[:-38], UUID(text[-36:])


def _type(text: str) -> str:
    if not TYPE.fullmatch(text):
        raise MatchUnclear
    return text


def _spec(text: str) -> str:
    if text not in SPECS:
        raise MatchUnclear
    return text
