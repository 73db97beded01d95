"""Cursors go on in one list for one viewer, and tell nothing."""

from base64 import urlsafe_b64decode
from typing import Any

import pytest

from tests.rooms.api_world import Caller, World, make_world, platform

pytestmark = pytest.mark.django_db


@pytest.fixture
def root(db: None) -> Caller:
    root = platform()
    for number in range(5):
        root.made("/organizations", {"handle": f"o{number}", "name_ja": f"組織{number}", "kinds": ["isac"]})
    return root


def all_pages(caller: Caller, path: str, limit: int) -> list[Any]:
    found, following = [], ""
    while True:
        page = caller.read(f"{path}limit={limit}{following}")
        found.append(page["items"])
        if page["next"] is None:
            return found
        following = f"&cursor={page['next']}"


def refused(caller: Caller, path: str) -> None:
    answer = caller.get(path)

    assert answer.status_code == 400, answer.content
    assert answer.json()["code"] == "place_unreadable"


def test_all_pages_together_are_the_whole_list_without_repetition(root: Caller) -> None:
    pages = all_pages(root, "/organizations?kind=isac&", 2)

    assert [one["handle"] for page in pages for one in page] == [f"o{number}" for number in range(5)]
    assert max(len(page) for page in pages) == 2


def test_newest_editions_go_on_where_they_stopped_though_new_ones_come(root: Caller) -> None:
    ids = [file(root, number) for number in range(4)]
    first = root.read("/editions?limit=2")
    file(root, 9)

    second = root.read(f"/editions?limit=2&cursor={first['next']}")

    assert [one["id"] for one in [*first["items"], *second["items"]]] == ids[::-1]


def test_a_cursor_is_refused_in_another_list_or_for_another_question(root: Caller) -> None:
    following = root.read("/organizations?kind=isac&limit=2")["next"]

    refused(root, f"/organizations?limit=2&cursor={following}")
    refused(root, f"/organizations?kind=hub&limit=2&cursor={following}".replace("hub", "operator"))
    refused(root, f"/ledger/deeds?cursor={following}")
    assert root.get(f"/organizations?kind=isac&limit=3&cursor={following}").status_code == 200


def test_a_cursor_is_refused_for_another_viewer() -> None:
    world: World = make_world()
    following = world["sato"].read("/organizations?limit=1")["next"]

    refused(world["kita"], f"/organizations?limit=1&cursor={following}")
    assert world["sato"].get(f"/organizations?limit=1&cursor={following}").status_code == 200


def test_an_altered_cursor_is_refused(root: Caller) -> None:
    following = root.read("/organizations?limit=2")["next"]

    for place in (0, 8, 20, -2):
        letters = list(following)
        letters[place] = "A" if letters[place] != "A" else "B"
        refused(root, f"/organizations?limit=2&cursor={''.join(letters)}")
    for nonsense in ("x", "%00", "é", "A" * 400, "....", "=" * 4):
        refused(root, f"/organizations?cursor={nonsense}")


def test_a_cursor_shows_neither_place_nor_number(root: Caller) -> None:
    first, again = (root.read("/organizations?limit=2")["next"] for _ in range(2))
    [file(root, number) for number in range(3)]
    editions = root.read("/editions?limit=2")["next"]

    assert first != again
    assert len(first) == len(again) == len(editions)
    assert b"o1" not in urlsafe_b64decode(first + "==")


def test_nothing_counts_anything(root: Caller) -> None:
    file(root, 1)

    for path in ("/organizations", "/editions", "/ledger/deeds", "/keys", "/changes"):
        assert set(root.read(path)) == {"items", "next"}
    assert not {"key", "pk", "audience_id"} & set(root.items("/editions")[0])


def file(caller: Caller, number: int) -> str:
    marking = {"tlp": "green"}
    body = {"kind": "notice", "content": {"title": f"第{number}"}, "marking": marking}
    filed: str = caller.made("/editions", body)["id"]
    return filed
