"""The short way for many kinds says what the long way says, or nothing."""

import json

import pytest

from noroshi.stix.quick import quickly
from noroshi.stix.read import Read
from noroshi.stix.wholly import read_wholly
from tests.bench.threats import objects

REFERENCE = {"source_name": "cve", "external_id": "CVE-2026-12345"}
VULNERABILITY = {
    "type": "vulnerability",
    "spec_version": "2.1",
    "id": "vulnerability--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061",
    "created": "2026-04-01T00:00:00.000Z",
    "modified": "2026-04-01T00:00:00.000Z",
    "name": "CVE-2026-12345",
    "external_references": [REFERENCE],
}


def test_of_thousands_each_is_read_alike():
    given = [
        raw
        for raw in objects(6000)
        if not raw.startswith((b'{"type":"indicator"', b'{"type":"domain', b'{"type":"ipv4'))
    ]
    read = [(quickly(raw), read_wholly(raw)) for raw in given]

    assert [pair for pair in read if pair[0] is not None and pair[0] != pair[1]] == []
    assert sum(short is not None for short, _ in read) > 0.9 * len(given)


@pytest.mark.parametrize(
    "change",
    [
        {"created": "2026-04-01T00:00:00+09:00"},
        {"created": "2026-05-01T00:00:00.000Z"},
        {"created": "2026-13-01T00:00:00.000Z"},
        {"id": "vulnerability--0c7b5b88"},
        {"id": "malware--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061"},
        {"created_by_ref": "malware--0c7b5b88-8ff7-4a4d-aa9d-feb398cd0061"},
        {"object_marking_refs": []},
        {"object_marking_refs": ["marking-definition--1"]},
        {"external_references": [{"source_name": "only"}]},
        {"confidence": 101},
        {"confidence": True},
        {"labels": [1]},
        {"revoked": "true"},
        {"name": None},
        {"lang": "not a language"},
    ],
)
def test_what_the_long_way_refuses_the_short_way_does_not_take(change):
    raw = json.dumps(VULNERABILITY | change).encode()

    assert not isinstance(read_wholly(raw), Read)
    assert quickly(raw) is None


def test_a_key_written_twice_is_left_to_the_long_way():
    raw = json.dumps(VULNERABILITY).encode()
    twice = raw.replace(b'"source_name"', b'"source_name": "a", "source_name"')

    assert quickly(raw) == read_wholly(raw)
    assert quickly(twice) is None
