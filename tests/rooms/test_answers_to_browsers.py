"""What a browser is told about an answer, and what the API takes from a browser: nothing but a key."""

from typing import Any

import pytest

from tests.cast import Cast
from tests.rooms.test_directory_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.mark.parametrize(
    "path", ["/", "/items/", "/who/", "/directory/", "/schemes/", "/record/", "/public/", "/nowhere/"]
)
def test_every_page_says_that_it_is_a_page_in_utf_8(cast: Cast, path: str) -> None:
    assert client_of(cast, cast.electric).get(path)["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(("form", "kind"), [("csv", "text/csv; charset=utf-8"), ("json", "application/json")])
def test_a_file_says_what_it_is_and_has_a_name_of_ours(cast: Cast, form: str, kind: str) -> None:
    answer = client_of(cast, cast.electric).get(f"/directory/export.{form}")

    assert answer["Content-Type"].startswith(kind)
    assert answer["Content-Disposition"] == f'attachment; filename="noroshi-directory.{form}"'


def test_a_session_opens_nothing_of_the_api(cast: Cast) -> None:
    """A foreign page can send a cookie along, and never a key."""
    client = client_of(cast, cast.electric)

    assert client.get("/").status_code == 200
    assert client.get("/api/v1/editions").status_code == 401
    assert client.post("/api/v1/editions", {}, content_type="application/json").status_code == 401


def test_who_has_signed_out_is_led_to_the_door_and_the_page_before_is_not_kept(cast: Cast) -> None:
    client = client_of(cast, cast.electric)
    cast.report(cast.electric)
    before = client.get("/items/")

    client.post("/sign-out/")

    assert before["Cache-Control"] == "private, no-store"
    assert client.get("/items/").status_code == 302
