"""Held to two readers of others: what one of them refuses we refuse, and what we alone refuse has its reason.

`stix2` turns what is wrong into something right where it can; the validator knows the schemas of OASIS. Both are for tests alone.
"""

import json
import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import pytest
import stix2
import stix2patterns.validator

from noroshi.observables import Kind
from noroshi.stix.faults import Wrong
from noroshi.stix.forms import Around, bundle
from noroshi.stix.ids import CONTRIBUTING, observable_id
from noroshi.stix.information import INFORMATION, Made, compose
from noroshi.stix.markings import fixed_marking
from noroshi.stix.parsing import comparisons
from noroshi.stix.reading import Fault, read
from noroshi.stix.writing import observable_of, pattern_of
from noroshi.vocabulary import FormKind, Tlp2
from tests.paper_filled import paper
from tests.stix_samples import SAMPLES
from tests.unit.test_stix_information import MADE, filled

ROOT: Final = Path(__file__).parents[2]
VALUES: Final[list[Any]] = [
    "", "x", 0, -1, 101, 1.5, True, None, [], ["x"], {}, {"a": "b"}, "2026-04-01", "2026-04-01T09:00:00Z", "2026-04-01T09:00:00+09:00",
    "2016-01-01T00:00:00Z", "2036-01-01T00:00:00Z", "identity--00000000-0000-4000-8000-000000000001",
    ["identity--00000000-0000-4000-8000-000000000001"], ["indicator--00000000-0000-4000-8000-000000000001"], "zz--1",
]  # fmt: skip

WE_ALONE: Final = {
    "wrong_type": "it turns numbers into texts, one into a list, 0 and 1 into true and false, and leaves null out",
    "empty": "it leaves empty lists and dictionaries out; the standard forbids them",
    "missing": "it invents id, created, modified and spec_version",
    "not_a_type": "what it does not know it takes as it is",
    "wrong_id_type": "the same: it does not look into objects of unknown types",
    "not_an_id": "the same",
    "old_spec": "the same",
    "not_a_moment": "the same",
    "not_a_language": "it takes any text for a language",
    "wrong_order": "it lets an object be modified before it was created",
    "out_of_bounds": "it knows no bounds of confidence and of numbers of networks",
    "not_base64": "it reads base64 with signs left out",
    "not_an_address": "it takes any text for an address",
    "wrong_value": "it takes any text for the type of a relationship",
}
"""Fault by fault, why we refuse what `stix2` takes."""

IT_ALONE: Final = {"definition_type": "other kinds of markings than statement and TLP are kept, and are RED"}
"""Property by property, why we take what `stix2` refuses."""

VALIDATOR_ALONE: Final = {
    "precise to the millisecond": "moments with more or fewer digits are kept: two of three senders write them",
    "mime_type": "new families of media types are kept",
    "idn-hostname": "names that are no host names (`_dmarc.example`) were observed and are kept",
    "ISO 639": "languages of a software in two letters are kept",
    "is not a 'uri'": "what was observed where a URL was due is kept as it was",
    "is not a 'email'": "the same",
    "cpe: ": "names of products are kept however they were written",
}
"""Why we take what the validator refuses."""

NOT_LOOKED_AT: Final = {
    "not_an_id": "the schema of references is any text here",
    "wrong_id_type": "the schemas do not say what a marking reference must refer to",
    "out_of_bounds": "the schema has no least number of a network",
    "not_together": "the schema does not join end and is_active",
    "missing": "the schema forgets created_by_ref of an extension definition",
}
"""Fault by fault, why we refuse what the validator takes."""


