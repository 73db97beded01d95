"""Random requests on every route of the API: whatever comes, no answer is a fault and every refusal is a problem."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.api.routing import NO_KEY
from tests.rooms.api_bodies import BODIES
from tests.rooms.api_routes import NOWHERE, ROUTES, Route
from tests.rooms.api_world import Caller, platform

pytestmark = pytest.mark.django_db

WORDS = st.sampled_from(
    ["", "red", "clear", "report", "operator", "electricity", "ja", "2026-01-01", NOWHERE, "\x00", "\u202e", "x" * 300]
)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30) | WORDS
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
ASKED = "cursor limit search kind sector tlp own matter version form field against x"
QUERIES = st.dictionaries(
    st.sampled_from(ASKED.split()),
    st.text(alphabet="az019-_%/\u3042", max_size=12)
    | st.sampled_from(["red", "1", "true", "electricity", "operator", NOWHERE]),
    max_size=3,
)


@st.composite
def requests(draw: Any) -> tuple[Route, Any, dict[str, str], dict[str, str]]:
    route = draw(st.sampled_from(ROUTES))
    body: Any = None
    if route.has_body:
        body = dict(BODIES[str(route)])
        fields = sorted(route.body.model_fields)
        for name in draw(st.lists(st.sampled_from(fields), max_size=3) if fields else st.just([])):
            body[name] = draw(VALUES)
    headers = draw(st.dictionaries(st.sampled_from(["idempotency_key", "if_match"]), st.text(max_size=20), max_size=1))
    return (
        route,
        body,
        draw(QUERIES),
        {name: value.encode("ascii", "ignore").decode() for name, value in headers.items()},
    )


@pytest.fixture
def ids(db: None) -> dict[str, str]:
    """A caller with every scope, and things that are there, so that deeds are reached and not only refused."""
    root = platform()
    me = root.read("/me")
    edition = root.made("/editions", {"kind": "notice", "content": {"title": "本文"}, "marking": {"tlp": "green"}})
    draft = root.made("/drafts", {"kind": "report", "typed": {"summary": "要約"}, "wish": {"tlp": "green"}})
    file = root.upload(f"/drafts/{draft['id']}/files")
    return {
        "key": root.key,
        "organization": me["organization"]["id"],
        "desk": me["desk"]["id"],
        "person": me["person"]["id"],
        "membership": me["person"]["memberships"][0]["id"],
        "edition": edition["id"],
        "draft": draft["id"],
        "file": file["id"],
    }


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(requests())
def test_no_request_is_answered_with_a_fault(ids: dict[str, str], request_: Any) -> None:
    route, body, query, headers = request_
    caller = Caller("" if route.needs is NO_KEY else ids["key"])
    address = route.filled(**{name: value for name, value in ids.items() if name != "key"})

    answer = caller.ask(route.method, address, body, query=query, **headers)

    assert answer.status_code < 500, (str(route), body, query, answer.content)
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
