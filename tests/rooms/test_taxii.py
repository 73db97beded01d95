"""TAXII 2.1 as the standard has it: what is asked is answered, in pages that hold still while others write."""

import json
from typing import Any

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.intel.actions import end_origin
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import Tlp2
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of, stix_id
from tests.rooms.taxii_world import MEDIA, ROOT, at, machine

pytestmark = pytest.mark.django_db

LATER = "2026-05-01T00:00:00.000Z"


def ids(objects: list[dict[str, Any]]) -> list[str]:
    return [one["id"] for one in objects]


def all_of(caller: Any) -> str:
    first = json.loads(caller.get("collections/").content)["collections"][0]
    return f"collections/{first['id']}/objects/"


def test_discovery_leads_to_the_root_and_its_collections(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)

    found = json.loads(caller.get("/taxii2/").content)
    root = caller.get("")
    collections = json.loads(caller.get("collections/").content)["collections"]

    assert found["default"] in found["api_roots"]
    assert found["default"].endswith(ROOT)
    assert (root.headers["Content-Type"], json.loads(root.content)["versions"]) == (MEDIA, [MEDIA])
    by_id = {one["id"]: one for one in collections}
    assert by_id[str(origin.public_id)] | {"description": ""} == {
        "id": str(origin.public_id),
        "title": "朝の便り",
        "description": "",
        "can_read": True,
        "can_write": True,
        "media_types": ["application/stix+json;version=2.1"],
    }
    assert "TLP:GREEN" in by_id[str(origin.public_id)]["description"], (
        "how far its objects go, whatever they say of themselves"
    )
    assert next(one["can_write"] for one in collections) is False
    one = json.loads(caller.get(at(origin, "")).content)
    assert one == by_id[str(origin.public_id)]


def test_what_was_posted_is_given_back_byte_for_byte(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center, is_basic=True)
    odd = b'{"type" : "malware",\n "spec_version": "2.1", "is_family":true , "name": "n\\u3042\xe3\x81\x82\\\\x41", '
    odd += f'"id":"{stix_id("malware", "odd")}","created":"2026-04-01T00:00:00Z","modified":"2026-04-01T00:00:00Z"}}'.encode()

    posted = caller.ask("POST", at(origin), b'{"objects": [' + odd + b"]}")
    got = caller.get(at(origin))

    assert posted.status_code == 202
    status = json.loads(posted.content)
    assert (status["status"], status["total_count"], status["success_count"]) == ("complete", 1, 1)
    assert got.content == b'{"more":false,"objects":[' + odd + b"]}"
    assert got.headers["X-TAXII-Date-Added-First"] == got.headers["X-TAXII-Date-Added-Last"]


