"""Random editions: nothing done is nothing changed, and backwards is forwards with added and removed exchanged."""

from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from noroshi.drafting.changes import ChangeKind, FieldChange, changes
from noroshi.drafting.fields import fields_of
from noroshi.schemes import load_scheme
from noroshi.vocabulary import FieldType, FormKind, Said

REPORT = load_scheme("plan4").form(FormKind.REPORT)
assert REPORT is not None
ORDER = [field.id for field in fields_of(REPORT)]
WORDS = st.sampled_from(["a", "b", "c", "d"])
ROWS = st.lists(st.fixed_dictionaries({"at": WORDS}, optional={"entry": WORDS}), max_size=8)
FILES = st.lists(st.fixed_dictionaries({"file": WORDS, "name": WORDS, "size": st.just(1), "sha256": WORDS}), max_size=4)
CHOSEN = st.lists(WORDS, max_size=4, unique=True)
LISTS = {
    FieldType.ROWS: ROWS,
    FieldType.FILES: FILES,
    FieldType.SPECIMENS: FILES,
    FieldType.CHOICES: st.lists(WORDS, max_size=4, unique=True),
}
MARKED = st.builds(
    lambda value, certainty: {"value": value, "certainty": certainty},
    WORDS,
    st.sampled_from(["estimate", "unconfirmed"]),
)
CONTENT = st.fixed_dictionaries(
    {},
    optional={"title": WORDS, "old_field": WORDS}
    | {field.id: LISTS.get(field.type, WORDS | MARKED) for field in fields_of(REPORT)},
)
SWAPPED = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}


def story(found: FieldChange, *, backwards: bool = False) -> tuple[str, str, Counter[tuple[Any, ...]]]:
    """What is told, whatever the order inside a gap."""

    def told(one: Any) -> tuple[Any, ...]:
        before, after = (one.after, one.before) if backwards else (one.before, one.after)
        return (SWAPPED.get(one.kind, one.kind) if backwards else one.kind), repr(before), repr(after)

    return found.field_id, str(told(found)), Counter(told(row) for row in found.rows)


@given(CONTENT)
def test_nothing_done_is_nothing_changed(content: dict[str, Any]) -> None:
    found = changes(REPORT, content, content)

    assert not any(one.is_change for one in found)
    assert all(row.kind is ChangeKind.SAME for one in found for row in one.rows)


@given(CONTENT, CONTENT)
def test_backwards_added_and_removed_are_exchanged(before: dict[str, Any], after: dict[str, Any]) -> None:
    forwards, backwards = changes(REPORT, before, after), changes(REPORT, after, before)

    assert [story(one) for one in forwards] == [story(one, backwards=True) for one in backwards]


@given(CONTENT, CONTENT)
def test_the_order_is_the_form_s(before: dict[str, Any], after: dict[str, Any]) -> None:
    names = [one.field_id for one in changes(REPORT, before, after)]

    printed = [name for name in names if name in ORDER]
    assert printed == sorted(printed, key=ORDER.index)
    assert names[len(names) - len(printed) :] == printed


@given(CONTENT, CONTENT)
def test_both_editions_can_be_read_off_the_changes(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = changes(REPORT, before, after)

    assert {one.field_id: one.before for one in found if one.before} == _told(before)
    assert {one.field_id: one.after for one in found if one.after} == _told(after)
    for one in found:
        if one.rows and one.field_id in ("timeline",):
            assert [row.before for row in one.rows if row.before is not None] == (before.get("timeline") or [])
            assert [row.after for row in one.rows if row.after is not None] == (after.get("timeline") or [])


@given(ROWS, WORDS, st.integers(0, 8))
def test_one_new_row_is_one_new_row(rows: list[dict[str, str]], entry: str, place: int) -> None:
    new = {"at": "e", "entry": entry}

    (found,) = changes(REPORT, {"timeline": rows}, {"timeline": [*rows[:place], new, *rows[place:]]})

    assert [row.after for row in found.rows if row.kind is not ChangeKind.SAME] == [new]


def _told(content: dict[str, Any]) -> dict[str, Said]:
    return {name: Said.of(raw) for name, raw in content.items() if not Said.of(raw).is_empty}
