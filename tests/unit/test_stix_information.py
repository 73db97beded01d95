"""The eleven kinds of information are filled in without knowing STIX, are valid STIX, and are read back as they were filled."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noroshi.stix.confidence import SCALES, ConfidenceUnknown, confidence, in_words, written
from noroshi.stix.information import INFORMATION, InformationField, Made, compose, fields_of, information_of
from noroshi.stix.reading import Fault, read

AT = datetime(2026, 11, 21, 9, tzinfo=UTC)
MADE = Made(AT, f"identity--{uuid4()}", ["marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"])
GIVEN = {
    "pattern": "[domain-name:value = 'bad.example']",
    "cve": ["CVE-2026-12345"],
    "technique": ["T1566"],
    "phases": ["mitre-attack: initial-access"],
    "links": ["https://www.example.jp/alert"],
    "valid_until": "2027-01-01T00:00:00.000Z",
    "last_seen": "2026-12-01T00:00:00.000Z",
}


def filled(field: InformationField) -> Any:
    by_form: dict[str, Any] = {
        "refs": [f"{kind}--{uuid4()}" for kind in field.types or ("indicator", "malware")],
        "word": field.words[0] if field.words else "",
        "words": list(field.words[:2]),
        "list": ["一つ目", "二つ目"],
        "moment": "2026-11-21T09:00:00.000Z",
        "count": 70,
    }
    return GIVEN.get(field.id) or by_form.get(field.form) or f"{field.ja}の文"


def test_there_are_eleven_with_their_usual_fields() -> None:
    assert len(INFORMATION) == 11
    assert {"title", "description", "pattern", "confidence", "ttps", "valid_from", "valid_until"} <= {
        field.id for field in INFORMATION["indicator"].fields
    }
    assert {"cost", "efficacy", "objective", "impact", "action"} <= {
        f.id for f in INFORMATION["course_of_action"].fields
    }


@pytest.mark.parametrize("kind", INFORMATION)
def test_each_is_valid_and_comes_back_as_it_was_filled(kind: str) -> None:
    fields = {field.id: filled(field) for field in INFORMATION[kind].fields}

    whole, *related = compose(kind, fields, MADE)

    found = [read(json.dumps(one).encode()) for one in (whole, *related)]
    assert [one.says.en + one.path for one in found if isinstance(one, Fault)] == []
    assert fields_of(whole, related) == fields
    assert information_of(whole) is INFORMATION[kind]


@pytest.mark.parametrize("kind", INFORMATION)
def test_with_only_what_is_needed_it_is_valid_too(kind: str) -> None:
    fields = {field.id: filled(field) for field in INFORMATION[kind].fields if field.needed}

    found = read(json.dumps(compose(kind, fields, MADE)[0]).encode())

    assert not isinstance(found, Fault)


def test_without_what_is_needed_the_sender_is_told_what() -> None:
    found = read(json.dumps(compose("indicator", {"title": "x"}, MADE)[0]).encode())

    assert isinstance(found, Fault)
    assert (found.code, found.given) == ("missing", "pattern")


def test_objects_of_others_are_read_by_the_same_fields() -> None:
    whole = {"type": "malware", "id": f"malware--{uuid4()}"}
    actor = {"type": "threat-actor", "id": f"threat-actor--{uuid4()}", "name": "X", "goals": ["theft"]}

    assert information_of(whole) is None
    assert fields_of(whole) == {}
    assert fields_of(actor) == {"name": "X", "effects": ["theft"]}


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_a_word_of_a_scale_means_a_number_and_the_number_that_word(scale: Any) -> None:
    for step in scale.steps:
        assert in_words(confidence(scale.id, step.word), scale.id) == step
    assert [scale.step(n) is not None for n in (0, 100)] == [True, True]


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_word_that_is_offered_is_read_as_its_number(scale: Any) -> None:
    for step in scale.steps:
        shown = {language: written(step.label(language)) for language in ("ja", "en")}
        assert shown == dict.fromkeys(("ja", "en"), step.value), step
        assert written(f"{scale.id}:{step.word}") == step.value


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("85", 85),
        ("０", 0),
        (100, 100),
        ("B2", 70),
        ("a1", 90),
        ("Likely", 70),
        (" very likely ", 85),
        ("高", 85),
        ("wep:highly-likely", 90),
        ("admiralty:B3", 50),
        ("F6", None),
        ("", None),
        (None, None),
    ],
)
def test_confidence_is_typed_as_a_number_or_in_words(typed: Any, number: int | None) -> None:
    assert written(typed) == number


@pytest.mark.parametrize(
    "typed", ["101", "-1", "1.5", "٣", "sure", "wep:sure", "sure:likely", "b7", "almost certain", "9" * 5000, True, {}]
)
def test_what_stands_on_no_scale_or_means_two_things_is_refused(typed: Any) -> None:
    with pytest.raises(ConfidenceUnknown):
        written(typed)


@given(st.text(max_size=80))
def test_whatever_is_typed_is_a_number_of_a_hundred_nothing_or_refused(typed: str) -> None:
    try:
        found = written(typed)
    except ConfidenceUnknown:
        return
    assert found is None or 0 <= found <= 100


def test_nought_is_said() -> None:
    fields = {field.id: filled(field) for field in INFORMATION["indicator"].fields if field.needed}

    whole = compose("indicator", fields | {"confidence": 0}, MADE)[0]

    assert whole["confidence"] == 0
    assert fields_of(whole)["confidence"] == 0


def test_what_nobody_can_tell_has_no_number() -> None:
    assert confidence("admiralty", "6") is None
    assert in_words(None) is None
    assert in_words(101) is None
    assert [in_words(n).word for n in (0, 1, 29, 30, 69, 70, 100)] == [
        "none",
        "low",
        "low",
        "med",
        "med",
        "high",
        "high",
    ]
