"""Public client libraries against a whole running installation: they find, push, pull, page, and take back."""

import http.client
import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests
import stix2
import taxii2client.v21 as taxii

from tests.conformance.taxii_ground import MEDIA, Ground, ground

__all__ = ["ground"]

pytestmark = pytest.mark.xdist_group("taxii")


def indicators(many: int) -> list[stix2.Indicator]:
    return [
        stix2.Indicator(
            name=f"indicator {number}",
            pattern=f"[domain-name:value = 'a{number}.{uuid.uuid4().hex[:8]}.example']",
            pattern_type="stix",
        )
        for number in range(many)
    ]


def test_a_client_finds_the_roots_and_the_collections(ground: Ground) -> None:
    server = ground.server()

    assert server.title
    assert [root.url for root in server.api_roots] == [server.default.url]
    assert server.default.versions == [MEDIA]
    titles = {one.id: (one.title, one.can_read, one.can_write) for one in server.default.collections}
    assert titles[ground.origins[0]] == ("one", True, True)
    assert len(titles) == 4


def test_a_client_pushes_and_pulls_the_same(ground: Ground) -> None:
    collection, mine = ground.collection(), indicators(25)

    status = collection.add_objects({"objects": [json.loads(one.serialize()) for one in mine]})
    assert (status.status, status.success_count, status.failure_count) == ("complete", 25, 0)
    status.refresh()
    assert status.total_count == 25

    pulled = [one for page in taxii.as_pages(collection.get_objects, per_request=10) for one in page["objects"]]
    assert pulled == [json.loads(one.serialize()) for one in mine]
    entries = [one for page in taxii.as_pages(collection.get_manifest, per_request=10) for one in page["objects"]]
    assert [one["id"] for one in entries] == [one.id for one in mine]
    assert collection.get_object(mine[3].id)["objects"] == [json.loads(mine[3].serialize())]
    assert collection.object_versions(mine[3].id)["versions"] == [entries[3]["version"]], (
        "a version is written the same everywhere"
    )
    assert collection.get_objects(id=mine[5].id)["objects"][0]["id"] == mine[5].id
    assert "objects" not in collection.get_objects(type="malware")

    collection.delete_object(mine[3].id)
    with pytest.raises(requests.HTTPError):
        collection.get_object(mine[3].id)


def test_two_that_begin_at_the_same_moment_both_get_through(ground: Ground) -> None:
    """Both meet colors for the first time: neither waits for what the other holds."""
    colors = (stix2.TLP_WHITE, stix2.TLP_GREEN, stix2.TLP_AMBER, stix2.TLP_RED)

    def push(which: int) -> list[tuple[int, int]]:
        collection = ground.collection(which)
        pushed = []
        for color in colors:
            one = stix2.Malware(name=f"{which}", is_family=True, object_marking_refs=[color])
            status = collection.add_objects({"objects": [json.loads(one.serialize())]})
            pushed.append((status.success_count, status.failure_count))
            collection.delete_object(one.id)
        return pushed

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(push, [0, 1] * 4)) == [[(1, 0)] * 4] * 8


def test_the_stix_library_reads_and_writes_through_us(ground: Ground) -> None:
    collection = ground.collection(1)
    sink, source = stix2.TAXIICollectionSink(collection), stix2.TAXIICollectionSource(collection)
    family = stix2.Malware(name="Yomogi", is_family=True)
    first = indicators(1)[0]
    second = first.new_version(name="renamed")
    tie = stix2.Relationship(second, "indicates", family)

    sink.add([first, family])
    sink.add(second)
    sink.add(tie)

    assert source.get(first.id) == second
    assert source.get(family.id) == family
    assert source.get(stix2.Malware(name="none", is_family=True).id) is None
    assert [one["name"] for one in source.all_versions(first.id)] == [first.name, "renamed"]
    assert source.query([stix2.Filter("type", "=", "malware")]) == [family]
    assert {one.id for one in source.query()} == {first.id, family.id, tie.id}


def test_a_body_without_end_and_one_cut_short_are_refused_by_the_server(ground: Ground) -> None:
    place, path = urlsplit(ground.address).netloc, f"/taxii2/noroshi/collections/{ground.origins[0]}/objects/"
    headers = {"Authorization": f"Bearer {ground.key}", "Accept": MEDIA, "Content-Type": MEDIA}

    def answered(length: str, body: bytes) -> tuple[int, str]:
        connection = http.client.HTTPConnection(place, timeout=20)
        connection.request("POST", path, body, headers | {"Content-Length": length})
        answer = connection.getresponse()
        return answer.status, answer.headers["Content-Type"]

    assert answered(str(2**30), b'{"objects":[') == (413, MEDIA)
    assert answered("0", b"") == (400, MEDIA)


def test_a_stranger_with_a_client_finds_nothing(ground: Ground) -> None:
    for key in ("", "nrs_abcdefghjk_made-up"):
        with pytest.raises(requests.HTTPError) as told:
            taxii.Server(f"{ground.address}/taxii2/", user="anybody", password=key).title  # noqa: B018 - it asks
        assert told.value.response.status_code == 401
        assert told.value.response.headers["Content-Type"] == MEDIA
