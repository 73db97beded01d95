"""Every address of the product, found from the code: without a seat it gives nothing, unless it stands on the list of open ones.

A new page that forgets to ask who is there fails here before anybody thinks of testing it.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

pytestmark = pytest.mark.django_db

OPEN = {
    "healthz": "one word for whoever watches the machine",
    "readyz": "one word for whoever watches the machine",
    "account_login": "the door itself",
    "account_logout": "leaving asks nobody",
    "styleguide": "parts without content",
    "tour": "parts that people play, and nobody's information",
    "language": "a choice of one's own",
    "theme": "a choice of one's own",
    "single_keys": "a choice of one's own",
    "manifest": "what the application is called",
    "worker": "shows notices of the browser and keeps nothing",
    "published": "published CLEAR editions, for everybody",
    "published_item": "published CLEAR editions, for everybody",
    "public_report": "people without an account tell something",
    "public_follow": "asks for number and secret of a receipt",
    "public_followed": "leads to where number and secret are asked for",
    "public_leave": "leaving asks nobody",
    "tell_without_account": "people without an account tell something, through the API",
    "add_to_receipt": "asks for number and secret of a receipt, through the API",
    "newest": "published CLEAR editions, for everybody, through the API",
    "sign_in_by_passkey": "the door itself",
    "api_reference": "how to ask, not what is held",
    "api_by_page": "how to ask, not what is held",
    "openapi-json": "how to ask, not what is held",
}
TOKENS = {"join", "reset", "look", "use"}
"""Links with a secret in them: a wrong one answers in words and says nothing about anybody."""


def example(kind: str) -> str:
    """Something of the right shape that does not exist."""
    return str(uuid4()) if kind.startswith("uuid") else {"slug": "plan4", "int": "1"}.get(kind, "x")


def addresses(patterns: Any = None, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Name and an example of every address."""
    for entry in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(entry.pattern).removeprefix("^").removesuffix("$")
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, path)
        elif isinstance(entry, URLPattern):
            yield (
                entry.name or path,
                "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: example(found[1] or "str"), path),
            )


CLOSED = sorted({(name, path.split("?")[0]) for name, path in addresses() if name not in OPEN and name not in TOKENS})


def gives_nothing(status: int, location: str) -> bool:
    return status in {400, 401, 403, 404, 405, 410} or (status == 302 and location.startswith("/sign-in/"))


@pytest.mark.parametrize("name", sorted({name for name, _ in CLOSED}))
def test_without_a_seat_an_address_gives_nothing(name):
    for path in (path for known, path in CLOSED if known == name):
        for method in ("get", "post", "patch", "delete"):
            answer = (
                getattr(Client(), method)(path, data="{}", content_type="application/json")
                if method != "get"
                else Client().get(path)
            )
            assert gives_nothing(answer.status_code, answer.headers.get("Location", "")), (
                f"{method} {path}: {answer.status_code}"
            )


def test_the_list_of_open_addresses_names_only_what_there_is():
    known = {name for name, _ in addresses()}

    assert OPEN.keys() - {"api_reference", "api_by_page"} <= known
