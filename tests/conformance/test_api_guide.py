"""The guide to the API: every address that it names exists, and its examples do what it says."""

import json
import re
from pathlib import Path

import pytest

from noroshi.directory.signin.scopes import Scope
from tests.rooms.api_routes import ROUTES
from tests.rooms.api_world import later, make_world, platform

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "api.md").read_text(encoding="utf-8")
NAMED = re.compile(r"\b(GET|POST|PATCH|DELETE)\s+(/[a-z{}/_.-]+)")
FIRST_REPORT = re.compile(r"<<'JSON'\n(.*?)\nJSON\n", re.DOTALL)
EXAMPLE = re.compile(r"^post (\S+) '(.*)'$", re.MULTILINE)


def test_every_address_that_the_guide_names_exists() -> None:
    named = {f"{method} {path.rstrip('`.')}" for method, path in NAMED.findall(GUIDE)}

    assert len(named) > 8
    assert named <= {str(route) for route in ROUTES}


def test_every_scope_is_in_the_guide() -> None:
    assert {scope for scope in Scope if f"`{scope.value}`" not in GUIDE} == set()


@pytest.mark.django_db
def test_the_first_report_of_a_log_server_is_filed_as_the_guide_says() -> None:
    world = make_world()
    siem, ministry = world["sato"], world["liaison"]
    first = json.loads(FIRST_REPORT.search(GUIDE)[1])  # type: ignore[index]  # it stands there
    ids: dict[str, str] = {}

    report, again = (siem.made("/reports", first, idempotency_key="alert-4711") for _ in range(2))
    assert report == again
    ids["REPORT"] = report["id"]
    assert siem.read(f"/reports/{report['id']}/parcel")["ahead"]
    for path, body in EXAMPLE.findall(GUIDE[FIRST_REPORT.search(GUIDE).end() :]):  # type: ignore[union-attr]
        given = json.loads(re.sub(r"'\$([A-Z]+)'", lambda match: ids[match[1]], body))
        made = siem.made(re.sub(r"\$([A-Z]+)", lambda match: ids[match[1]], path), given)
        if path == "/drafts":
            ids.update(DRAFT=made["id"], VERSION=str(made["version"]))
            siem.upload(f"/drafts/{made['id']}/files", name="connections.csv")

    assert len(ministry.items("/reports/waiting")) == 3


@pytest.mark.django_db
def test_the_examples_of_the_guide_do_what_it_says() -> None:
    root = platform()
    ids = {"SEAT": "", "MINISTRY": root.read("/me")["organization"]["id"]}

    for path, body in EXAMPLE.findall(GUIDE[: GUIDE.index("## How a log server")]):
        address = re.sub(r"\$([A-Z]+)", lambda match: ids[match[1]], path)
        text = re.sub(r"'\$([A-Z]+)'", lambda match: ids[match[1]], body)
        given = json.loads(text)
        answer = root.post(address, given | (later() if "expires_at" in given else {}))
        assert answer.status_code in {200, 201}, (path, answer.content)
        made = answer.json()
        if path == "/organizations":
            ids["ORGANIZATION"] = made["id"]
        elif path.endswith("/desks"):
            ids["DESK"] = made["id"]
        elif path.endswith("/people"):
            ids["SEAT"] = made["memberships"][0]["id"]
        elif path == "/editions":
            ids["EDITION"] = made["id"]
