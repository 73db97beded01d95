"""Lists for devices by the API: from candidates to an address; a stranger finds none of it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.api_world import Caller
from tests.rooms.devices_given import EVIL
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = pytest.mark.django_db
LIST = {"name": "入口の遮断", "kinds": ["domain"], "lowest": 0}


def callers(cast: Cast) -> tuple[Caller, Caller, Caller]:
    return _caller(cast.center), _caller(second_person(cast.center)), _caller(cast.bank)


def _caller(viewer: Viewer) -> Caller:
    scopes = (Scope.INTEL_READ, Scope.INTEL_WRITE)
    until = timezone.now() + timedelta(days=30)
    with acting_as(viewer):
        return Caller(make_own_key(viewer.seat, purpose="test", scopes=scopes, expires_at=until))


def ids(caller: Caller, path: str) -> list[Any]:
    return [one["id"] for one in caller.read(path)["items"]]


def test_from_candidates_to_a_device(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, EVIL))
    one, other, stranger = callers(cast)

    here = f"/device-lists/{one.made('/device-lists', LIST)['id']}"
    assert one.made(f"{here}/lines", {"candidates": ids(one, f"{here}/candidates")}) == {"lines": 1}
    lines = ids(one, f"{here}/lines")
    assert one.post(f"{here}/review", {"lines": lines}).status_code == 403
    assert other.post(f"{here}/review", {"lines": lines}).status_code == 200
    assert one.post(f"{here}/publication").json() == {"lines": 1}
    key = one.made(f"{here}/keys", {"name": "境界", "expires_at": "2027-03-01T00:00:00+09:00"})
    address = key["addresses"]["domain_list"].removeprefix("http://testserver")
    assert EVIL in Client().get(address).content.decode()

    for path in (here, f"{here}/candidates", f"{here}/lines", f"{here}/taken-back", f"{here}/keys"):
        assert stranger.ask("GET", path).status_code == 404
    assert stranger.read("/device-lists")["items"] == []
    assert stranger.post(f"{here}/withdrawal", {"lines": lines}).status_code == 404
    assert stranger.post(f"{here}/publication").status_code == 404

    assert one.post(f"{here}/withdrawal", {"lines": lines}).status_code == 200
    assert [line["taken_back"] for line in one.read(f"{here}/taken-back")["items"]] == ["by_hand"]
    assert one.ask("DELETE", f"{here}/keys/{key['id']}").status_code == 204
    assert Client().get(address).status_code == 404
    assert one.ask("DELETE", here).status_code == 204
    assert one.ask("GET", here).status_code == 404
