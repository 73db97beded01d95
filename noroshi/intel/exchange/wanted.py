"""What a machine wants of a collection."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Wanted:
    """`after` is a number: what came later has higher ones. `words` and `moments` choose versions; any of them fits."""

    limit: int
    after: int = 0
    added_after: datetime | None = None
    ids: frozenset[tuple[str, UUID]] | None = None
    types: frozenset[str] | None = None
    specs: frozenset[str] | None = None
    words: frozenset[str] = frozenset({"last"})
    moments: frozenset[datetime] = frozenset()
