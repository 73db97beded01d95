"""What changed between two editions, field by field in printed order: receivers must see at once what is new (C-053)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from noroshi.drafting.fields import TERMS, fields_of
from noroshi.schemes.forms import Form
from noroshi.vocabulary import Said, Word
from noroshi.vocabulary.aligning import aligned, alike

OLD_NOTICE: Final = ("title", "body")


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

    @property
    def is_change(self) -> bool:
        return self.kind is not ChangeKind.SAME

    @property
    def is_of_certainty_alone(self) -> bool:
        """The words stand; only how sure the writer is, or from what, is another."""
        if self.before is None or self.after is None or not self.is_change:
            return False
        return bool(self.before.value == self.after.value)


def changes(form: Form | None, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Every field that either says. What the form does not know (the title of an old notice) comes first."""
    told = [(name, _said(before, name), _said(after, name)) for name in _order(form, {**before, **after})]
    return tuple(_change(name, old, new) for name, old, new in told if old or new)


def _order(form: Form | None, names: Mapping[str, Any]) -> list[str]:
    printed = [field.id for field in fields_of(form)] if form else []
    beside = [name for name in names if name not in printed and name != TERMS]
    first = [name for name in OLD_NOTICE if name in beside]
    return first + sorted(name for name in beside if name not in first) + [name for name in printed if name in names]


def _said(content: Mapping[str, Any], name: str) -> Said | None:
    one = Said.of(content.get(name, ""))
    return None if one.is_empty else one


def _change(name: str, before: Said | None, after: Said | None) -> FieldChange:
    rows = tuple(_rows(before, after))
    return FieldChange(name, _kind(before, after, rows), before, after, rows)


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
