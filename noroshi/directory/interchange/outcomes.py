"""What happens to one record of a file."""

from dataclasses import dataclass

from noroshi.directory.interchange.records import Mistake
from noroshi.vocabulary import Word


class Outcome(Word):
    ADDED = "added", "追加", "added"
    CHANGED = "changed", "変更", "changed"
    NEEDS_AGREEMENT = "needs_agreement", "同意待ちにする", "waits for agreement", "Sector, ministry, kind or CEPTOAR"
    UNCHANGED = "unchanged", "変更なし", "unchanged"
    REFUSED = "refused", "受け付けない", "refused"


@dataclass(frozen=True, slots=True)
class FieldChange:
    column: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class PlannedRecord:
    kind: str
    row: int
    key: tuple[str, ...]
    outcome: Outcome
    changes: tuple[FieldChange, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
