"""Our own reports as whole events: values, files, whom they show, what is said, how grave; equal through MISP's library, never wider."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymisp import MISPEvent

from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions import take_in_body
from noroshi.intel.misp import stix_of
from noroshi.stix.misp import Told, color_of_event, event_of
from noroshi.stix.misp.colors import STRICTEST_FIRST, color_of_part, listed
from noroshi.stix.ours import extended
from noroshi.stix.reading import Fault, Read, read, read_all
from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.conformance.test_misp import EVIL, fetched, key_of
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of, relationship, stix_id

FILE = f"[file:name = '請求書.exe' AND file:hashes.'SHA-256' = '{'a1' * 32}']"
TECHNIQUE = {
    "type": "attack-pattern",
    "id": stix_id("attack-pattern", "mail"),
    "name": "Spearphishing Attachment",
    "external_references": [{"source_name": "mitre-attack", "external_id": "T1566.001"}],
}
NUMBER = stix_id("report", "r")[-36:]


def bare(whole: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {name: value for name, value in whole.items() if not name.startswith(("pattern", "valid_"))} | said


def report(*about: dict[str, Any], **said: Any) -> dict[str, Any]:
    told = {
        "type": "report",
        "id": stix_id("report", "r"),
        "name": "観測のまとめ",
        "description": "配送を装うメールが届いた。",
    }
    published = {"published": "2026-11-20T00:00:00.000Z", "labels": ["importance:warning", "tlp:clear"]}
    return bare(indicator("r"), **told, **published, object_refs=[one["id"] for one in about]) | said


def everything() -> list[dict[str, Any]]:
    family, technique = malware("RedTide", aliases=["Akashio"]), bare(indicator("t"), **TECHNIQUE)
    one = indicator(1, EVIL, description="誘導先", labels=["誘導"])
    file = indicator(2, pattern=FILE)
    loose = indicator(3, pattern="[ipv4-addr:value = '45.9.1.66' OR domain-name:value = 'b.kirisame.top']")
    weak = bare(indicator("w"), type="vulnerability", id=stix_id("vulnerability", "w"), name="CVE-2026-1234")
    tie = relationship("a", one["id"], family["id"])
    return [one, file, loose, weak, family, technique, tie, report(one, file, loose, weak, family, technique, tie)]


def event_at(viewer: Any) -> Any:
    return fetched(key_of(viewer), f"{NUMBER}.json")


@pytest.mark.django_db
def test_a_report_leaves_as_a_whole_event_that_the_library_reads_and_writes_equal(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), *everything())

    whole = event_at(cast.electric).json()
    back = MISPEvent()
    back.load(json.loads(json.dumps(whole)))

    assert sorted((one.type, one.value, one.to_ids) for one in back.attributes) == [
        ("domain", "b.kirisame.top", True),
        ("domain", EVIL, True),
        ("ip-dst", "45.9.1.66", True),
        ("vulnerability", "CVE-2026-1234", False),
    ]
    (file,) = back.objects
    assert file.name == "file"
    assert {one.object_relation: one.value for one in file.attributes} == {
        "filename": "請求書.exe",
        "sha256": "a1" * 32,
    }
    first = next(one for one in back.attributes if one.value == EVIL)
    assert (first.comment, {tag.name for tag in first.tags}) == (
        "誘導先",
        {"tlp:green", "誘導", 'misp-galaxy:malpedia="RedTide"'},
    )
    assert {cluster.value for galaxy in back.galaxies for cluster in galaxy.clusters} == {
        "RedTide",
        "Spearphishing Attachment - T1566.001",
    }
    assert [one.content for one in back.event_reports] == ["配送を装うメールが届いた。"]
    assert (int(back.threat_level_id), int(back.analysis), int(back.distribution)) == (1, 2, 1)
    assert [tag["name"] for tag in whole["Event"]["Tag"]][:2] == ["tlp:green", "importance:warning"]
    assert same(json.loads(back.to_json()), whole["Event"])


def same(one: Any, other: Any) -> bool:
    """The library adds words of its own and writes numbers as numbers; whatever we said must stand there as it was."""
    if isinstance(other, dict):
        return all(name in one and same(one[name], value) for name, value in other.items() if value not in ("", []))
    if isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return str(one) == str(other)


@pytest.mark.django_db
def test_what_left_comes_in_elsewhere_as_what_it_was(cast: Cast) -> None:
    sent = everything()
    brought(cast.center, origin_of(cast.center), *sent)
    whole = event_at(cast.center).json()

    found = list(read_all(stix_of(json.dumps(whole).encode())))

    assert [one for one in found if isinstance(one, Fault)] == []
    values = {value for one in found if isinstance(one, Read) for value in one.values}
    ours = [read(json.dumps(one).encode()) for one in sent]
    assert values == {value for one in ours if isinstance(one, Read) for value in one.values}
    names = {(one.kind.type, one.name) for one in found if isinstance(one, Read) and one.name}
    assert {("malware", "RedTide"), ("attack-pattern", "Spearphishing Attachment"), ("report", "観測のまとめ")} <= names
    with acting_as(cast.bank):
        origin = origin_of(cast.bank, "MISP", Tlp2.CLEAR, opened=[])
        assert take_in_body(cast.bank, origin.public_id, stix_of(json.dumps(whole).encode())).faults == []
    again = event_at(cast.bank).json()
    assert again == whole


@pytest.mark.django_db
def test_what_a_desk_may_not_read_leaves_no_trace_in_its_event(cast: Cast) -> None:
    family = malware("RedTide", **marked(Tlp2.RED))
    one, hidden, old = (
        indicator(1, EVIL),
        indicator(2, "secret.top", **marked(Tlp2.RED)),
        indicator(3, "old.top", revoked=True),
    )
    tie = relationship("a", one["id"], family["id"], **marked(Tlp2.RED))
    brought(cast.center, origin_of(cast.center), one, hidden, old, family, tie, report(one, hidden, old, family, tie))

    others, own = event_at(cast.electric), event_at(cast.center)

    for word in ("RedTide", "secret.top", "old.top"):
        assert word not in others.content.decode()
    assert "secret.top" in own.content.decode()
    assert "RedTide" not in json.dumps(own.json()["Event"]["Galaxy"]), "stricter than the event around it"
    assert "old.top" not in own.content.decode()
    closed = origin_of(cast.center, "閉", opened=[])
    brought(cast.center, closed, report(one, id=stix_id("report", "closed")))
    assert fetched(key_of(cast.bank), f"{stix_id('report', 'closed')[-36:]}.json").status_code == 404


def test_a_form_that_announces_its_next_report_goes_on() -> None:
    going = report(extensions=extended(fields={"next_report_at": "2026-11-21"}))
    event = event_of(going, [], Tlp2.GREEN, {})

    assert (event["analysis"], event["Attribute"], event["Object"]) == ("1", [], [])


COLORS = st.sampled_from(STRICTEST_FIRST)


@given(COLORS, COLORS, COLORS, st.booleans())
def test_no_part_of_an_event_goes_farther_than_it_may(around: Tlp2, own: Tlp2, shown: Tlp2, is_file: bool) -> None:
    whole = indicator(1, pattern=FILE) if is_file else indicator(1, EVIL)
    values = read(json.dumps(whole).encode())
    assert isinstance(values, Read)
    told = Told(whole, own, values.values, (Told(malware("RedTide"), shown),))

    event = event_of(report(whole), [told, Told(bare(indicator("t"), **TECHNIQUE), shown)], around, {})

    def wide(color: Tlp2) -> int:
        return STRICTEST_FIRST.index(color)

    assert wide(color_of_event(event)) <= wide(around)
    for place in (event, *listed(event, "Object")):
        for one in listed(place, "Attribute"):
            assert wide(color_of_part(event, place, one)) <= min(wide(own), wide(around))
            assert ("RedTide" in json.dumps(one)) == (wide(shown) >= wide(own))
    assert ("T1566.001" in json.dumps(event["Galaxy"])) == (wide(shown) >= wide(around))
