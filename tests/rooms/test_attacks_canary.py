"""A word that stands in one RED edition and nowhere else: looked for at every address of both doors."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.models import Person
from noroshi.directory.signin.keys import make_own_key
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.models import Edition
from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.rooms.api_routes import NOWHERE, ROUTES
from tests.rooms.api_world import Caller

CANARY = "鵺鳴峠の怪"
STRANGERS = ("bank", "platform", "center_general", "ministry", "electric_colleague", "contractor", "hub")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def planted(cast: Cast) -> Edition:
    content = {"title": CANARY, "body": CANARY, "contact": CANARY}
    return cast.report(cast.electric, Tlp.RED, content, handling_note=CANARY)


def caller_of(viewer: Viewer) -> Caller:
    with acting_as(viewer):
        scopes = [scope for scope in Scope if scope is not Scope.PLATFORM_WRITE]
        value = make_own_key(viewer.seat, purpose="x", scopes=scopes, expires_at=timezone.now() + timedelta(days=1))
    return Caller(value)


def client_of(viewer: Viewer | None) -> Client:
    client = Client(headers={"accept-language": "en"}, raise_request_exception=False)
    if viewer is not None:
        client.force_login(Person.objects.get(pk=viewer.seat.person_id))
        session = client.session
        session["noroshi_began"] = time.time()
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["desk"] = str(queries.own_desk(viewer.seat).id)
        session.save()
    return client


def pages(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """Every address of the pages, with `{}` where an id stands."""
    for pattern in (resolver or get_resolver()).url_patterns:
        here = before + re.sub(r"<uuid:\w+>", "{}", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from pages(pattern, here) if not here.startswith("/api/") else ()
        elif isinstance(pattern, URLPattern) and "<" not in here and "sign-out" not in here:
            yield here


def test_there_are_pages() -> None:
    assert len(set(pages())) > 50


@pytest.mark.django_db
@pytest.mark.parametrize("name", STRANGERS)
def test_no_route_of_the_api_knows_it_to_a_stranger(cast: Cast, name: str) -> None:
    edition, caller = planted(cast), caller_of(getattr(cast, name))
    unsaid = (CANARY, str(edition.public_id), str(edition.matter))

    for route in [route for route in ROUTES if route.method == "GET"]:
        there, nowhere = (caller.get(route.filled(edition=one)) for one in (str(edition.public_id), NOWHERE))
        if ":edition}" in route.path:
            assert there.status_code == nowhere.status_code, str(route)
            known = said(there).replace(str(edition.public_id), NOWHERE)
            assert known == said(nowhere), str(route)
        else:
            words = said(there)
            assert not any(word in words for word in unsaid), str(route)
    by_matter = caller.ask("GET", "/editions", query={"matter": str(edition.matter)})
    assert by_matter.json()["items"] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", STRANGERS)
def test_no_page_knows_it_to_a_stranger(cast: Cast, name: str) -> None:
    edition, client = planted(cast), client_of(getattr(cast, name))

    for page in sorted(set(pages())):
        answers = [client.get(page.replace("{}", one)) for one in (str(edition.public_id), NOWHERE)]
        there, nowhere = answers
        assert there.status_code == nowhere.status_code, page
        assert CANARY not in said(there), page
        assert "{}" in page or str(edition.public_id) not in said(there), page
        partial = client.get(page.replace("{}", str(edition.public_id)), headers={"hx-request": "true"})
        assert CANARY not in said(partial), page


@pytest.mark.django_db
def test_no_page_and_no_route_knows_it_to_somebody_who_is_not_signed_in(cast: Cast) -> None:
    edition, client, nobody = planted(cast), client_of(None), Caller()
    for page in sorted(set(pages())):
        assert CANARY not in said(client.get(page.replace("{}", str(edition.public_id)))), page
    for route in [route for route in ROUTES if route.method == "GET"]:
        assert CANARY not in said(nobody.get(route.filled(edition=str(edition.public_id)))), str(route)


@pytest.mark.django_db
def test_every_deed_of_a_stranger_with_it_answers_as_if_it_were_not_there(cast: Cast) -> None:
    edition, caller = planted(cast), caller_of(cast.bank)
    bodies: dict[str, Any] = {
        "hops": {"kind": "relay", "to": ["everyone_in_range"]},
        "publish": {"is_confirmed": True},
        "marking": {"tlp": "clear", "read_number": 1},
        "recall": {"reason": "x", "read_number": 1},
        "sources": {},
    }

    for deed, body in bodies.items():
        there, nowhere = (caller.post(f"/editions/{one}/{deed}", body) for one in (edition.public_id, NOWHERE))
        assert there.status_code == nowhere.status_code == 404, deed
        assert there.content.decode().replace(str(edition.public_id), NOWHERE) == nowhere.content.decode(), deed
    derived = {"kind": "notice", "content": {"title": "x"}, "sources": [str(edition.public_id)]}
    assert caller.post("/editions/derived", derived).status_code == 404
    continued = {"kind": "notice", "content": {"title": "x"}, "matter": str(edition.matter)}
    assert caller.post("/editions", continued).status_code == 404


def said(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")
