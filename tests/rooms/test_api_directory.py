"""The directory through the API alone."""

import pytest

from tests.rooms.api_world import Caller, platform

pytestmark = pytest.mark.django_db


def test_an_organization_is_founded_looked_up_and_described() -> None:
    root = platform()

    made = root.post("/organizations", {"handle": "denryoku", "name_ja": "みなも電力", "kinds": ["operator"]})

    assert made.status_code == 201, made.content
    organization = made.json()
    assert made["Location"] == f"/api/v1/organizations/{organization['id']}"
    assert root.read(f"/organizations/{organization['id']}") == organization
    assert root.read("/organizations?search=みなも")["items"] == [organization]
    change = {"version": organization["version"], "name_en": "Minamo Electric"}
    assert root.patch(f"/organizations/{organization['id']}", change).json()["name_en"] == "Minamo Electric"


def test_nobody_without_a_key() -> None:
    answer = Caller().get("/organizations")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
