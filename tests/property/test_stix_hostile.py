"""Whatever is sent, reading answers with objects and faults and never breaks; what is read is stored as it came."""

import json
import random
from io import BytesIO
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from noroshi.stix.faults import Fault
from noroshi.stix.indicators import plain_indicator
from noroshi.stix.kinds import StixKind
from noroshi.stix.read import Read
from noroshi.stix.reading import objects_in, read, read_all, split
from noroshi.stix.wholly import read_wholly
from tests.bench.threats import objects
from tests.stix_samples import AT, INDICATOR, LATER, SAMPLES, plain

SETTINGS = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
DEEP = b"[" * 20_000 + b"]" * 20_000
DEEP_DICTIONARY = b'{"a":' * 20_000 + b"1" + b"}" * 20_000
NAMES = sorted(
    {name for sample in SAMPLES.values() for name in sample} | {"x_own", "definition", "objects", "spec_version"}
)

junk = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from([10**400, "2026-02-30T00:00:00Z", "[", "\ud800"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.sampled_from(NAMES), inner, max_size=4)
    ),
    max_leaves=8,
)


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()


def sound(one: object) -> None:
    """A fault can be shown in both languages and stored; an object can be stored."""
    if isinstance(one, Fault):
        assert one.says.ja
        assert one.says.en
        (one.says.ja + one.path + (one.id or "")).encode()
        assert len(one.given) <= 130
    else:
        assert isinstance(one, Read)
        assert all("\0" not in text and text.encode() for _, text in one.values)


@SETTINGS
@given(st.sampled_from(sorted(SAMPLES)), st.dictionaries(st.sampled_from(NAMES), junk, min_size=1, max_size=3))
def test_any_property_may_hold_anything(kind: str, change: dict[str, Any]) -> None:
    sound(read(dumped({**SAMPLES[kind], **change})))


@SETTINGS
@given(st.binary(max_size=200) | junk.map(dumped))
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b'{"type":"bundle","objects":null}')
@example(b'{"objects":{}}')
@example(b'{"objects":[[]]}')
@example(b"[NaN]")
@example(b"[1e400]")
@example(b"[" + b"9" * 5000 + b"]")
@example(DEEP)
@example(DEEP_DICTIONARY)
@example(b'{"objects":[' + DEEP + b"]}")
def test_any_body_is_answered(body: bytes) -> None:
    for one in read_all(body):
        sound(one)
    for piece in objects_in(BytesIO(body), 7):
        assert isinstance(piece, bytes | Fault)
    sound(read(body))


@SETTINGS
@given(st.sampled_from(sorted(SAMPLES)) | st.integers(0, 10**6), st.booleans(), st.data())
def test_a_text_with_one_sign_changed_is_answered_alike_by_every_way(
    kind: str | int, is_wide: bool, data: st.DataObject
) -> None:
    whole = SAMPLES[kind] if isinstance(kind, str) else plain(random.Random(kind))  # noqa: S311
    raw = bytearray(json.dumps(whole, ensure_ascii=is_wide).encode())
    raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    found = read(bytes(raw))

    sound(found)
    assert found == read_wholly(bytes(raw))


@SETTINGS
@given(st.integers(1, 5), st.integers(0, 10**6))
def test_a_body_that_is_cut_short_gives_what_was_whole(count: int, cut: int) -> None:
    objects = [dumped(plain(random.Random(n))) for n in range(count)]  # noqa: S311
    body = b'{"type":"bundle","id":"bundle--x","objects":[' + b",".join(objects) + b"]}"
    body = body[: cut % len(body)]

    found = list(read_all(body))

    whole = [one.raw for one in found if isinstance(one, Read)]
    assert whole == objects[: len(whole)]
    assert (
        any(isinstance(one, Fault) and one.position is None for one in found) or len(whole) == count or not body.strip()
    )


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (b'{"type":"indicator","id":"\\ud800"}', "half_a_pair"),
        (DEEP_DICTIONARY, "too_deep"),
        (b'{"a":{"b":1,"b":2}}', "duplicate_key"),
        (b'{"a":1,"\\u0061":2}', "duplicate_key"),
        (b'{"a" :1,"a"\n:2}', "duplicate_key"),
        (b'{"a":NaN}', "not_json"),
        (b'{"a":1e999}', "number_out_of_range"),
        (b'{"a":9007199254740993}', "number_out_of_range"),
        (b'{"a":"\\u0000"}', "nul"),
        (b'{"a":"\xff"}', "not_utf8"),
        (b"[1]", "not_an_object"),
    ],
)
def test_the_fault_is_named_and_its_neighbors_are_kept(bad: bytes, code: str) -> None:
    good = dumped(INDICATOR)

    found = list(read_all(b'{"type":"bundle","objects":[' + good + b"," + bad + b"," + good + b"]}"))

    assert [one.raw if isinstance(one, Read) else one.code for one in found] == [good, code, good]
    assert [one.position for one in found if isinstance(one, Fault)] == [1]


