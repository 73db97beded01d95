"""Random values and random tampering: equal values have equal bytes, and a broken chain never passes for a whole one."""

import copy
import json
import random
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from noroshi.ledger.canonical import LARGEST, NotCanonical, canonical
from noroshi.ledger.chain import ENTRY_NAMES, START, Head, entry_bytes, head_bytes, link_hash
from noroshi.ledger.proof import Found, NodeKeyFacts, Walk
from noroshi.ledger.seals import fingerprint_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
WHOLE = st.integers(-LARGEST, LARGEST)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_can_be_read(value: object) -> None:
    assert json.loads(canonical(value)) == value


@given(VALUES)
def test_reading_and_writing_again_changes_no_byte(value: object) -> None:
    assert canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(TEXT, VALUES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_names_does_not_matter(value: dict[str, object], chance: random.Random) -> None:
    names = list(value)
    chance.shuffle(names)

    assert canonical({name: value[name] for name in names}) == canonical(value)


@given(VALUES, VALUES)
def test_different_values_have_different_bytes(one: object, other: object) -> None:
    assert (canonical(one) == canonical(other)) == (
        json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
    )


@given(st.dictionaries(TEXT, st.none(), min_size=2))
def test_names_are_sorted_by_utf_16(value: dict[str, None]) -> None:
    names = list(json.loads(canonical(value)))

    assert names == sorted(names, key=lambda name: name.encode("utf-16-be"))


@given(TEXT)
def test_text_is_never_normalized(text: str) -> None:
    assert json.loads(canonical(text)) == text
    assert canonical("が") != canonical("か\u3099")


@given(
    st.floats() | st.binary() | st.integers(min_value=LARGEST + 1) | st.datetimes() | st.uuids() | st.just("\ud800"),
    st.lists(VALUES, max_size=2),
)
def test_what_has_no_single_form_is_refused_however_deep(value: object, beside: list[object]) -> None:
    for whole in (value, [*beside, value], {"name": {"deep": [value]}}, (value,)):
        with pytest.raises(NotCanonical):
            canonical(whole)


@given(st.integers() | st.none() | st.booleans())
def test_a_name_that_is_not_text_is_refused(name: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({name: 1})


def test_the_examples_of_the_standard_come_out_as_printed() -> None:
    """RFC 8785, 3.2.2 and 3.2.3, without their floats."""
    names = {"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One"}
    names |= {
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    assert list(json.loads(canonical(names))) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert canonical('\u20ac$\u000f\nA\'B"\\\\"/') == '"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'.encode()
    assert canonical([None, True, False]) == b"[null,true,false]"


def test_nesting_without_end_is_refused() -> None:
    value: list[Any] = []
    value.append(value)

    with pytest.raises(NotCanonical):
        canonical(value)


# ------------------------------------------------------------------ the chain
AT = datetime(2026, 11, 20, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
KEYS = {fingerprint_of(KEY.public_key()): NodeKeyFacts(KEY.public_key())}
LINKS = 9
Row = list[Any]


@cache
def whole_chain() -> tuple[tuple[Any, ...], ...]:
    """Nine links in batches of three, as the proof reads them from the database."""
    rows: list[tuple[Any, ...]] = []
    previous = START.hash
    for seq in range(1, LINKS + 1):
        entry = (str(seq), f"2026-11-20T00:00:0{seq}.000000Z", "read", "page", True, "table", "1", "2", "3", None, "")
        entry += (["0a" * 16], ["4"], None, "{}")
        digest = link_hash(previous, entry_bytes(entry))
        at = AT + timedelta(seconds=(seq - 1) // 3)
        signed = seq % 3 == 0
        signature = KEY.sign(head_bytes(Head(seq, digest), at)) if signed else None
        rows.append((seq, seq, previous, digest, at, signature, next(iter(KEYS)) if signed else "", *entry))
        previous = digest
    return tuple(rows)


def rows_of_whole_chain() -> list[Row]:
    return [list(copy.deepcopy(row)) for row in whole_chain()]


def proves(rows: list[Row], noted: Head | None = None) -> bool:
    try:
        Walk(KEYS, noted).along(rows)
    except Found:
        return False
    return True


def test_a_whole_chain_is_proved() -> None:
    assert proves(rows_of_whole_chain())


@given(st.integers(0, LINKS - 1), st.integers(0, 6 + len(ENTRY_NAMES)), st.integers(0, 2**16), st.integers(0, 7))
def test_any_flipped_bit_is_named(link: int, column: int, place: int, bit: int) -> None:
    rows = rows_of_whole_chain()
    before = rows[link][column]
    rows[link][column] = _flipped(before, place, bit)

    assert rows[link][column] != before
    assert _fault_at(rows) <= link + 3


@given(st.sets(st.integers(0, LINKS - 1), min_size=1))
def test_removed_links_are_named_at_the_first_gap(gone: set[int]) -> None:
    rows = [row for number, row in enumerate(rows_of_whole_chain()) if number not in gone]
    last = Head(LINKS, whole_chain()[-1][3])
    at_the_end = gone == set(range(min(gone), LINKS))

    assert not proves(rows, noted=last)
    if not at_the_end:
        assert _fault_at(rows) == min(gone) + 1


@given(st.permutations(range(LINKS)))
def test_links_in_another_order_are_named(order: list[int]) -> None:
    rows = rows_of_whole_chain()
    moved = [rows[number] for number in order]
    for seq, row in enumerate(moved, 1):
        row[0] = seq

    assert proves(moved) == (order == list(range(LINKS)))


@given(st.permutations(range(LINKS)))
def test_entries_that_change_places_are_named(order: list[int]) -> None:
    rows, entries = rows_of_whole_chain(), whole_chain()
    for row, number in zip(rows, order, strict=True):
        row[7:] = entries[number][7:]

    assert proves(rows) == (order == list(range(LINKS)))


@given(st.integers(0, LINKS), st.integers(0, LINKS - 1), st.booleans())
def test_an_inserted_link_is_named(place: int, like: int, rehashed: bool) -> None:
    """Also one that was hashed rightly to where it stands, with all after it renumbered and hashed anew."""
    rows = rows_of_whole_chain()
    rows.insert(place, copy.deepcopy(rows[like]))
    previous = START.hash
    for seq, row in enumerate(rows, 1):
        row[0] = seq
        if rehashed:
            row[2], row[3] = previous, link_hash(previous, entry_bytes(row[7:]))
            previous = row[3]

    assert not proves(rows)


@given(st.integers(0, LINKS - 1))
def test_a_chain_hashed_anew_lacks_the_signature(changed: int) -> None:
    """Somebody with the database and without the node's key."""
    rows = rows_of_whole_chain()
    rows[changed][9] = "other"
    previous = START.hash
    for row in rows:
        row[2], row[3] = previous, link_hash(previous, entry_bytes(row[7:]))
        previous = row[3]

    assert _fault_at(rows) == (changed // 3 + 1) * 3


@given(st.integers(1, LINKS), st.integers(1, LINKS))
def test_a_noted_head_is_found_exactly_where_it_was(seq: int, of: int) -> None:
    noted = Head(seq, whole_chain()[of - 1][3])

    assert Head.parse(noted.line) == noted
    assert proves(rows_of_whole_chain(), noted) == (seq == of)


def _fault_at(rows: list[Row]) -> int:
    with pytest.raises(Found) as found:
        Walk(KEYS).along(rows)
    return found.value.broken.seq


def _flipped(value: object, place: int, bit: int) -> object:
    flipped: object = "added"
    match value:
        case bool():
            flipped = not value
        case int():
            flipped = value ^ (1 << bit)
        case bytes():
            at = place % len(value)
            flipped = value[:at] + bytes([value[at] ^ (1 << bit)]) + value[at + 1 :]
        case str() if value:
            at = place % len(value)
            flipped = value[:at] + chr(ord(value[at]) ^ (1 << bit)) + value[at + 1 :]
        case datetime():
            flipped = value + timedelta(microseconds=1 << bit)
        case list():
            flipped = [_flipped(value[0], place, bit), *value[1:]]
    return flipped
