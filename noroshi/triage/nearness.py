"""Whether a value is one's own, a supplier's, or said with a keyword: held against what is readable, kept nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Final, Self

from noroshi.audiences.queries import Held
from noroshi.intel.naming import text_of, whole_of
from noroshi.triage.factors import RELEVANCE
from noroshi.triage.owned import ADDRESSES, name_in
from noroshi.triage.profiles import ProfileWish
from noroshi.triage.words import Words, topics_said
from noroshi.vocabulary import Relevance
from noroshi.vocabulary.folding import folded

TEXTS: Final = """
select v.object_id, v.number, v.kind, v.value, o.raw
  from unnest(%(ids)s::bigint[], %(numbers)s::smallint[]) as t(id, number)
  join held.intel_value v on v.object_id = t.id and v.number = t.number
  join held.intel_stixobject o on o.id = t.id
"""


@dataclass(frozen=True, slots=True)
class Reason:
    relevance: Relevance
    named: str


@dataclass(frozen=True)
class Near:
    """A profile's own things, ready to be held against values."""

    networks: tuple[IPv4Network | IPv6Network, ...]
    domains: tuple[str, ...]
    said: Mapping[str, Reason]
    """What each supplier and keyword means, in folded letters."""
    words: Words

    @classmethod
    def of(cls, wish: ProfileWish) -> Self:
        named = topics_said(wish.suppliers, wish.keywords).values()
        said = {folded(one.word): Reason(one.relevance, one.word) for one in named}
        return cls(
            tuple(ip_network(line, strict=False) for line in wish.networks),
            tuple(wish.domains),
            said,
            Words(said),
        )

    def reason(self, kind: int, value: str, raw: str) -> Reason | None:
        """The strongest: one's own before a supplier's before a word."""
        if own := self._own(kind, value):
            return Reason(Relevance.OWN, own)
        found = self.words.said_in(folded(text_of(whole_of(raw)))) if self.said else ()
        return max((self.said[word] for word in found), key=lambda one: RELEVANCE[one.relevance], default=None)

    def _own(self, kind: int, value: str) -> str:
        if kind in ADDRESSES:
            address = ip_address(value)
            return next((str(one) for one in self.networks if address in one), "")
        name = name_in(kind, value)
        return next((one for one in self.domains if name == one or name.endswith("." + one)), "") if name else ""


def near(held: Held, mine: Near, of: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Reason]:
    rows = held.asked(TEXTS, ids=[number for number, _ in of], numbers=[place for _, place in of])
    found = ((number, place, mine.reason(kind, value, raw)) for number, place, kind, value, raw in rows)
    return {(number, place): reason for number, place, reason in found if reason}
