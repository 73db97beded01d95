"""One valid object of every kind with most of its properties, and plain indicators by chance; nobody real is in them."""

import random
from typing import Any, Final
from uuid import UUID

AT: Final = "2026-04-01T09:00:00.000Z"
LATER: Final = "2026-05-01T09:00:00.500Z"
GREEN: Final = "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb"


def ref(kind: str, number: int = 1) -> str:
    return f"{kind}--{UUID(int=number, version=4)}"


def sdo(kind: str, **said: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": ref(kind),
        "created_by_ref": ref("identity"),
        "created": AT,
        "modified": LATER,
        "labels": ["見本"],
        "confidence": 70,
        "lang": "ja",
        "external_references": [
            {"source_name": "見本", "url": "https://example.com/", "hashes": {"SHA-256": "a" * 64}}
        ],
        "object_marking_refs": [GREEN],
        **said,
    }


def sco(kind: str, **said: Any) -> dict[str, Any]:
    return {"type": kind, "spec_version": "2.1", "id": ref(kind), **said}


PHASES: Final = [{"kill_chain_name": "mitre-attack", "phase_name": "initial-access"}]
SEEN: Final = {"first_seen": AT, "last_seen": LATER}
INDICATOR: Final[dict[str, Any]] = sdo(
    "indicator",
    name="不審な通信先",
    description="説明",
    indicator_types=["malicious-activity"],
    pattern="[domain-name:value = 'bad.example.com' OR ipv4-addr:value = '203.0.113.7']",
    pattern_type="stix",
    pattern_version="2.1",
    valid_from=AT,
    valid_until=LATER,
    kill_chain_phases=PHASES,
)
_ALL: Final[list[dict[str, Any]]] = [
    INDICATOR,
    sdo("attack-pattern", name="なりすまし", aliases=["x"], kill_chain_phases=PHASES),
    sdo("campaign", name="作戦", aliases=["x"], objective="窃取", **SEEN),
    sdo("course-of-action", name="遮断", description="遮断する"),
    sdo("grouping", name="調査", context="suspicious-activity", object_refs=[ref("indicator")]),
    sdo("identity", name="見本電力", identity_class="organization", sectors=["energy"], roles=["x"], contact_information="x"),
    sdo("incident", name="不正侵入"),
    sdo("infrastructure", name="踏み台", infrastructure_types=["command-and-control"], kill_chain_phases=PHASES, **SEEN),
    sdo("intrusion-set", name="集団", goals=["窃取"], resource_level="organization", primary_motivation="ideology", **SEEN),
    sdo("location", name="東京", latitude=35.6, longitude=139.7, precision=1000.0, region="eastern-asia", country="jp", city="x"),
    sdo("malware", name="見本", is_family=True, malware_types=["ransomware"], operating_system_refs=[ref("software")],
        capabilities=["x"], sample_refs=[ref("file")], **SEEN),
    sdo("malware-analysis", product="見本", version="1", submitted=AT, analysis_started=AT, analysis_ended=LATER, result="malicious",
        sample_ref=ref("file"), modules=["x"]),
    sdo("note", abstract="要約", content="本文", authors=["x"], object_refs=[ref("indicator")]),
    sdo("observed-data", first_observed=AT, last_observed=LATER, number_observed=3, object_refs=[ref("ipv4-addr")]),
    sdo("opinion", opinion="agree", explanation="来ている", authors=["x"], object_refs=[ref("indicator")]),
    sdo("report", name="報告", report_types=["threat-report"], published=AT, object_refs=[ref("indicator")]),
    sdo("threat-actor", name="集団", threat_actor_types=["crime-syndicate"], roles=["director"], goals=["x"], sophistication="advanced",
        resource_level="team", primary_motivation="revenge", secondary_motivations=["x"], personal_motivations=["x"], **SEEN),
    sdo("tool", name="道具", tool_types=["remote-access"], tool_version="1", kill_chain_phases=PHASES),
    sdo("vulnerability", name="CVE-2026-12345", external_references=[{"source_name": "cve", "external_id": "CVE-2026-12345"}]),
    sdo("relationship", relationship_type="indicates", source_ref=ref("indicator"), target_ref=ref("malware"),
        start_time=AT, stop_time=LATER),
    sdo("sighting", sighting_of_ref=ref("indicator"), count=3, where_sighted_refs=[ref("identity")], summary=False,
        observed_data_refs=[ref("observed-data")], **SEEN),
    sco("artifact", mime_type="text/plain", payload_bin="aGVsbG8=", hashes={"MD5": "b" * 32}),
    sco("autonomous-system", number=64500, name="見本", rir="APNIC"),
    sco("directory", path="C:\\Windows", ctime=AT, contains_refs=[ref("file")]),
    sco("domain-name", value="bad.example.com", resolves_to_refs=[ref("ipv4-addr")]),
    sco("email-addr", value="a@example.com", display_name="見本", belongs_to_ref=ref("user-account")),
    sco("email-message", is_multipart=True, date=AT, subject="件名", from_ref=ref("email-addr"), to_refs=[ref("email-addr")],
        additional_header_fields={"Received": ["a.example.com", "b.example.com"]},
        body_multipart=[{"content_type": "text/plain", "body": "x"}, {"body_raw_ref": ref("artifact")}]),
    sco("file", name="a.exe", hashes={"SHA-256": "c" * 64, "MD5": "d" * 32}, size=10, ctime=AT, magic_number_hex="4d5a",
        parent_directory_ref=ref("directory"),
        extensions={"windows-pebinary-ext": {"pe_type": "exe", "sections": [{"name": ".text", "entropy": 0.061089}]}}),
    sco("ipv4-addr", value="203.0.113.7", belongs_to_refs=[ref("autonomous-system")]),
    sco("ipv6-addr", value="2001:db8::1"),
    sco("mac-addr", value="d2:fb:49:24:37:18"),
    sco("mutex", name="__CLEANSWEEP__"),
    sco("network-traffic", protocols=["ipv4", "tcp"], src_ref=ref("ipv4-addr"), dst_ref=ref("domain-name"), dst_port=443, start=AT,
        end=LATER, is_active=False,
        extensions={"http-request-ext": {"request_method": "get", "request_value": "/", "request_header": {"User-Agent": ["x"]}}}),
    sco("process", pid=12, command_line="a.exe -k", created_time=AT, environment_variables={"A": "b"}, image_ref=ref("file"),
        extensions={"windows-service-ext": {"service_name": "x", "start_type": "SERVICE_AUTO_START"}}),
    sco("software", name="見本", cpe="cpe:2.3:a:example:sample:1.0:*:*:*:*:*:*:*", vendor="x", version="1.0", languages=["jpn"]),
    sco("url", value="https://bad.example.com/a"),
    sco("user-account", user_id="1001", account_login="x", account_type="unix", is_privileged=True,
        extensions={"unix-account-ext": {"gid": 1, "groups": ["wheel"]}}),
    sco("windows-registry-key", key="HKEY_LOCAL_MACHINE\\System\\Foo", values=[{"name": "a", "data": "b", "data_type": "REG_SZ"}]),
    sco("x509-certificate", serial_number="36:f7", issuer="C=JP", validity_not_before=AT, hashes={"SHA-256": "e" * 64},
        x509_v3_extensions={"key_usage": "x"}),
    {**sdo("extension-definition", name="拡張", schema="https://example.com/schema.json", version="1.0.0",
           extension_types=["property-extension"])},
    sdo("language-content", object_ref=ref("campaign"), contents={"en": {"name": "Operation"}}),
    {"type": "marking-definition", "spec_version": "2.1", "id": ref("marking-definition"), "created": AT, "definition_type": "statement",
     "definition": {"statement": "転載禁止"}},
    sdo("custom", extensions={"extension-definition--" + str(UUID(int=9, version=4)): {"extension_type": "new-sdo"}}, own_field="x"),
]  # fmt: skip
SAMPLES: Final[dict[str, dict[str, Any]]] = {one["type"]: one for one in _ALL}
del (
    SAMPLES["extension-definition"]["confidence"],
    SAMPLES["extension-definition"]["lang"],
    SAMPLES["language-content"]["lang"],
)


def plain(chance: random.Random) -> dict[str, Any]:
    """An indicator as feeds have them."""
    number = chance.getrandbits(122)
    kind, value = chance.choice(
        [
            ("domain-name:value", f"h{number:x}.example.com"),
            ("ipv4-addr:value", f"198.51.100.{number % 256}"),
            ("url:value", f"https://example.com/{number:x}"),
            ("file:hashes.'SHA-256'", f"{number:064x}"),
        ]
    )
    whole = {
        "type": "indicator",
        "spec_version": "2.1",
        "id": f"indicator--{UUID(int=number, version=4)}",
        "created": AT,
        "modified": chance.choice([AT, LATER]),
        "pattern": f"[{kind} = '{value}']",
        "pattern_type": "stix",
        "valid_from": AT,
    }
    some = {
        "name": "不審",
        "description": "x" * chance.randrange(50),
        "labels": ["a"],
        "confidence": chance.randrange(101),
        "valid_until": LATER,
        "object_marking_refs": [GREEN],
        "created_by_ref": ref("identity"),
        "revoked": False,
    }
    return {**whole, **{name: one for name, one in some.items() if chance.random() < 0.6}}