def changed() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every sample as it is, without each of its properties, and with each of them spoiled in every way."""
    for sample in SAMPLES.values():
        yield "", sample
        for name in sample:
            yield name, {key: value for key, value in sample.items() if key != name}
            for value in VALUES:
                yield name, {**sample, name: value}


def refuses(whole: dict[str, Any]) -> bool:
    try:
        stix2.parse(json.dumps(whole), allow_custom=True, version="2.1")
    except Exception:
        return True
    return False


def validated(objects: list[Any]) -> list[str]:
    python = subprocess.run([ROOT / "bin" / "peers", "stix"], check=True, capture_output=True, text=True).stdout.strip()
    script = Path(__file__).with_name("stix_validator.py")
    done = subprocess.run([python, script], check=True, capture_output=True, text=True, input=json.dumps(objects))
    found: list[str] = json.loads(done.stdout[done.stdout.index("[") :])
    return found


def test_every_sample_is_taken_by_all_three() -> None:
    assert [
        name for name, one in SAMPLES.items() if refuses(one) or isinstance(read(json.dumps(one).encode()), Fault)
    ] == []
    assert [said for said in validated(list(SAMPLES.values())) if said] == []


def test_what_the_library_refuses_we_refuse_and_what_we_alone_refuse_has_its_reason() -> None:
    unexplained = []
    for name, whole in changed():
        ours = read(json.dumps(whole).encode())
        theirs = refuses(whole)
        if isinstance(ours, Fault) and not theirs and ours.code not in WE_ALONE:
            unexplained.append((whole["type"], name, whole.get(name), ours.code))
        if not isinstance(ours, Fault) and theirs and name not in IT_ALONE:
            unexplained.append((whole["type"], name, whole.get(name), "theirs"))

    assert unexplained == []


def test_what_the_validator_refuses_we_refuse_and_the_other_way_round() -> None:
    chance = random.Random(21)  # noqa: S311 - a sample
    some = chance.sample(list(changed()), 2_000)

    unexplained = []
    for (name, whole), theirs in zip(some, validated([whole for _, whole in some]), strict=True):
        ours = read(json.dumps(whole).encode())
        if isinstance(ours, Fault) and not theirs and ours.code not in NOT_LOOKED_AT:
            unexplained.append((whole["type"], name, whole.get(name), ours.code))
        if not isinstance(ours, Fault) and theirs and not any(words in theirs for words in VALIDATOR_ALONE):
            unexplained.append((whole["type"], name, whole.get(name), theirs))

    assert unexplained == []


@pytest.mark.parametrize("kind", list(FormKind))
def test_forms_that_leave_are_taken_by_both(kind: FormKind) -> None:
    sent = json.loads(
        bundle(paper(kind, title="件名"), Around(UUID(int=3, version=4), datetime(2026, 11, 21, tzinfo=UTC)))
    )

    assert [one["type"] for one in sent["objects"] if refuses(one)] == []
    assert [said for said in validated(sent["objects"]) if said] == []
    assert not refuses(sent)


def test_the_eleven_kinds_are_taken_by_both() -> None:
    made = [
        one
        for kind, known in INFORMATION.items()
        for one in compose(kind, {f.id: filled(f) for f in known.fields}, MADE)
    ]

    assert [one["type"] for one in made if refuses(one)] == []
    assert [said for said in validated(made) if said] == []
    assert isinstance(MADE, Made)


def test_markings_of_tlp_2_are_word_for_word_those_of_the_library() -> None:
    theirs = {
        one.id: json.loads(one.serialize())
        for one in vars(stix2.v21.common).values()
        if isinstance(one, stix2.MarkingDefinition)
    }

    assert not [label for label in Tlp2 if refuses(fixed_marking(label))]
    assert all(
        fixed_marking(label) == theirs[fixed_marking(label)["id"]]
        for label in Tlp2
        if fixed_marking(label)["id"] in theirs
    )


def test_ids_of_observables_are_those_of_the_library() -> None:
    found = {}
    for name, sample in SAMPLES.items():
        if name in CONTRIBUTING:
            without = {key: value for key, value in sample.items() if key != "id"}
            found[name] = (observable_id(without), str(stix2.parse(json.dumps(without), version="2.1").id))

    assert len(found) == len(CONTRIBUTING)
    assert {name: ours for name, (ours, theirs) in found.items() if ours != theirs} == {}


@pytest.mark.parametrize(
    "number", [0.1, 1e21, 1e-7, 123456789012345680000.0, 5e-324, 1.7976931348623157e308, -0.0, 100.0, 1 / 3, 0.000001]
)
def test_numbers_in_ids_are_printed_as_the_library_prints_them(number: float) -> None:
    section = {"name": "x", "entropy": number}
    whole = {
        "type": "file",
        "name": "a",
        "extensions": {"windows-pebinary-ext": {"pe_type": "exe", "sections": [section]}},
    }

    assert observable_id(whole) == str(stix2.parse(json.dumps(whole), version="2.1").id)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.IPV4, "203.0.113.7"), (Kind.IPV6, "2001:db8::1"), (Kind.CIDR, "203.0.113.0/24"), (Kind.DOMAIN, "bad.example.com"),
        (Kind.URL, "https://example.com/'x"), (Kind.EMAIL, "a@example.com"), (Kind.MD5, "a" * 32), (Kind.SHA256, "a" * 64),
        (Kind.FILE_NAME, "it's \\ a.exe"), (Kind.REGISTRY_KEY, "HKEY_LOCAL_MACHINE\\A"), (Kind.MUTEX, "x"), (Kind.ASN, "AS64500"),
        (Kind.USER_AGENT, "Mozilla"), (Kind.MAC, "d2:fb:49:24:37:18"), (Kind.SERVICE_NAME, "x"), (Kind.CERTIFICATE, "b" * 64),
    ],
)  # fmt: skip
def test_patterns_and_observables_of_values_are_taken_by_the_library(kind: Kind, value: str) -> None:
    pattern, whole = pattern_of(kind, value), observable_of(kind, value)

    assert pattern
    assert stix2patterns.validator.run_validator(pattern, "2.1") == []
    assert whole is None or not refuses(whole)


PIECES: Final = (  # one word each
    "[ ] ( ) a:b file:hashes.'SHA-256' x-y:z[*].w x:a.'b'[0] = != <> == < >= IN LIKE MATCHES ISSUBSET ISSUPERSET EXISTS NOT AND OR"
    " FOLLOWEDBY START STOP WITHIN REPEATS TIMES SECONDS 5 -5 1.5 +3 'x' 'it\\'s' true h'ab' h'a' b'aGk=' t'2026-04-01T09:00:00Z'"
    " t'2026-04-01' , ('a','b') () /*x*/ [a:b='x'] [a:b='x'AND(a:c=1)] ([a:b='x'])"
)
COMPARED: Final = ("= 1", "!= 2.5", "IN ('x', 'y')", "NOT LIKE 'x%'", "> 3", "NOT = true", "MATCHES 'x'")
BEHIND: Final = ("AND [a:b = 1]", "OR [a:c = 2]", "FOLLOWEDBY [a:d = 3]", "WITHIN 5 SECONDS", "REPEATS 2 TIMES")


def test_patterns_are_read_and_refused_as_the_library_does() -> None:
    """Random sentences of the language, right and nearly right."""
    chance = random.Random(4)  # noqa: S311 - sentences
    sentences = [_sentence(chance) for _ in range(3_000)]

    different = [
        text
        for text in sentences
        if not text.startswith("/*")  # a remark at the beginning is right, and not known to it
        and is_read(text) == bool(stix2patterns.validator.run_validator(text, "2.1"))
    ]

    assert different == []


def is_read(pattern: str) -> bool:
    try:
        comparisons(pattern)
    except Wrong:
        return False
    return True


def _sentence(chance: random.Random) -> str:
    comparison = f"{chance.choice(['a:b', 'a:c.d', 'a:e[*].f'])} {chance.choice(COMPARED)}"
    inner = f" {chance.choice(['AND', 'OR'])} ".join([comparison] * chance.randrange(1, 4))
    whole = [f"[{inner}]", *(chance.choice(BEHIND) for _ in range(chance.randrange(3)))]
    for _ in range(chance.randrange(3)):
        whole.insert(chance.randrange(len(whole) + 1), chance.choice(PIECES.split()))
    return " ".join(whole)
