"""Keys at the door: expired, from elsewhere, revoked; one entry for each refusal; strangers are limited by address."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from noroshi.directory.models import ApiKey
from tests.rooms.api_world import Caller, platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(db: None) -> Caller:
    return platform()


def another(root: Caller, **more: Any) -> Caller:
    seat = root.read("/me")["person"]["memberships"][0]["id"]
    expires = (timezone.now() + timedelta(days=3)).isoformat()
    body = {"membership": seat, "purpose": "x", "scopes": ["directory:read"], "expires_at": expires, **more}
    return Caller(root.made("/keys", body)["value"])


def refusals(root: Caller) -> list[tuple[str, str]]:
    return [(one["deed"], one["clause"]) for one in root.items("/ledger/deeds?only=refused")]


def test_an_expired_key_says_so_to_its_holder_and_leaves_one_entry(root: Caller) -> None:
    key = another(root)
    ApiKey.objects.filter(purpose="x").update(expires_at=timezone.now())

    answer = key.get("/me")

    assert (answer.status_code, answer.json()["code"]) == (401, "key_expired")
    assert [deed for deed, _ in refusals(root)] == ["key_refused"]


def test_a_key_for_certain_addresses_is_refused_from_elsewhere(root: Caller) -> None:
    near = another(root, network_ranges=["127.0.0.0/8"])
    far = another(root, network_ranges=["192.0.2.0/24", "2001:db8::/32"])

    assert near.get("/me").status_code == 200
    assert (far.get("/me").status_code, far.get("/me").json()["code"]) == (403, "key_elsewhere")


def test_a_key_that_is_too_narrow_leaves_one_entry_with_its_name(root: Caller) -> None:
    key = another(root)

    assert key.get("/editions").json()["code"] == "key_too_narrow"
    assert refusals(root) == [("refused", "key_too_narrow")]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("network_ranges", ["nowhere"]),
        ("network_ranges", ["10.0.0.0/99"]),
        ("expires_at", "2020-01-01T00:00:00+09:00"),
        ("expires_at", "2999-01-01T00:00:00+09:00"),
        ("expires_at", "2026-13-01T00:00:00+09:00"),
        ("expires_at", "2027-01-01T00:00:00"),
        ("scopes", []),
        ("scopes", ["everything"]),
        ("purpose", ""),
    ],
)
def test_a_key_that_cannot_be_is_refused_at_its_field(root: Caller, field: str, value: Any) -> None:
    seat = root.read("/me")["person"]["memberships"][0]["id"]
    expires = (timezone.now() + timedelta(days=3)).isoformat()
    body = {"membership": seat, "purpose": "x", "scopes": ["directory:read"], "expires_at": expires}

    answer = root.post("/keys", {**body, field: value})

    assert answer.status_code == 422
    assert [place.partition(".")[0] for place in answer.json()["errors"]] == [field]


def test_strangers_who_try_links_are_limited_by_address() -> None:
    cache.clear()

    statuses = [Caller().post("/joining/look", {"token": "x"}).status_code for _ in range(70)]

    assert statuses[0] == 404
    assert statuses[-1] == 429
    cache.clear()
