"""How bad something is, read wherever feeds put it; nonsense is not said, however large or deep."""

import json
import time

import pytest

from noroshi.stix.cvss import of_number, of_text
from noroshi.stix.ours import EXTENSION, extended
from noroshi.stix.quick import quickly
from noroshi.stix.read import Read
from noroshi.stix.reading import read
from noroshi.stix.severity import PLACES, severity_of
from noroshi.stix.wholly import read_wholly
from noroshi.vocabulary import Severity
from tests.unit.test_stix_quick import VULNERABILITY

WORST = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
OTHER = "extension-definition--ea279b3e-5c71-4632-ac08-831c66a786ba"


def said(**more):
    found = read(json.dumps(VULNERABILITY | more).encode())
    assert isinstance(found, Read), found
    return found.severity


@pytest.mark.parametrize(
    ("vector", "tenths"),
    [
        (WORST, 98),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 100),
        ("CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 61),
        ("CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H", 78),
        ("CVSS:3.1/AV:N/AC:H/PR:L/UI:N/S:C/C:N/I:L/A:N/E:P/RL:O", 35),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0),
        ("AV:N/AC:L/Au:N/C:C/I:C/A:C", 100),
        ("AV:N/AC:M/Au:N/C:N/I:P/A:N", 43),
        ("AV:L/AC:H/Au:M/C:P/I:N/A:N", 8),
        ("CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", None),
        ("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H", None),
        ("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", None),
    ],
)
def test_a_vector_is_worth_what_first_says(vector, tenths):
    assert of_text(f"See {vector}.") == tenths


@pytest.mark.parametrize("given", [10.1, -0.1, True, None, [9.8], {"a": 1}, "10.0x", "1e400", "NaN", "", "99", "九"])
def test_what_is_no_score_is_none(given):
    assert of_number(given) is None


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"description": f"Remote code execution. {WORST}"}, 98),
        ({"description": "CVSS v3.1 Base Score: 7.5, CVSS v2 基本値 5.0"}, 75),
        ({"description": "深刻度: CVSS 3.1 のみ"}, None),
        ({"external_references": [{"source_name": "cvss", "external_id": "9.1"}]}, 91),
        (
            {
                "external_references": [
                    {"source_name": "NVD", "url": "https://a.example/?vector=AV:N/AC:M/Au:N/C:N/I:P/A:N"}
                ]
            },
            43,
        ),
        ({"x_opencti_cvss_base_score": 8.8, "x_opencti_cvss_base_severity": "LOW", "x_opencti_cvss_version": 3}, 88),
        ({"x_cvss": {"v3_1": {"base_score": "6.5", "impact_score": 9.9, "type": "Primary"}}}, 65),
        ({"x_cvss": [WORST]}, 98),
        (
            {
                "extensions": {
                    OTHER: {"extension_type": "property-extension", "cvss": {"baseScore": 5.3, "baseSeverity": "HIGH"}}
                }
            },
            53,
        ),
        (
            {"extensions": {OTHER: {"extension_type": "property-extension", "base_severity": "HIGH"}}},
            PLACES[Severity.HIGH],
        ),
        ({"extensions": extended(severity=2.1), "description": WORST}, 21),
        ({"extensions": extended(severity="緊急")}, PLACES[Severity.CRITICAL]),
        ({"extensions": extended(details={"cvss": "4.4"})}, 44),
        ({"labels": ["Critical"]}, PLACES[Severity.CRITICAL]),
        ({"labels": ["rce", "severity:low", 'misp:threat-level="medium-risk"']}, PLACES[Severity.MEDIUM]),
        ({"labels": ["深刻度：重要"]}, PLACES[Severity.HIGH]),
        ({"labels": ["cvss:7.2", "severity:low"]}, 72),
        ({"x_cvss_base_score": 0}, None),
        ({}, None),
    ],
)
def test_it_is_read_wherever_feeds_put_it(more, number):
    assert said(**more) == number


def test_a_bare_word_of_anything_but_a_weakness_says_nothing_of_severity():
    malware = {name: value for name, value in VULNERABILITY.items() if name != "external_references"}
    malware |= {"type": "malware", "id": VULNERABILITY["id"].replace("vulnerability", "malware"), "is_family": True}

    assert read(json.dumps(malware | {"labels": ["high"]}).encode()).severity is None
    assert read(json.dumps(malware | {"labels": ["severity:high"]}).encode()).severity == PLACES[Severity.HIGH]


@pytest.mark.parametrize(
    "more",
    [
        {"description": WORST},
        {"labels": ["critical"]},
        {"labels": ["a" * 300, "severity:low"], "description": "CVSS score 10.0"},
        {"external_references": [{"source_name": "cvss", "external_id": "3.3", "url": "https://a.example/"}]},
    ],
)
def test_the_short_way_says_what_the_long_way_says(more):
    raw = json.dumps(VULNERABILITY | more, ensure_ascii=False).encode()

    assert quickly(raw) == read_wholly(raw)
    assert quickly(raw).severity is not None


@pytest.mark.parametrize(
    "more",
    [
        {"x_cvss": {"score": True}},
        {"x_cvss": {"score": [[[]]]}},
        {"x_severity": {"a": None}},
        {"x_severity": 9},
        {"x_cvss_base_score": "10.0x"},
        {"x_cvss_base_score": "1e400"},
        {"extensions": extended(severity=["high"])},
        {"extensions": {EXTENSION: {"extension_type": "property-extension", "severity": -1}}},
        {"extensions": {OTHER: {"extension_type": "property-extension", "cvss": None}}},
    ],
)
def test_nonsense_is_not_said_and_the_object_is_kept(more):
    assert said(**more) is None


def test_a_number_beyond_all_numbers_is_a_fault_of_its_own():
    raw = json.dumps(VULNERABILITY | {"x_cvss_base_score": 1}).replace('score": 1', 'score": 1e400').encode()

    assert not isinstance(read(raw), Read)


def test_an_object_full_of_figures_is_read_in_no_time():
    parts = {"x_cvss": [{"cvss": ["AV:N/" * 100] * 50} for _ in range(400)], "description": "CVSS score " * 100_000}
    raw = json.dumps(VULNERABILITY | parts).encode()

    began = time.perf_counter()
    read(raw)

    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("number", "which"),
    [
        (100, Severity.CRITICAL),
        (90, Severity.CRITICAL),
        (89, Severity.HIGH),
        (69, Severity.MEDIUM),
        (39, Severity.LOW),
        (0, Severity.NONE),
        *[(place, which) for which, place in PLACES.items()],
    ],
)
def test_every_number_has_its_word(number, which):
    assert severity_of(number) is which
