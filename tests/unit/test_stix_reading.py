"""What is read out of an object: of feeds as they are, with custom kinds, compound patterns, references of every name."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from noroshi.observables import Kind
from noroshi.stix.faults import Fault, Wrong
from noroshi.stix.kinds import StixKind
from noroshi.stix.limits import REFERENCES
from noroshi.stix.ours import EXTENSION
from noroshi.stix.patterns import sought
from noroshi.stix.reading import Read, read, read_all
from tests.stix_samples import AT, INDICATOR, SAMPLES, ref, sco, sdo


def taken(whole: dict[str, Any]) -> Read:
    found = read(json.dumps(whole).encode())
    assert isinstance(found, Read), found
    return found


def test_the_narrow_facts_of_an_indicator() -> None:
    found = taken(INDICATOR)

    assert (found.kind, found.type, found.uuid) == (StixKind.INDICATOR, "indicator", str(UUID(int=1, version=4)))
    assert found.created == datetime(2026, 4, 1, 9, tzinfo=UTC)
    assert found.version == datetime(2026, 5, 1, 9, 0, 0, 500_000, tzinfo=UTC)
    assert (found.confidence, found.revoked, found.created_by) == (70, False, ref("identity"))
    assert found.values == ((Kind.DOMAIN, "bad.example.com"), (Kind.IPV4, "203.0.113.7"))
    assert found.labels == ("見本",)


@pytest.mark.parametrize(
    ("pattern", "values"),
    [
        ("[domain-name:value = 'BAD.Example.COM']", [(Kind.DOMAIN, "bad.example.com")]),
        ("[file:hashes.'SHA-256' = '" + "A" * 64 + "' AND file:name = 'a.exe']", [(Kind.SHA256, "a" * 64), (Kind.FILE_NAME, "a.exe")]),
        ("[ipv4-addr:value IN ('203.0.113.7', '203.0.113.8')]", [(Kind.IPV4, "203.0.113.7"), (Kind.IPV4, "203.0.113.8")]),
        ("[ipv4-addr:value = '203.0.113.7'] FOLLOWEDBY ([url:value = 'http://a.example/b'] OR [mutex:name = 'x']) WITHIN 5 SECONDS",
         [(Kind.IPV4, "203.0.113.7"), (Kind.URL, "http://a.example/b"), (Kind.MUTEX, "x")]),
        ("[ipv4-addr:value != '203.0.113.7' AND NOT EXISTS file:size]", []),
        ("[ipv4-addr:value NOT IN ('203.0.113.7')]", []),
        ("[x-own:thing = 'y' OR file:size > 5]", []),
        ("[network-traffic:dst_ref.value = 'bad.example.com']", [(Kind.DOMAIN, "bad.example.com")]),
        ("[email-message:from_ref.value = 'a@example.com']", [(Kind.EMAIL, "a@example.com")]),
    ],
)  # fmt: skip
def test_values_come_out_of_every_joining(pattern: str, values: list[tuple[Kind, str]]) -> None:
    assert list(sought(pattern).values) == values
    assert list(taken({**INDICATOR, "pattern": pattern}).values) == values


@pytest.mark.parametrize(
    ("pattern", "place"),
    [
        ("", "1"),
        ("[", "2"),
        ("[domain-name:value]", "19"),
        ("[a:b = 'x'", "11"),
        ("nonsense", "1"),
        ("[a:b = 'x'] AND", "16"),
    ],
)
def test_what_is_no_pattern_says_where(pattern: str, place: str) -> None:
    with pytest.raises(Wrong) as wrong:
        sought(pattern)

    assert wrong.value.fault.given.split(":")[0] == place


@pytest.mark.parametrize(
    "pattern",
    [
        "(" * 50_000 + "[a:b = 1]" + ")" * 50_000,
        "[a:b = '" + "x" * 200_000 + "']",
        "[" + " OR ".join(["a:b = 1"] * 9_999) + "]",
    ],
)
def test_patterns_that_explode_are_bounded(pattern: str) -> None:
    found = read(json.dumps({**INDICATOR, "pattern": pattern}).encode())

    assert isinstance(found, Fault | Read)


def test_nothing_of_an_object_is_left_out_without_a_word() -> None:
    """Up to the limits all is read; beyond them the sender hears which."""
    names = " OR ".join(f"domain-name:value = 'n{number}.kirisame.top'" for number in range(1500))
    assert len(taken(INDICATOR | {"pattern": f"[{names}]"}).values) == 1500

    report = SAMPLES["report"] | {"object_refs": [ref("indicator", number) for number in range(REFERENCES)]}
    assert len(taken(report).refs) >= REFERENCES
    report["object_refs"].append(ref("indicator", REFERENCES))
    found = read(json.dumps(report).encode())
    assert isinstance(found, Fault)
    assert (found.code, found.given) == ("too_many", str(REFERENCES))


def test_other_languages_of_patterns_are_kept_as_they_are() -> None:
    assert taken({**INDICATOR, "pattern": "rule x { condition: true }", "pattern_type": "yara"}).values == ()


def test_a_bundle_like_attack_is_read_whole_and_kept_byte_for_byte() -> None:
    own = {
        "x_mitre_domains": ["ics-attack"],
        "x_mitre_deprecated": False,
        "x_mitre_modified_by_ref": ref("identity"),
        "x_mitre_version": "1.0",
    }
    numbered = [{"source_name": "mitre-attack", "external_id": "T0800", "url": "https://attack.example/T0800"}]
    objects = [
        sdo(
            "x-mitre-collection",
            name="ICS",
            x_mitre_contents=[{"object_ref": ref("attack-pattern"), "object_modified": AT}],
            **own,
        ),
        sdo("x-mitre-matrix", name="ICS", tactic_refs=[ref("x-mitre-tactic")], **own),
        sdo("x-mitre-tactic", name="Impact", x_mitre_shortname="impact", **own),
        sdo("attack-pattern", name="Activate Firmware Update Mode", **{**own, "external_references": numbered}),
        sdo(
            "relationship",
            relationship_type="detects",
            source_ref=ref("x-mitre-data-component"),
            target_ref=ref("attack-pattern"),
            **own,
        ),
    ]
    written = [json.dumps(one, indent=4).encode() for one in objects]

    found = list(
        read_all(
            b'{\n "type": "bundle",\n "id": "'
            + ref("bundle").encode()
            + b'",\n "objects": [\n'
            + b",\n".join(written)
            + b"\n]\n}"
        )
    )

    assert [one.raw for one in found if isinstance(one, Read)] == written
    kinds = [one.kind for one in found if isinstance(one, Read)]
    assert kinds == [StixKind.CUSTOM] * 3 + [StixKind.ATTACK_PATTERN, StixKind.RELATIONSHIP]
    matrix, technique = found[1], found[3]
    assert isinstance(matrix, Read)
    assert isinstance(technique, Read)
    assert ("tactic_refs", ref("x-mitre-tactic")) in matrix.refs
    assert technique.values == ((Kind.TECHNIQUE, "T0800"),)


def test_observables_have_their_values() -> None:
    wanted = {
        "ipv4-addr": Kind.IPV4, "ipv6-addr": Kind.IPV6, "domain-name": Kind.DOMAIN, "url": Kind.URL, "email-addr": Kind.EMAIL,
        "mutex": Kind.MUTEX,
        "file": Kind.FILE_NAME, "autonomous-system": Kind.ASN, "windows-registry-key": Kind.REGISTRY_KEY, "mac-addr": Kind.MAC,
        "artifact": Kind.MD5, "x509-certificate": Kind.CERTIFICATE, "process": Kind.COMMAND_LINE, "email-message": Kind.MAIL_SUBJECT,
    }  # fmt: skip

    assert {name: {kind for kind, _ in taken(SAMPLES[name]).values} & {kind} for name, kind in wanted.items()} == {
        name: {kind} for name, kind in wanted.items()
    }


def test_products_sectors_and_references_are_found() -> None:
    extension = {
        EXTENSION: {
            "extension_type": "property-extension",
            "products": ["cpe:2.3:a:x:y:1:*:*:*:*:*:*:*"],
            "sectors": ["electricity"],
        }
    }

    vulnerability = taken({**SAMPLES["vulnerability"], "extensions": extension})

    assert vulnerability.products == ("cpe:2.3:a:x:y:1:*:*:*:*:*:*:*",)
    assert vulnerability.sectors == ("electricity",)
    assert vulnerability.values == ((Kind.CVE, "CVE-2026-12345"),)
    assert taken(SAMPLES["software"]).products == ("cpe:2.3:a:example:sample:1.0:*:*:*:*:*:*:*", "見本")
    assert taken(SAMPLES["identity"]).sectors == ("energy",)
    assert dict(taken(SAMPLES["sighting"]).refs)["sighting_of_ref"] == ref("indicator")
    assert taken(SAMPLES["relationship"]).refs == (("source_ref", ref("indicator")), ("target_ref", ref("malware")))


def test_an_observable_has_no_version_and_nothing_of_one_may_stand_in_it() -> None:
    found = read(json.dumps(sco("url", value="https://example.com/", modified=AT)).encode())

    assert taken(SAMPLES["url"]).version is None
    assert isinstance(found, Fault)
    assert (found.code, found.given) == ("not_allowed", "modified")


def test_a_fault_says_place_id_path_and_what_to_mend_in_both_languages() -> None:
    bad = {**INDICATOR, "external_references": [{"source_name": "x"}]}

    found = list(read_all(json.dumps({"type": "bundle", "objects": [INDICATOR, bad]}).encode()))[1]

    assert isinstance(found, Fault)
    assert (found.position, found.id, found.path) == (1, INDICATOR["id"], "$.external_references[0]")
    assert (found.says.ja, found.says.en) == (
        "次のどれかが必要です: description, external_id, url",
        "One of these is needed: description, external_id, url",
    )
