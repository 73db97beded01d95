"""Sources, files and known values through the API: made, brought, followed; a stranger gets what nobody gets."""

import uuid

import pytest

from noroshi.intel import later
from tests.rooms.intel_given import bundle, indicator
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db
SOURCE = {"name": "朝の便り", "kind": "feed", "tlp": "green", "opened": ["everyone_in_range"]}


@pytest.fixture(autouse=True)
def queued(monkeypatch, settings, tmp_path):
    """What the worker would be given."""
    given = []
    monkeypatch.setattr(later, "_importers", [given.append])
    settings.IMPORTS_FOLDER = tmp_path / "imports"
    return given


def test_a_source_is_made_changed_and_ended(cast):
    center = caller_of(cast.center)

    made = center.made("/intel/sources", SOURCE)
    changed = center.post(f"/intel/sources/{made['id']}", SOURCE | {"tlp": "amber", "reliability": "B"}).json()
    ended = center.delete(f"/intel/sources/{made['id']}")

    assert (changed["tlp"], changed["reliability"]) == ("amber", "B")
    assert ended.status_code == 204
    assert center.items("/intel/sources") == []


def test_a_file_is_brought_and_followed(cast, queued):
    center = caller_of(cast.center)
    source = center.made("/intel/sources", SOURCE)

    brought = center.upload(f"/intel/sources/{source['id']}/imports", bundle(indicator(1)), "threats.json")
    stopped = center.post(f"/intel/imports/{brought['id']}/stop").json()
    again = center.post(f"/intel/imports/{brought['id']}/go-on").json()

    assert [brought["state"], stopped["state"], again["state"]] == ["waiting", "stopped", "waiting"]
    assert queued == [uuid.UUID(brought["id"])] * 2
    assert [one["name"] for one in center.items("/intel/imports")] == ["threats.json"]
    assert center.items(f"/intel/imports/{brought['id']}/faults") == []


def test_a_stranger_gets_what_nobody_gets(cast, queued):
    center, stranger = caller_of(cast.center), caller_of(cast.bank)
    source = center.made("/intel/sources", SOURCE)["id"]
    brought = center.upload(f"/intel/sources/{source}/imports", bundle(indicator(1)), "threats.json")["id"]
    line = center.made("/intel/known", {"list": "known_good", "value": "mine.example"})["id"]

    for number in (source, uuid.uuid4()):
        assert stranger.send_file(f"/intel/sources/{number}/imports", bundle(indicator(1))).status_code == 404
        assert stranger.post(f"/intel/sources/{number}", SOURCE).status_code == 404
        assert stranger.delete(f"/intel/sources/{number}").status_code == 404
    for number in (brought, uuid.uuid4()):
        assert stranger.get(f"/intel/imports/{number}").status_code == 404
        assert stranger.get(f"/intel/imports/{number}/faults").status_code == 404
        assert stranger.post(f"/intel/imports/{number}/stop").status_code == 404
        assert stranger.post(f"/intel/imports/{number}/go-on").status_code == 404
    for number in (line, uuid.uuid4()):
        assert stranger.delete(f"/intel/known/{number}").status_code == 404
    for path in ("/intel/sources", "/intel/imports", "/intel/known"):
        assert stranger.items(path) == []
    assert len(queued) == 1


def test_a_value_of_no_kind_is_refused_at_its_field(cast):
    answer = caller_of(cast.center).post("/intel/known", {"list": "known_good", "value": "何でもない"})

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["value"]
