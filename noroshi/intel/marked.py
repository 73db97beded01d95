"""From the markings of objects to audiences: each distinct set of markings is looked at once."""

from collections.abc import Iterable
from dataclasses import replace

from noroshi.intel.ranges import Reach, audience_of
from noroshi.intel.signs import Signs, signs_of
from noroshi.stix.kinds import StixKind
from noroshi.stix.markings import FIXED, Limit, limit_of, meant
from noroshi.stix.read import Read


class Marked:
    """What an origin allows, met with what the objects say of themselves. Markings that nobody defines are the strictest."""

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.book: dict[str, Limit] = {}
        self._by_limit: dict[Limit, int] = {}
        self._by_signs: dict[Signs, int] = {}

    def know(self, definitions: Iterable[Read]) -> None:
        """Marking definitions of the same origin; one that changes its mind only narrows."""
        for read in definitions:
            if read.kind is StixKind.MARKING_DEFINITION:
                limit = meant(read)
                self.book[read.id] = limit & self.book[read.id] if read.id in self.book else limit

    def unknown(self, reads: Iterable[Read]) -> set[str]:
        """Markings that are neither fixed nor known so far."""
        return self.unknown_of(ref for read in reads for ref in read.markings)

    def unknown_of(self, refs: Iterable[str]) -> set[str]:
        return {ref for ref in refs if ref not in FIXED and ref not in self.book}

    def audience(self, read: Read) -> int:
        return self.of_signs(signs_of(read))

    def of_signs(self, signs: Signs) -> int:
        if signs not in self._by_signs:
            bare = Read(b"", "", StixKind.CUSTOM, markings=signs[0], labels=signs[1])
            limit = limit_of(bare, self.book) & self.reach.limit
            self._by_signs[signs] = self._of(replace(limit, statements=(), unknown=()))
        return self._by_signs[signs]

    def _of(self, limit: Limit) -> int:
        if limit not in self._by_limit:
            self._by_limit[limit] = audience_of(replace(self.reach, limit=limit))
        return self._by_limit[limit]
