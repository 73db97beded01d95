"""Every page says which calls do the same; what it says exists, and it says nothing of anybody's information."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from noroshi.api.by_page import calls_of, pages
from tests.cast import Cast
from tests.rooms.api_routes import ROUTES
from tests.rooms.test_attacks_canary import client_of

ONE = "0f8fad5b-d9cb-469f-a165-70867728950e"
BROWSER_ALONE = {
    "sign-in": "how a person signs in",
    "sign-out": "how a person signs in",
    "factors": "passkeys and codes belong to a browser",
    "sessions": "open sessions belong to a browser",
    "join": "one-time links",
    "reset": "one-time links",
    "desk": "which seat this browser takes",
    "preferences": "how pages look",
    "here": "who is at the same page",
    "tour": "words",
    "handbook": "words",
    "glossary": "words",
    "styleguide": "parts of pages",
    "healthz": "for who runs it",
    "readyz": "for who runs it",
    "api": "the reference itself",
    "worker.js": "what makes the pages an application",
    "manifest.webmanifest": "what makes the pages an application",
    "taxii2": "for machines already",
    "feeds": "for machines already",
    "accounts": "services that sign in",
}


def addresses(resolver: "URLResolver | None" = None, before: str = "/") -> list[str]:
    found = []
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            found += addresses(pattern, here) if not here.startswith("/api/v1/^") else []
        elif isinstance(pattern, URLPattern):
            found.append(re.sub(r"<uuid:\w+>", ONE, here))
    return found


def first(address: str) -> str:
    return address.strip("/").split("/")[0].split("<")[0]


def test_every_page_but_those_of_a_browser_alone_has_its_calls() -> None:
    without = {
        page for page in addresses() if first(page) not in BROWSER_ALONE and "^" not in page and not calls_of(page)
    }

    assert without == set()


def test_every_call_of_the_table_exists_and_every_page_of_it_too() -> None:
    known = {re.sub(r"\{[^}]+\}", "{}", route.path) for route in ROUTES}
    lost = {
        call
        for calls in pages().values()
        for call in calls
        if not any(one == call.removeprefix("=") or (call[0] != "=" and one.startswith(f"{call}/")) for one in known)
    }
    here = [tuple("{}" if one == ONE else one for one in page.strip("/").split("/")) for page in addresses()]
    nowhere = {page for page in pages() if page and not any(one[: len(page)] == page for one in here)}

    assert (lost, nowhere) == (set(), set())


def test_the_page_s_own_id_stands_in_its_calls() -> None:
    calls = [call for call in calls_of(f"/items/{ONE}/reach/") if call.route.path.endswith("/why")]

    assert [call.python for call in calls] == [f'noroshi.connection.get("/editions/{ONE}/why")']
    assert f'"$NOROSHI_URL/api/v1/editions/{ONE}/why"' in calls[0].curl


@pytest.mark.django_db
@pytest.mark.parametrize(
    "of", ["javascript:alert(1)", "//elsewhere.example/", "/\\elsewhere", "/x\r\ny", "/items/?a=<b>", "/" * 500]
)
def test_an_address_that_is_none_of_ours_becomes_no_link(of: str) -> None:
    page = Client().get(reverse("api_by_page"), {"of": of}).content.decode()

    assert 'href="/">' in page or 'href="/"' in page
    assert of not in page or of in {"/"}


@pytest.mark.django_db
def test_an_item_that_exists_and_one_that_does_not_answer_alike(cast: Cast) -> None:
    edition = cast.report(cast.electric, content={"title": "灯台守"})
    answers = {
        client_of(cast.bank)
        .get(reverse("api_by_page"), {"of": f"/items/{one}/"})
        .content.decode()
        .replace(str(one), "")
        for one in (edition.public_id, ONE)
    }

    assert len({re.sub(r'nonce="[^"]*"|value="[^"]{40,}"', "", one) for one in answers}) == 1
