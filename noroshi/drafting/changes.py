"""What changed between two editions, field by field in printed order: receivers must see at once what is new (C-053).

Each change is told as addition, confirmation, progress or correction: as its writer says, else as the two wordings tell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from noroshi.drafting.consulting import CONSULTATION
from noroshi.drafting.fields import fields_of
from noroshi.schemes.forms import Form
from noroshi.sharing.redaction import CHANNEL, TERMS
from noroshi.vocabulary import Amendment, Certainty, Said, Word
from noroshi.vocabulary.aligning import aligned, alike
from noroshi.vocabulary.differences import only_grew

OLD_NOTICE: Final = ("title", "body")
BY_ITSELF: Final = frozenset(
    {
        "reported_at",
        "provided_at",
        "edition_number",
        "reference_number",
        "sharing_scope",
        "importance",
        "next_report_at",
        CHANNEL,
        CONSULTATION,
    }
)
"""Written anew at every sealing, or told at the head of a page; that they differ is counted nowhere."""
MOVING: Final = frozenset({"outlook", "system_status", "press_status", "press_at", "attachments_follow_by"})
"""What stood there was so then; an event moves on."""
UNKNOWN: Final = ("unknown", ["unknown"])
SURENESS: Final = (Certainty.UNCONFIRMED, Certainty.ESTIMATE, None)


class ChangeKind(Word):
    """What happened to a field, a row, an option or a file."""

    ADDED = "added", "追加", "added"
    CHANGED = "changed", "変更", "changed"
    REMOVED = "removed", "削除", "removed"
    SAME = "same", "変更なし", "same"


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row, option or file, before and after."""

    kind: ChangeKind
    before: Any = None
    after: Any = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """`rows` tells lists apart by row, option or file; a change of certainty alone is a change."""

    field_id: str
    kind: ChangeKind
    before: Said | None
    after: Said | None
    rows: tuple[RowChange, ...] = ()
    reason: str = ""

    @property
    def amendment(self) -> Amendment | None:
        """None where nothing changed."""
        return _amendment(self) if self.is_change else None

    @property
    def is_change(self) -> bool:
        return self.kind is not ChangeKind.SAME

    @property
    def is_of_certainty_alone(self) -> bool:
        """The words stand; only how sure the writer is, or from what, is another."""
        if self.before is None or self.after is None or not self.is_change:
            return False
        return bool(self.before.value == self.after.value)


def changes(
    form: Form | None, before: Mapping[str, Any], after: Mapping[str, Any], between: Iterable[Mapping[str, Any]] = ()
) -> tuple[FieldChange, ...]:
    """Every field that either says. What the form does not know (the title of an old notice) comes first.

    `between` are the editions from one to the other, oldest first: what one of them has put right keeps its reason.
    """
    told = [(name, _said(before, name), _said(after, name)) for name in _order(form, {**before, **after})]
    whole = [*between, after]
    return tuple(_change(name, old, new, _reason(name, whole)) for name, old, new in told if old or new)


def tally(found: Iterable[FieldChange]) -> dict[Amendment, int]:
    """How many fields of each kind, in the order of the kinds."""
    counted = Counter(one.amendment for one in found if one.field_id not in BY_ITSELF)
    return {kind: counted[kind] for kind in Amendment if counted[kind]}


def _order(form: Form | None, names: Mapping[str, Any]) -> list[str]:
    printed = [field.id for field in fields_of(form)] if form else []
    beside = [name for name in names if name not in printed and name != TERMS]
    first = [name for name in OLD_NOTICE if name in beside]
    return first + sorted(name for name in beside if name not in first) + [name for name in printed if name in names]


def _said(content: Mapping[str, Any], name: str) -> Said | None:
    one = Said.of(content.get(name, ""))
    return None if one.is_empty else one


def _reason(name: str, editions: Iterable[Mapping[str, Any]]) -> str:
    return next((why for one in reversed([*editions]) if (why := Said.of(one.get(name, "")).correction)), "")


def _change(name: str, before: Said | None, after: Said | None, reason: str) -> FieldChange:
    rows = tuple(_rows(before, after))
    kind = _kind(before, after, rows)
    return FieldChange(name, kind, before, after, rows, reason if kind is not ChangeKind.SAME else "")


def _kind(before: Said | None, after: Said | None, rows: tuple[RowChange, ...]) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    if after is None:
        return ChangeKind.REMOVED
    same_value = all(row.kind is ChangeKind.SAME for row in rows) if rows else before.value == after.value
    return ChangeKind.SAME if same_value and _marks(before) == _marks(after) else ChangeKind.CHANGED


def _marks(one: Said) -> tuple[Any, ...]:
    return one.certainty, one.basis, one.is_anonymized


def _rows(before: Said | None, after: Said | None) -> Iterator[RowChange]:
    old, new = before.value if before else [], after.value if after else []
    if not isinstance(old, list) or not isinstance(new, list):
        return
    for was, now in aligned(old, new):
        yield RowChange(_row_kind(was, now), was, now)


def _row_kind(was: Any, now: Any) -> ChangeKind:
    if was is None:
        return ChangeKind.ADDED
    if now is None:
        return ChangeKind.REMOVED
    return ChangeKind.SAME if alike(was, now) else ChangeKind.CHANGED


def _amendment(one: FieldChange) -> Amendment:
    if one.before is None:
        return Amendment.ADDITION
    if one.field_id in MOVING | BY_ITSELF and not one.reason:
        return Amendment.PROGRESS
    if one.reason or one.after is None:
        return Amendment.CORRECTION
    if one.before.value in UNKNOWN or _is_surer(one.before, one.after):
        return Amendment.CONFIRMATION
    return Amendment.ADDITION if _grew(one, one.before, one.after) else Amendment.CORRECTION


def _is_surer(before: Said, after: Said) -> bool:
    return SURENESS.index(after.certainty) > SURENESS.index(before.certainty)


def _grew(one: FieldChange, before: Said, after: Said) -> bool:
    """Nothing that was said before is missing, and nobody is less sure of it."""
    if SURENESS.index(after.certainty) < SURENESS.index(before.certainty) or after.is_anonymized > before.is_anonymized:
        return False
    if one.rows:
        return all(_row_grew(row) for row in one.rows)
    return before.is_empty or only_grew(str(before.value), str(after.value))


def _row_grew(row: RowChange) -> bool:
    if row.kind is not ChangeKind.CHANGED or not isinstance(row.before, Mapping) or "sha256" in row.before:
        return row.kind in (ChangeKind.SAME, ChangeKind.ADDED)
    return all(only_grew(str(cell), str(row.after.get(name, ""))) for name, cell in row.before.items())
