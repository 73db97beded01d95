"""Public client libraries against a whole running installation: they find, push, pull, page, and take back."""

import http.client
import json
import subprocess
import sys
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
import requests
import stix2
import taxii2client.v21 as taxii

from noroshi.engine.home import DataHome
from tests.conftest import ROOT, outside_environment
from tests.rooms.test_engine_supervisor import Installation

MEDIA = "application/taxii+json;version=2.1"
FOUND = """
import sys
from pathlib import Path
from noroshi.cli.inside import inside
from noroshi.engine.home import DataHome
with inside(DataHome.at(Path(sys.argv[1]))):
    from django.db import transaction
    from noroshi.audiences.viewer import Viewer, acting_as
    from noroshi.directory.actions.organizations import found_platform
    from noroshi.directory.seated import of_membership
    from noroshi.directory.signin.bootstrap import first_key
    from noroshi.intel.actions import OriginWish, begin_origin
    from noroshi.vocabulary import OriginKind, Tlp2
    with transaction.atomic():
        first = found_platform(
            handle="platform", name_ja="運用主体", desk_name_ja="運用窓口", login="root", person_name_ja="運用 一"
        )
    viewer = Viewer(of_membership(first))
    with acting_as(viewer):
        origins = [begin_origin(viewer, OriginWish(name, OriginKind.TAXII, Tlp2.GREEN)).public_id for name in ("one", "two")]
    print(first_key(first, "founding"), *origins)
"""


@dataclass(frozen=True)
class Ground:
    address: str
    key: str
    origins: tuple[str, str]

    def server(self) -> taxii.Server:
        return taxii.Server(f"{self.address}/taxii2/", user="anybody", password=self.key)

    def collection(self, which: int = 0) -> taxii.Collection:
        found: list[taxii.Collection] = self.server().default.collections
        return next(one for one in found if one.id == self.origins[which])


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    installation = Installation(DataHome.at(tmp_path_factory.mktemp("taxii") / "data"))
    installation.start()
    try:
        done = subprocess.run(
            [sys.executable, "-c", FOUND, str(installation.home.root)],
            capture_output=True,
            text=True,
            check=True,
            env=outside_environment(),
            cwd=ROOT,
        )
        key, one, two = done.stdout.strip().splitlines()[-1].split()
        yield Ground(installation.address, key, (one, two))
    finally:
        if installation.process:
            installation.end()


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
    assert len(titles) == 3


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