def test_each_object_that_is_wrong_is_named_and_the_others_are_kept(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    bad = indicator("bad", pattern="[domain-name:value = ")

    posted = caller.post(at(origin), indicator(1), bad, {"no": "object"}, indicator(2))
    status = json.loads(posted.content)

    assert (status["success_count"], status["failure_count"], status["pending_count"]) == (2, 2, 0)
    assert status["failures"][0]["id"] == bad["id"]
    assert "objects[1]" in status["failures"][0]["message"]
    again = caller.get(posted.headers["Location"].replace("http://testserver", ""))
    assert json.loads(again.content) == status
    assert ids(caller.objects(at(origin))) == [indicator(1)["id"], indicator(2)["id"]]


def test_pages_go_on_where_they_ended_while_others_write(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    caller.post(at(origin), *(indicator(n) for n in range(7)))

    first = json.loads(caller.get(at(origin) + "?limit=3").content)
    caller.post(at(origin), indicator("new"))
    second = json.loads(caller.get(at(origin) + f"?limit=3&next={first['next']}").content)
    third = json.loads(caller.get(at(origin) + f"?limit=3&next={second['next']}").content)

    assert [one["more"] for one in (first, second, third)] == [True, True, False]
    together = [one["id"] for page in (first, second, third) for one in page["objects"]]
    assert together == [indicator(n)["id"] for n in [*range(7), "new"]]
    assert "next" not in third


def test_a_next_of_other_conditions_or_of_somebody_else_is_refused(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    caller.post(at(origin), *(indicator(n) for n in range(3)))
    place = json.loads(caller.get(at(origin) + "?limit=1").content)["next"]

    for address in (f"?match[type]=indicator&next={place}", "?next=5", "?next=nothing"):
        assert caller.get(at(origin) + address).status_code == 400
    assert machine(cast.bank).get(at(origin) + f"?limit=1&next={place}").status_code == 400


def test_added_after_gives_what_came_later(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    caller.post(at(origin), indicator(1), indicator(2))
    answer = caller.get(at(origin))
    first, last = answer.headers["X-TAXII-Date-Added-First"], answer.headers["X-TAXII-Date-Added-Last"]

    caller.post(at(origin), indicator(3))

    assert first == last  # what came together has one moment: a distance would count what others may not read
    assert ids(caller.objects(at(origin) + f"?added_after={last}")) == [indicator(3)["id"]]
    assert json.loads(caller.get(at(origin) + "?added_after=2999-01-01T00:00:00Z").content) == {"more": False}


def test_match_filters_narrow_and_combine(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    custom = {
        "type": "x-lighthouse",
        "spec_version": "2.1",
        "id": stix_id("x-lighthouse", 1),
        "created": LATER,
        "modified": LATER,
        "extensions": {stix_id("extension-definition", 1): {"extension_type": "new-sdo"}},
    }
    domain = {"type": "domain-name", "spec_version": "2.1", "id": stix_id("domain-name", 1), "value": "a.example"}
    posted = json.loads(caller.post(at(origin), indicator(1), malware("M"), custom, domain).content)
    assert "failures" not in posted

    def of(query: str) -> list[str]:
        return ids(caller.objects(at(origin) + query))

    assert of("?match[type]=indicator") == [indicator(1)["id"]]
    assert of("?match[type]=x-lighthouse,malware") == [malware("M")["id"], custom["id"]]
    assert of("?match[type]=x-other") == []
    assert of(f"?match[id]={domain['id']},{indicator(1)['id']}") == [indicator(1)["id"], domain["id"]]
    assert of(f"?match[id]={domain['id']}&match[type]=indicator") == []
    assert of(f"?match[id]={custom['id']}") == [custom["id"]]
    assert of(f"?match[id]={custom['id'].replace('house', 'tower')}") == []
    assert len(of("?match[spec_version]=2.1")) == 4
    assert of("?match[spec_version]=2.0") == []


def test_versions_are_chosen_by_word_and_by_moment(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    old, middle, new = indicator(1), indicator(1, modified=LATER), indicator(1, modified="2026-06-01T00:00:00.123Z")
    caller.post(at(origin), middle, old)
    caller.post(at(origin), new)

    def moments(query: str = "") -> list[str]:
        return [one["modified"] for one in caller.objects(at(origin) + query)]

    assert moments() == moments("?match[version]=last") == [new["modified"]]
    assert moments("?match[version]=first") == [old["modified"]]
    assert moments("?match[version]=all") == [middle["modified"], old["modified"], new["modified"]]
    assert moments("?match[version]=first,last") == [old["modified"], new["modified"]]
    assert moments(f"?match[version]={LATER}") == [LATER]
    listed = json.loads(caller.get(at(origin, f"objects/{old['id']}/versions/")).content)
    assert [moment[:7] for moment in listed["versions"]] == ["2026-05", "2026-04", "2026-06"]
    by_id = caller.objects(at(origin, f"objects/{old['id']}/?match[version]=all"))
    assert len(by_id) == 3


def test_what_has_no_version_of_its_own_is_named_by_when_it_came(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    domain = {"type": "domain-name", "spec_version": "2.1", "id": stix_id("domain-name", 1), "value": "a.example"}
    caller.post(at(origin), domain)

    entry = json.loads(caller.get(at(origin, "manifest/")).content)["objects"][0]

    assert entry["version"] == entry["date_added"]
    assert caller.objects(at(origin) + f"?match[version]={entry['version']}") == [domain]


def test_the_manifest_tells_what_the_pages_give(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    caller.post(at(origin), *(indicator(n) for n in range(5)))

    first = json.loads(caller.get(at(origin, "manifest/?limit=3")).content)
    second = json.loads(caller.get(at(origin, f"manifest/?limit=3&next={first['next']}")).content)
    entries = first["objects"] + second["objects"]

    assert [one["id"] for one in entries] == ids(caller.objects(at(origin)))
    assert {one["media_type"] for one in entries} == {"application/stix+json;version=2.1"}
    assert (first["more"], second["more"]) == (True, False)


def test_the_same_from_two_sources_is_given_once_where_all_is_given(cast):
    one, other = origin_of(cast.center, "一つ目"), origin_of(cast.center, "二つ目")
    brought(cast.center, one, indicator(1))
    brought(cast.center, other, indicator(1), indicator(2))
    caller = machine(cast.center)

    assert ids(caller.objects(all_of(caller))) == [indicator(1)["id"], indicator(2)["id"]]
    assert ids(caller.objects(all_of(caller) + "?match[version]=all")) == [indicator(1)["id"], indicator(2)["id"]]


def test_what_was_deleted_is_gone_and_stays_refused(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    new = indicator(1, modified=LATER)
    caller.post(at(origin), indicator(1), new, indicator(2))
    address = at(origin, f"objects/{new['id']}/")

    one = caller.ask("DELETE", address + f"?match[version]={LATER}")
    left = caller.objects(address)
    rest = caller.ask("DELETE", address)

    assert (one.status_code, rest.status_code) == (200, 200)
    assert left == [indicator(1)]
    assert caller.get(address).status_code == 404
    assert caller.ask("DELETE", address).status_code == 404
    assert ids(caller.objects(at(origin))) == [indicator(2)["id"]]
    again = json.loads(caller.post(at(origin), new).content)
    assert (again["failure_count"], "withdrawn" in again["failures"][0]["message"]) == (1, True)


def test_an_ended_source_is_no_collection_any_more(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    caller.post(at(origin), indicator(1))

    with acting_as(cast.center):
        end_origin(cast.center, origin.public_id)

    assert caller.get(at(origin)).status_code == 404
    assert ids(caller.objects(all_of(caller))) == [indicator(1)["id"]]


def test_a_desk_receives_what_it_may_hold_and_nothing_else(cast):
    """C-112: the same addresses, and each machine gets what its own desk may hold."""
    origin = origin_of(cast.center, tlp=Tlp2.CLEAR)
    red = malware("red", **marked(Tlp2.RED))
    brought(cast.center, origin, red, indicator(1), indicator(1, modified=LATER, **marked(Tlp2.RED)))

    center, bank = machine(cast.center), machine(cast.bank)

    assert ids(center.objects(at(origin))) == [red["id"], indicator(1)["id"]]
    assert bank.objects(at(origin)) == bank.objects(all_of(bank)) == [indicator(1)]
    assert bank.get(at(origin, f"objects/{red['id']}/")).status_code == 404
    assert bank.get(at(origin, f"objects/{red['id']}/versions/")).status_code == 404


def test_at_another_desk_an_object_says_no_more_than_it_is_held_under(cast):
    """An unmarked object, and one whose own word is wider, of a GREEN source; its own desk is given what came."""
    origin = origin_of(cast.center, tlp=Tlp2.GREEN)
    bare, wide, narrow = indicator(1), indicator(2, **marked(Tlp2.CLEAR)), malware("n", **marked(Tlp2.GREEN))
    brought(cast.center, origin, bare, wide, narrow)
    center, bank = machine(cast.center), machine(cast.bank)

    green = ID_OF[Tlp2.GREEN]
    both = [*wide["object_marking_refs"], green]
    assert center.objects(at(origin)) == [bare, wide, narrow]
    for caller, where in ((bank, at(origin)), (bank, all_of(bank)), (center, all_of(center))):
        assert caller.objects(where) == [
            bare | {"object_marking_refs": [green]},
            wide | {"object_marking_refs": both},
            narrow,
        ]
    one = json.loads(bank.get(at(origin, f"objects/{bare['id']}/")).content)["objects"]
    assert one == [bare | {"object_marking_refs": [green]}]