def test_a_bundle_where_a_dictionary_is_due_is_told_so() -> None:
    found = read(b'{"type":"bundle","id":"bundle--' + INDICATOR["id"][11:].encode() + b'","objects":[]}')

    assert isinstance(found, Fault)
    assert found.code == "not_a_type"


@SETTINGS
@given(st.integers(0, 10**9), st.sampled_from([0, 1, 2]))
def test_the_short_way_says_what_the_long_way_says(seed: int, spoiled: int) -> None:
    """With one property of a plain indicator spoiled the short way leaves it to the long one, or both agree."""
    chance = random.Random(seed)  # noqa: S311
    whole = plain(chance)
    for _ in range(spoiled):
        name = chance.choice(sorted(whole))
        whole[name] = chance.choice(
            [
                "",
                0,
                [],
                ["x"],
                "2026-01-01T00:00:00+09:00",
                "2026-01-01t00:00:00z",
                None,
                True,
                101,
                whole.get("created"),
            ]
        )

    raw = dumped(whole)
    short = plain_indicator(raw)

    assert short is None or short == read_wholly(raw)


@SETTINGS
@given(
    st.sampled_from(sorted(SAMPLES)),
    st.dictionaries(st.sampled_from(NAMES), junk | st.sampled_from([["x"], AT, LATER, 5, "x"]), max_size=2),
    st.booleans(),
)
def test_no_short_way_of_any_kind_takes_what_the_long_way_refuses(
    kind: str, change: dict[str, Any], is_wide: bool
) -> None:
    raw = json.dumps(
        {**SAMPLES[kind], **change}, indent=1 if is_wide else None, ensure_ascii=is_wide, default=str
    ).encode("utf-8", "surrogatepass")

    assert read(raw) == read_wholly(raw)


@pytest.mark.parametrize(
    "name", ["valid_from", "valid_until", "created", "modified", "confidence", "labels", "created_by_ref"]
)
@pytest.mark.parametrize("given_there", ["x", 5, ["x", 5], {"x": 1}, True, None])
def test_what_an_observable_has_no_use_for_is_read_as_nothing(name: str, given_there: Any) -> None:
    """The standard asks nothing of these there: a sender may write what he likes, and gets no fault of ours for it."""
    found = read(dumped({**SAMPLES["artifact"], name: given_there}))

    assert isinstance(found, Read | Fault)
    if isinstance(found, Read):
        assert (found.created, found.valid_from, found.valid_until, found.created_by) == (None, None, None, None) or (
            name == "created_by_ref" and found.created_by == given_there
        )
        assert found.confidence in {None, 5}


def test_what_feeds_hold_is_read_alike_by_both_ways() -> None:
    for raw in objects(3_000):
        assert read(raw) == read_wholly(raw)


def test_objects_are_kept_byte_for_byte_however_they_were_written() -> None:
    written = [
        json.dumps(one, indent=step, ensure_ascii=step == 2).encode()
        for one in SAMPLES.values()
        for step in (None, 1, 2)
    ]

    for body in (
        b"[" + b" ,\n".join(written) + b"]",
        b'{"more":false,"objects":[' + b",".join(written) + b"]}",
        b"\n".join(written),
    ):
        assert list(split(body)) == written
        assert list(objects_in(BytesIO(body), 1000)) == written


def test_every_kind_is_read_as_its_kind() -> None:
    found = {name: read(dumped(one)) for name, one in SAMPLES.items()}

    assert {name: one.kind for name, one in found.items() if isinstance(one, Read)} == {
        kind.type: kind for kind in StixKind
    }
