"""MISP by its own library: events go in, become what they say in STIX, and come back equal; colors never widen on the way."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pymisp import MISPEvent, MISPObject

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.intel import queries
from noroshi.intel.actions import take_in_body
from noroshi.intel.actions.bring import bring
from noroshi.intel.misp import NoMispEvent, stix_of
from noroshi.intel.staging import place_of
from noroshi.observables import Kind
from noroshi.stix.misp import color_of_event, narrowed
from noroshi.stix.misp.colors import STRICTEST_FIRST, TAGS
from noroshi.stix.reading import Fault, read_all
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, marked, origin_of, stix_id

EVIL = "evil.kirisame.top"


def event(*tags: str, distribution: int = 3) -> MISPEvent:
    made = MISPEvent()
    made.info, made.distribution, made.analysis, made.threat_level_id = "配送を装うメール", distribution, 2, 2
    made.set_date("2026-11-20")
    made.timestamp = made.publish_timestamp = 1_795_000_000
    for tag in tags:
        made.add_tag(tag)
    made.add_attribute("domain", EVIL, to_ids=True, comment="誘導先")
    made.add_attribute("filename|sha256", f"請求書.exe|{'a1' * 32}", to_ids=True)
    made.add_attribute("ip-dst|port", "45.9.1.66|443", to_ids=True)
    made.add_attribute("vulnerability", "CVE-2026-1234")
    made.add_attribute("comment", "メモ")
    around = MISPObject("email")
    around.add_attribute("from", "no-reply@takuhai-check.top", to_ids=True)
    made.add_object(around)
    return made


def body_of(made: MISPEvent) -> bytes:
    return json.dumps({"Event": json.loads(made.to_json())}, ensure_ascii=False).encode()


def key_of(viewer: Viewer, *scopes: Scope) -> str:
    with acting_as(viewer):
        until = timezone.now() + timedelta(days=30)
        return make_own_key(viewer.seat, purpose="MISP", scopes=scopes or [Scope.INTEL_READ], expires_at=until)


def taken(viewer: Viewer, made: MISPEvent, tlp: Tlp2 = Tlp2.CLEAR) -> None:
    origin = origin_of(viewer, "MISP", tlp, opened=["everyone_in_range"] if tlp in {Tlp2.GREEN, Tlp2.CLEAR} else [])
    with acting_as(viewer):
        assert take_in_body(viewer, origin.public_id, stix_of(body_of(made))).faults == []


def fetched(key: str, name: str, **headers: str) -> Any:
    return Client().get(f"/feeds/misp/{key}/{name}", headers=headers)


def test_everything_that_an_event_says_is_valid_stix() -> None:
    found = list(read_all(stix_of(body_of(event("tlp:green")))))

    assert [one for one in found if isinstance(one, Fault)] == []
    values = {value for one in found if not isinstance(one, Fault) for _, value in one.values}
    assert values >= {EVIL, "a1" * 32, "45.9.1.66", "CVE-2026-1234", "no-reply@takuhai-check.top"}


@pytest.mark.django_db
def test_an_event_comes_back_equal_through_the_feed(cast: Cast) -> None:
    made = event("tlp:green", distribution=2)
    taken(cast.center, made)
    key = key_of(cast.electric)

    given_back = fetched(key, f"{made.uuid}.json").content
    back, before = MISPEvent(), MISPEvent()
    back.load(json.loads(given_back))
    before.load(json.loads(body_of(made)))

    assert json.loads(given_back) == json.loads(body_of(made))
    assert back.to_json() == before.to_json()
    entry = fetched(key, "manifest.json").json()[made.uuid]
    assert (entry["info"], entry["date"]) == (made.info, "2026-11-20")
    with acting_as(cast.electric):
        assert queries.about(cast.electric, Kind.DOMAIN, EVIL) != []


SEEN = "8f6d2c6e-0f0c-4a5f-9a6d-1c2b3a4d5e6f"
FALSE = "9f6d2c6e-0f0c-4a5f-9a6d-1c2b3a4d5e6f"


def told(*tags: str) -> dict[str, Any]:
    """An event with sightings of its first attribute, whom that one shows, and a technique that a tag alone names."""
    whole = json.loads(body_of(event("tlp:green", *tags)))
    first = whole["Event"]["Attribute"][0]
    first["Sighting"] = [
        {"uuid": SEEN, "type": "0", "date_sighting": "1795000100", "source": "sensor"},
        {"uuid": FALSE, "type": "1", "date_sighting": "1795000200"},
        {"uuid": FALSE, "type": "2", "date_sighting": "1795100000"},
        {"uuid": "nonsense", "type": "0", "date_sighting": "x"},
    ]
    cluster = {
        "type": "threat-actor",
        "value": "TSUBAME",
        "meta": {"synonyms": ["Swallow", "TSUBAME"]},
        "description": "訓練用",
    }
    first["Galaxy"] = [{"type": "threat-actor", "name": "Threat Actor", "GalaxyCluster": [cluster]}]
    return whole


TECHNIQUE = 'misp-galaxy:mitre-attack-pattern="Spearphishing Attachment - T1566.001"'


def by_type(whole: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in json.loads(stix_of(json.dumps(whole).encode()))["objects"]:
        found.setdefault(one["type"], []).append(one)
    return found


def test_sightings_and_clusters_become_stix_with_the_numbers_that_everybody_knows() -> None:
    found = by_type(told(TECHNIQUE))

    indicator = next(one for one in found["indicator"] if one["name"] == EVIL)
    (seen,), (doubted,), (actor,), (technique,) = (
        found[kind] for kind in ("sighting", "opinion", "threat-actor", "attack-pattern")
    )
    assert (seen["id"], seen["sighting_of_ref"]) == (f"sighting--{SEEN}", indicator["id"])
    assert seen["last_seen"] == "2026-11-18T11:08:20.000Z"
    assert (doubted["opinion"], doubted["object_refs"]) == ("strongly-disagree", [indicator["id"]])
    assert indicator["valid_until"] == "2026-11-19T14:53:20.000Z"
    assert (actor["name"], actor["aliases"], actor["description"]) == ("TSUBAME", ["Swallow"], "訓練用")
    assert technique["name"] == "Spearphishing Attachment"
    assert technique["external_references"] == [{"source_name": "mitre-attack", "external_id": "T1566.001"}]
    (tie,) = found["relationship"]
    assert (tie["source_ref"], tie["relationship_type"], tie["target_ref"]) == (
        indicator["id"],
        "indicates",
        actor["id"],
    )
    assert {technique["id"], seen["id"], tie["id"]} <= set(found["report"][0]["object_refs"])
    assert [one for one in read_all(stix_of(json.dumps(told(TECHNIQUE)).encode())) if isinstance(one, Fault)] == []


def test_a_cluster_of_ones_own_organization_stays_with_it_and_what_is_said_twice_goes_as_far_as_the_wider() -> None:
    narrow = told()
    narrow["Event"]["Attribute"][0]["Galaxy"][0]["GalaxyCluster"][0]["distribution"] = "0"
    twice = told()
    twice["Event"]["Attribute"][0]["Tag"] = [{"name": "tlp:red"}]
    twice["Event"]["Galaxy"] = twice["Event"]["Attribute"][0]["Galaxy"]

    one, other = by_type(narrow), by_type(twice)

    strict, green, red = ([ID_OF[tlp]] for tlp in (Tlp2.AMBER_STRICT, Tlp2.GREEN, Tlp2.RED))
    assert color_of_event(narrow["Event"]) is Tlp2.AMBER_STRICT
    assert [found["object_marking_refs"] for found in (*one["threat-actor"], *one["relationship"])] == [strict, strict]
    assert not {found["id"] for found in one["threat-actor"]} & set(one["report"][0]["object_refs"])
    assert [found["object_marking_refs"] for found in other["threat-actor"]] == [green]
    assert [found["object_marking_refs"] for found in (*other["relationship"], *other["sighting"])] == [red, red]


@pytest.mark.django_db
def test_an_event_with_sightings_and_clusters_comes_back_equal(cast: Cast) -> None:
    whole = told(TECHNIQUE)
    origin = origin_of(cast.center, "MISP", Tlp2.CLEAR, opened=["everyone_in_range"])
    with acting_as(cast.center):
        assert take_in_body(cast.center, origin.public_id, stix_of(json.dumps(whole).encode())).faults == []

    back = fetched(key_of(cast.center), f"{whole['Event']['uuid']}.json").json()

    assert back == whole


@pytest.mark.django_db
def test_a_file_with_events_is_brought_like_every_other(cast: Cast) -> None:
    origin = origin_of(cast.center)

    with acting_as(cast.center):
        row = bring(cast.center, origin.public_id, "event.json", [body_of(event())])
        text = place_of(row.public_id).read_bytes()
        assert [one for one in read_all(text) if isinstance(one, Fault)] == []
        with pytest.raises(NoMispEvent):
            bring(cast.center, origin.public_id, "event.json", [b'{"Event": {"info": "x"}}'])


@pytest.mark.django_db
def test_what_our_source_allows_less_leaves_as_less(cast: Cast) -> None:
    made = event("tlp:clear")
    taken(cast.center, made, Tlp2.GREEN)

    given_back = fetched(key_of(cast.electric), f"{made.uuid}.json").json()["Event"]

    assert color_of_event(given_back) is not Tlp2.CLEAR
    assert [tag["name"] for tag in given_back["Tag"]] == ["tlp:green"]


@pytest.mark.django_db
def test_an_attribute_that_is_stricter_stays_with_those_who_may_read_it(cast: Cast) -> None:
    made = event("tlp:green", distribution=2)
    made.attributes[0].add_tag("tlp:red")
    taken(cast.center, made)

    answer = fetched(key_of(cast.electric), f"{made.uuid}.json")

    assert answer.status_code == 200
    assert EVIL not in answer.content.decode()
    assert "45.9.1.66" in answer.content.decode()
    own = fetched(key_of(cast.center), f"{made.uuid}.json").json()["Event"]
    assert EVIL in json.dumps(own)


@pytest.mark.django_db
def test_our_own_reports_are_events_that_the_library_reads(cast: Cast) -> None:
    origin = origin_of(cast.center)
    report = {
        **indicator("r"),
        "type": "report",
        "id": stix_id("report", "r"),
        "name": "観測のまとめ",
        "published": "2026-11-20T00:00:00.000Z",
        "object_refs": [stix_id("indicator", 1), stix_id("indicator", 2)],
    }
    for name in ("pattern", "pattern_type", "valid_from"):
        del report[name]
    brought(cast.center, origin, indicator(1, EVIL), indicator(2, "secret.top", **marked(Tlp2.RED)), report)
    number = stix_id("report", "r")[-36:]

    back = MISPEvent()
    answer = fetched(key_of(cast.electric), f"{number}.json")
    back.load(answer.json())

    assert [(one.type, one.value, one.to_ids) for one in back.attributes] == [("domain", EVIL, True)]
    assert "secret.top" not in answer.content.decode()


@pytest.mark.django_db
def test_a_stranger_and_a_wrong_key_get_nothing(cast: Cast) -> None:
    made = event("tlp:amber")
    taken(cast.center, made, Tlp2.AMBER_STRICT)
    stranger, narrow, wrong = key_of(cast.bank), key_of(cast.center, Scope.LEDGER_READ), "nrs_x"

    assert made.uuid in fetched(key_of(cast.center), "manifest.json").json()
    assert fetched(stranger, "manifest.json").json() == {}
    assert fetched(stranger, f"{made.uuid}.json").status_code == 404
    for key in (narrow, wrong, "-"):
        for name in ("manifest.json", f"{made.uuid}.json"):
            answer = fetched(key, name)
            assert (answer.status_code, answer.content) == (404, b"not found\n")


@pytest.mark.django_db
def test_what_the_plan_calls_amber_leaves_as_the_next_stricter(cast: Cast) -> None:
    made = event("tlp:clear")
    origin = origin_of(cast.center, "MISP", Tlp2.AMBER, opened=["everyone_in_range"], sectors=["electricity"])
    with acting_as(cast.center):
        take_in_body(cast.center, origin.public_id, stix_of(body_of(made)))

    given_back = fetched(key_of(cast.electric), f"{made.uuid}.json").json()["Event"]

    assert [tag["name"] for tag in given_back["Tag"]] == ["tlp:amber+strict"]


@pytest.mark.django_db
def test_a_key_that_may_do_more_opens_no_address(cast: Cast) -> None:
    taken(cast.center, event("tlp:green"))
    mighty = key_of(cast.center, Scope.INTEL_READ, Scope.INTEL_WRITE)

    assert fetched(mighty, "manifest.json").status_code == 404
    assert len(fetched("-", "manifest.json", Authorization=mighty).json()) == 1


@pytest.mark.django_db
def test_the_key_may_stand_in_the_header_and_an_unchanged_feed_is_told_so(cast: Cast) -> None:
    taken(cast.center, event("tlp:green"))
    said = {"Authorization": key_of(cast.center)}
    first = fetched("-", "manifest.json", **said)

    assert len(first.json()) == 1
    assert fetched("-", "manifest.json", **said, **{"If-None-Match": first["ETag"]}).status_code == 304


COLORS = st.sampled_from([*TAGS, "tlp:unheard", "other:tag"])
PARTS = st.fixed_dictionaries(
    {"Tag": st.lists(COLORS.map(lambda name: {"name": name}), max_size=2)},
    optional={"distribution": st.sampled_from(["0", "1", "2", "3", "4", "5", 3, "x", ""])},
)


@given(PARTS, st.lists(PARTS, max_size=3), st.sampled_from(list(Tlp2)))
def test_no_event_leaves_wider_than_it_may(around: Any, parts: Any, color: Tlp2) -> None:
    whole = {**around, "uuid": "x", "Attribute": parts}
    before = STRICTEST_FIRST.index(color_of_event(whole))

    after = STRICTEST_FIRST.index(color_of_event(narrowed(whole, color)))

    assert after <= min(before, STRICTEST_FIRST.index(color))


@pytest.mark.parametrize(
    "junk",
    [b"", b"{}", b"[]", b'{"Event": 1}', b'{"response": 3}', b'{"Event": {"uuid": "x"}}', b"\xff", b"[" * 30_000],
)
def test_what_is_no_event_is_refused_in_words(junk: bytes) -> None:
    with pytest.raises(NoMispEvent):
        stix_of(junk)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "Attribute",
                        "Object",
                        "Tag",
                        "type",
                        "value",
                        "timestamp",
                        "distribution",
                        "name",
                        "uuid",
                        "info",
                        "to_ids",
                        "first_seen",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    )
)
def test_nonsense_inside_an_event_breaks_nothing(said: Any) -> None:
    inner = said if isinstance(said, dict) else {"Attribute": said}
    whole = {**inner, "uuid": "6f1b8c0e-5d0f-4a53-9a0c-0f6f0c2b7d11"}

    made = stix_of(json.dumps({"Event": whole}).encode())

    objects = json.loads(made)["objects"]
    assert objects, "the event itself is kept, whatever stands in it"
    assert len(list(read_all(made))) == len(objects), "each is read or named with its fault, none is lost"
