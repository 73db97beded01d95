"""TAXII: manifests and versions narrow as objects do, a whole knowledge base comes back as it was sent, what is too large is named."""

import json

import pytest

from noroshi.stix.limits import OBJECT_BYTES
from tests.cast import Cast
from tests.rooms import test_intel_attack_like as attack_like
from tests.rooms.intel_given import indicator, malware, origin_of
from tests.rooms.taxii_world import at, machine

pytestmark = pytest.mark.django_db
LATER = "2026-05-01T00:00:00.000Z"


def test_a_manifest_is_narrowed_as_the_objects_are(cast: Cast) -> None:
    origin, caller = origin_of(cast.center), machine(cast.center)
    old, new, family = indicator(1), indicator(1, modified=LATER), malware("M")
    first = caller.post(at(origin), old, family)
    moment = caller.get(at(origin)).headers["X-TAXII-Date-Added-Last"]
    caller.post(at(origin), new)
    assert first.status_code == 202

    def told(query: str) -> list[tuple[str, str]]:
        answer = json.loads(caller.get(at(origin, f"manifest/{query}")).content)
        return [(one["id"], one["version"][:7]) for one in answer.get("objects", [])]

    assert told("?match[type]=malware") == [(family["id"], "2026-04")]
    assert told(f"?match[id]={old['id']}") == [(new["id"], "2026-05")]
    assert told(f"?match[id]={old['id']}&match[version]=all") == [(old["id"], "2026-04"), (new["id"], "2026-05")]
    assert told("?match[version]=first&match[type]=indicator") == [(old["id"], "2026-04")]
    assert told(f"?added_after={moment}") == [(new["id"], "2026-05")]
    assert told("?match[type]=report") == []
    assert caller.get(at(origin, "manifest/?match[version]=soon")).status_code == 400
    assert machine(cast.bank).get(at(origin, "manifest/?match[type]=malware")).status_code == 200
    closed = origin_of(cast.center, "closed", opened=[])
    assert machine(cast.bank).get(at(closed, "manifest/?match[type]=malware")).status_code == 404


def test_versions_are_narrowed_by_when_they_came(cast: Cast) -> None:
    origin, caller = origin_of(cast.center), machine(cast.center)
    old, new = indicator(1), indicator(1, modified=LATER)
    caller.post(at(origin), old)
    moment = caller.get(at(origin)).headers["X-TAXII-Date-Added-Last"]
    caller.post(at(origin), new)

    def versions(query: str = "") -> list[str]:
        answer = json.loads(caller.get(at(origin, f"objects/{old['id']}/versions/{query}")).content)
        return [one[:7] for one in answer.get("versions", [])]

    assert versions() == ["2026-04", "2026-05"]
    assert versions(f"?added_after={moment}") == ["2026-05"]
    assert versions("?limit=1") == ["2026-04"]
    assert versions("?match[spec_version]=2.0") == []


def test_a_whole_knowledge_base_goes_in_and_comes_back_equal(cast: Cast) -> None:
    given, origin, caller = attack_like.bundle(1), origin_of(cast.center), machine(cast.center)

    posted = json.loads(caller.post(at(origin), *given).content)
    back, query = [], "?limit=50"
    while query:
        page = json.loads(caller.get(at(origin) + query).content)
        back += page["objects"]
        query = f"?limit=50&next={page['next']}" if page["more"] else ""

    assert (posted["success_count"], posted["failure_count"]) == (len(given), 0)
    assert back == given


def test_an_object_beyond_the_limit_is_named_and_the_others_are_kept(cast: Cast) -> None:
    origin, caller = origin_of(cast.center), machine(cast.center)
    large = malware("large", description="あ" * (OBJECT_BYTES // 3 + 1))

    status = json.loads(caller.ask("POST", at(origin), _body(malware("small"), large)).content)

    assert (status["success_count"], status["failure_count"]) == (1, 1)
    assert "objects[1]" in status["failures"][0]["message"]
    assert [one["id"] for one in caller.objects(at(origin))] == [malware("small")["id"]]


def _body(*objects: dict[str, object]) -> bytes:
    return json.dumps({"objects": objects}, ensure_ascii=False).encode()
