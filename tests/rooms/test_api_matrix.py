"""Each route asked without a key, with a key that is too narrow, by another organization, and by a method it does not know."""

from typing import Any

import pytest

from noroshi.api.routing import NO_KEY, Needs
from noroshi.directory.signin.scopes import Scope
from tests.rooms.api_bodies import BODIES
from tests.rooms.api_routes import ROUTES, Route
from tests.rooms.api_world import Caller, World, make_world, platform

PROBLEM = "application/problem+json"
WITH_KEY = [route for route in ROUTES if route.needs is not NO_KEY]
WITH_SCOPE = [route for route in ROUTES if isinstance(route.needs, Scope)]


def ask(caller: Caller, route: Route, **ids: str) -> Any:
    return caller.ask(route.method, route.filled(**ids), {} if route.has_body else None)


def test_there_are_routes() -> None:
    assert len(ROUTES) > 90


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_every_route_says_what_it_needs(route: Route) -> None:
    assert isinstance(route.needs, Scope | Needs)
    assert bool(route.operation.auth_callbacks) is (route.needs is not NO_KEY)


def test_only_publishing_telling_without_an_account_joining_and_coming_back_need_no_key() -> None:
    found = {str(route) for route in ROUTES if route.needs is NO_KEY}

    assert found == {
        "GET /public/editions",
        "GET /public/editions/{edition}",
        "GET /public/editions/{edition}/files",
        "GET /public/files/{file}/content",
        "GET /public/reports/followed",
        "GET /public/reports/ticket",
        "POST /public/reports",
        "POST /public/reports/followed/files",
        "POST /public/reports/followed/lines",
        "POST /joining",
        "POST /joining/look",
        "POST /resets/use",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("route", WITH_KEY, ids=str)
def test_without_a_key_every_route_is_closed(route: Route) -> None:
    answer = ask(Caller(), route)

    assert answer.status_code == 401
    assert answer["Content-Type"] == PROBLEM
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.django_db
def test_a_key_of_another_scope_opens_no_route() -> None:
    world = World(platform())
    seat = world.root.read("/me")["person"]["memberships"][0]["id"]
    narrow = {scope: Caller(world.key(seat, [other_than(scope)])) for scope in Scope}

    for route in WITH_SCOPE:
        answer = ask(narrow[route.needs], route)
        assert (answer.status_code, answer.json()["code"]) == (403, "key_too_narrow"), route


@pytest.mark.django_db
def test_a_method_that_an_address_does_not_know_is_never_answered_well() -> None:
    by_path: dict[str, set[str]] = {}
    for route in ROUTES:
        by_path.setdefault(route.filled(), set()).add(route.method)
    root = platform()

    for path, known in by_path.items():
        for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} - known:
            answer = root.ask(method, path)
            assert answer.status_code == 405, (method, path)
            assert answer["Content-Type"] == PROBLEM
            assert set(answer["Allow"].split(", ")) == known


@pytest.mark.django_db
def test_what_is_nowhere_is_not_found_on_every_route() -> None:
    root = platform()

    for route in WITH_SCOPE:
        if "uuidstr" in route.path and route.method in {"GET", "DELETE"}:
            version = "?version=1" if str(route) in {"DELETE /desks/{desk}", "DELETE /drafts/{draft}"} else ""
            answer = root.ask(route.method, route.filled() + version)
            is_list_of_receipts = route.path.endswith("/receipts")
            assert answer.status_code == (200 if is_list_of_receipts else 404), route


@pytest.mark.django_db
def test_another_organization_finds_nothing_of_ours() -> None:
    """The bank's administrator, with every scope, names things of the power company on every route."""
    world = make_world()
    sato, kato = world["sato"], world["kato"]
    ours = ids_of(world, sato)
    wanted = world["kato"].read("/me")

    for route in WITH_SCOPE:
        if "uuidstr" not in route.path:
            continue
        if route.takes_a_file:
            assert kato.send_file(route.filled(**ours)).status_code == 404
            continue
        answer = kato.ask(route.method, route.filled(**ours), valid(route) if route.has_body else None)
        if route.path.endswith("/receipts"):
            assert answer.json() == {"items": [], "next": None}
            continue
        assert answer.status_code in {403, 404, 422, 428}, (str(route), answer.status_code, answer.content)
        if answer.status_code == 403:
            assert answer.json()["code"] in {"not_yours"}, (str(route), answer.content)
    assert wanted == world["kato"].read("/me")


@pytest.mark.django_db
def test_nested_addresses_do_not_mix_two_organizations() -> None:
    """One id is the asker's own, the other is a stranger's."""
    world = make_world()
    kato, ours = world["kato"], ids_of(world, world["sato"])
    own = ids_of(world, kato)

    for route in WITH_SCOPE:
        if route.path.count("{") < 2:
            continue
        names = [part.split(":")[-1] for part in route.path.replace("}", "{").split("{")[1::2]]
        for foreign in names:
            mixed = {**own, foreign: ours.get(foreign, "electricity")}
            assert kato.ask(route.method, route.filled(**mixed)).status_code == 404, (str(route), foreign)


def ids_of(world: World, caller: Caller) -> dict[str, str]:
    """One thing of each kind, made by this caller."""
    me = caller.read("/me")
    group = caller.post("/groups", {"handle": "circle", "name_ja": "会", "roster_is_confidential": True}).json()
    rule = caller.made("/handling-rules", {"title_ja": "取扱い", "text_ja": "本文", "valid_from": "2026-01-01"})
    invitation = caller.made(f"/desks/{me['desk']['id']}/invitations", {"role": "planning"})
    edition = caller.made("/editions", {"kind": "notice", "content": {"title": "本文"}})
    draft = caller.made("/drafts", {"kind": "report"})
    file = caller.upload(f"/drafts/{draft['id']}/files")
    return {
        "organization": me["organization"]["id"],
        "desk": me["desk"]["id"],
        "person": me["person"]["id"],
        "membership": me["person"]["memberships"][0]["id"],
        "group": group["id"],
        "rule": rule["id"],
        "invitation": invitation["id"],
        "edition": edition["id"],
        "draft": draft["id"],
        "file": file["id"],
        "key": me["key"]["id"],
    }


def valid(route: Route) -> dict[str, Any]:
    """Just enough to come past the shape of the body."""
    return BODIES[str(route)]


def other_than(scope: Scope) -> str:
    return next(other.value for other in Scope if other is not scope)
