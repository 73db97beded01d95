"""What MISP tells of products and weaknesses, and how far each of it goes."""

import json

import pytest

from noroshi.stix.cpe import cpe_of
from noroshi.stix.misp.reading import objects_of
from noroshi.stix.quick import quickly
from noroshi.stix.read import Read
from noroshi.stix.reading import read
from noroshi.stix.tlp import ID_OF
from noroshi.stix.wholly import read_wholly
from noroshi.vocabulary import Tlp2
from tests.unit.test_stix_quick import VULNERABILITY

NUMBER = "5bd1d54a-9d3c-4c3c-8b44-6a45f6f0f3a1"
VPN = "cpe:2.3:a:maker:gateway_vpn:9.1:*:*:*:*:*:*:*"


def attribute(place, kind, value, *tags, **more):
    named = [{"name": tag} for tag in tags]
    return {"uuid": f"5bd1d54a-9d3c-4c3c-8b44-{place:012x}", "type": kind, "value": value, "Tag": named} | more


def read_of(*attributes, within=()):
    event = {"uuid": NUMBER, "info": "x", "timestamp": "1795000000", "Tag": [{"name": "tlp:green"}]}
    event |= {
        "Attribute": list(attributes),
        "Object": [{"name": "vulnerability", "Attribute": list(one)} for one in within],
    }
    found = [read(json.dumps(one).encode()) for one in objects_of(event)]
    assert all(isinstance(one, Read) for one in found), found
    return {one.type: one for one in found}


def test_a_product_becomes_software_that_profiles_find():
    found = read_of(attribute(1, "cpe", "cpe:/a:maker:gateway_vpn:9.1"))

    assert found["software"].products == (VPN, "gateway vpn")
    assert found["software"].id in [ref for _, ref in found["report"].refs]


def test_what_stands_beside_a_weakness_in_one_object_is_told_of_it():
    found = read_of(
        within=[
            (
                attribute(1, "vulnerability", "CVE-2026-1234", object_relation="id"),
                attribute(2, "cpe", VPN, object_relation="vulnerable-configuration"),
                attribute(3, "float", "8.1", object_relation="cvss-score"),
            )
        ]
    )

    assert found["vulnerability"].products == (VPN,)
    assert found["vulnerability"].severity == 81


def test_what_goes_less_far_than_the_weakness_is_not_told_with_it():
    found = read_of(
        within=[
            (
                attribute(1, "vulnerability", "CVE-2026-1234"),
                attribute(2, "cpe", VPN, "tlp:red"),
                attribute(3, "float", "8.1", "tlp:red", object_relation="cvss-score"),
            )
        ]
    )

    assert (found["vulnerability"].products, found["vulnerability"].severity) == ((), None)
    assert found["software"].markings == (ID_OF[Tlp2.RED],)


def test_of_two_weaknesses_in_one_object_nobody_knows_which_is_meant():
    parts = attribute(1, "vulnerability", "CVE-2026-1234"), attribute(2, "vulnerability", "CVE-2026-1235")

    assert read_of(within=[(*parts, attribute(3, "cpe", VPN))])["vulnerability"].products == ()


def test_a_tag_of_severity_is_read_of_a_weakness():
    assert read_of(attribute(1, "vulnerability", "CVE-2026-1234", "severity:low"))["vulnerability"].severity == -4


@pytest.mark.parametrize(
    ("given", "product"),
    [
        (VPN, VPN),
        ("cpe:/a:maker:gateway_vpn:9.1", VPN),
        ("cpe:/o:maker:edge%2bos", "cpe:2.3:o:maker:edge\\+os:*:*:*:*:*:*:*:*"),
        ("cpe:/a:maker", None),
        ("cpe:/a::thing", None),
        ("cpe:2.3:a", None),
        ("cpe:2.3:a:maker:thing x", None),
        ("cpe:/a:maker:" + "x" * 500, None),
        ("maker thing", None),
        (["cpe:/a:b:c"], None),
        (None, None),
    ],
)
def test_both_forms_of_a_product_are_one(given, product):
    assert cpe_of(given) == product


def test_a_reference_that_is_a_product_is_read_of_any_object_the_short_way_and_the_long():

    references = [
        {"source_name": "cpe", "external_id": one} for one in ("cpe:/a:maker:gateway_vpn:9.1", "cpe:bad", VPN)
    ]
    raw = json.dumps(VULNERABILITY | {"external_references": references}).encode()

    assert quickly(raw) == read_wholly(raw)
    assert quickly(raw).products == (VPN,)
