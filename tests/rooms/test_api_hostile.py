"""Bad input on every route that takes a body: told in the asker's words, nothing changed, never a fault."""

import json
from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from noroshi.config.wsgi import application
from noroshi.vocabulary.errors import refusals
from tests.rooms.api_bodies import BODIES
from tests.rooms.api_routes import ROUTES
from tests.rooms.api_world import Caller, platform

pytestmark = pytest.mark.django_db

PROBLEM = "application/problem+json"
WITH_BODY = [route for route in ROUTES if route.has_body]
INVISIBLE = {
    "nul": "a\x00b",
    "control": "a\x07b",
    "delete": "a\x7fb",
    "bidi": "a\u202eb",
    "isolate": "a\u2066b",
    "zero width": "a\u200bb",
    "unassigned": "a\U000e0001b",
}

NO_OBJECTS = [
    "{",
    "",
    "null",
    "[]",
    "17",
    '"text"',
    "{} {}",
    '{"a": 1, "a": 2}',
    '{"a": NaN}',
    '{"a": 1e400}',
    '{"a": ' + "9" * 5000 + "}",
    "[" * 20_000,
    '{"a":' * 2_000 + "1" + "}" * 2_000,
    b"\xff\xfe{}",
    b'{"a": "\xc3\x28"}',
]


@pytest.fixture
def root(db: None) -> Caller:
    return platform()


def problem(answer: Any, *statuses: int) -> Any:
    assert answer.status_code in statuses, (answer.status_code, answer.content)
    assert answer["Content-Type"] == PROBLEM
    said = answer.json()
    assert said["status"] == answer.status_code
    assert said["title"]
    return said


def test_every_route_with_a_body_is_attacked() -> None:
    assert {str(route) for route in WITH_BODY} == set(BODIES)


def test_what_is_no_json_object_cannot_be_read(root: Caller) -> None:
    for route in WITH_BODY:
        for body in NO_OBJECTS:
            said = problem(root.ask(route.method, route.filled(), body), 400)
            assert said["code"] == "malformed", (str(route), body[:20])


def test_an_unknown_field_is_named_and_refused(root: Caller) -> None:
    for route in WITH_BODY:
        said = problem(root.ask(route.method, route.filled(), {**BODIES[str(route)], "is_admin": True}), 422)
        assert said["errors"]["is_admin"] == ["There is no such field."], str(route)


def test_missing_fields_are_named(root: Caller) -> None:
    for route in WITH_BODY:
        needed = {name for name, field in route.body.model_fields.items() if field.is_required()}
        answer = root.ask(route.method, route.filled(), {})
        assert answer.status_code < 500, str(route)
        if needed:
            assert needed <= set(problem(answer, 422)["errors"]), str(route)


@pytest.mark.parametrize("value", [None, 17, 1.5, True, "", "x", [], {}, [None], {"a": {}}], ids=repr)
def test_a_value_of_any_other_type_is_answered_and_never_a_fault(root: Caller, value: Any) -> None:
    for route in WITH_BODY:
        for name in route.body.model_fields:
            answer = root.ask(route.method, route.filled(), {**BODIES[str(route)], name: value})
            assert answer.status_code < 500, (str(route), name, answer.content)
            if answer.status_code >= 400:
                problem(answer, answer.status_code)


@pytest.mark.parametrize("text", [*INVISIBLE.values(), "x" * 100_000, "\ud800"], ids=[*INVISIBLE, "long", "half"])
def test_text_that_hides_something_or_never_ends_is_refused_at_its_field(root: Caller, text: str) -> None:
    for route in WITH_BODY:
        for name, value in BODIES[str(route)].items():
            if isinstance(value, str) and name not in {"password", "text", "token"}:
                said = problem(root.ask(route.method, route.filled(), {**BODIES[str(route)], name: text}), 400, 422)
                assert name in said["errors"], (str(route), name, said)
    assert {entry["deed"] for entry in root.items("/ledger/deeds?limit=40")} == {"refused"}


@pytest.mark.parametrize("text", [*INVISIBLE.values(), "\ud800"], ids=[*INVISIBLE, "half"])
def test_content_is_cleaned_at_its_field_however_deep(root: Caller, text: str) -> None:
    for content in ({"title": text}, {"a.list": ["x", {"part": text}]}, {"a": {"b": {text: "x"}}}):
        said = problem(root.post("/editions", {"kind": "notice", "content": content}), 422)
        assert list(said["errors"]) == [f"content.{next(iter(content))}"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"title": 0.5}, "number_not_whole"),
        ({"title": {"a": [1.0]}}, "number_not_whole"),
        ({"title": {"a": {"b": {"c": {"d": {"e": {"f": {"g": 1}}}}}}}}, "content_too_deep"),
        ({"title": [1] * 501}, "content_too_deep"),
        ({"title": "x" * 20_001}, "text_too_long"),
        ({f"f{number}": "x" for number in range(401)}, "content_too_deep"),
        ({f"f{number}": "x" * 20_000 for number in range(21)}, "text_too_long"),
        ({"Title": "x"}, "field_name_unreadable"),
        ({"": "x"}, "field_name_unreadable"),
        ({"a..b": "x"}, "field_name_unreadable"),
        ({"__proto__": "x"}, "field_name_unreadable"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_content_without_end_or_that_cannot_be_sealed_is_refused(root: Caller, content: Any, code: str) -> None:
    said = problem(root.post("/editions", {"kind": "notice", "content": content}), 422)

    (words,) = said["errors"].values()
    assert words[0] == refusals()[code].en


@pytest.mark.parametrize(
    "party",
    ["public", "nobody:1", "desk:1", "desk:", "organization:x", "sector:\x00", "desk:" + "1" * 200, "", 5, None, "a b"],
)
def test_a_party_that_names_nobody_is_refused(root: Caller, party: Any) -> None:
    filed = root.made("/editions", {"kind": "notice", "content": {"title": "本文"}, "marking": {"tlp": "green"}})

    problem(root.post(f"/editions/{filed['id']}/hops", {"kind": "relay", "to": [party]}), 400, 404, 422)


@pytest.mark.parametrize("size", [2 * 1024 * 1024 + 1, 10 * 1024 * 1024])
def test_a_body_beyond_the_limit_is_told(root: Caller, size: int) -> None:
    for path in ("/editions", "/organizations", "/joining", "/nowhere", "/me"):
        for caller in (root, Caller()):
            answer = caller.ask("POST", path, b'{"a": "' + b"x" * size + b'"}')
            assert problem(answer, 413)["code"] == "too_large"


def test_words_are_in_the_readers_language(root: Caller) -> None:
    ja, en = (
        Caller(root.key, language).post("/organizations", {"handle": "x", "kinds": ["operator"]}).json()
        for language in ("ja", "en")
    )

    assert ja["errors"] == {"name_ja": ["入力してください。"]}
    assert en["errors"] == {"name_ja": ["This is needed."]}
    assert ja["title"] != en["title"]


@pytest.mark.parametrize("query", ["?find=x", "?limit=0", "?limit=101", "?limit=x", "?kind=nonsense", "?sector=x%00"])
def test_a_filter_that_is_not_understood_is_refused_instead_of_ignored(root: Caller, query: str) -> None:
    problem(root.get(f"/organizations{query}"), 422, 400)


def test_a_search_with_hidden_characters_is_refused(root: Caller) -> None:
    problem(root.get("/organizations?search=%00"), 422)
    problem(root.get("/organizations?search=%E2%80%AE"), 422)


@pytest.mark.parametrize(
    "path", ["/organizations/1", "/organizations/x%00", "/editions/../me", "/schemes/%2e%2e", "/x"]
)
def test_an_address_that_is_none_is_not_found(root: Caller, path: str) -> None:
    problem(root.get(path), 404)


@pytest.mark.parametrize(
    "value", ["Bearer", "Bearer ", "Bearer x", "Bearer nrs_x_y", "Bearer \x7f", "Bearer " + "x" * 9000]
)
def test_a_key_that_is_none_is_refused_alike(value: str) -> None:
    answer = Caller().get("/me", authorization=value)

    assert problem(answer, 401)["code"] == "key_unknown"


def test_an_unknown_kind_of_authorization_is_a_stranger() -> None:
    assert problem(Caller().get("/me", authorization="Basic eDp5"), 401)["code"] == "not_signed_in"


def test_a_stale_version_is_told_with_what_stands_now(root: Caller) -> None:
    made = root.made("/organizations", BODIES["POST /organizations"])
    path = f"/organizations/{made['id']}"
    change = {"version": made["version"], "name_ja": "新しい名"}

    assert root.patch(path, change).status_code == 200
    stale = problem(root.patch(path, {**change, "name_ja": "ほかの名"}), 409)
    missing = problem(root.patch(path, {"name_ja": "ほかの名"}), 428)

    assert stale["code"] == "changed_meanwhile"
    assert stale["current"]["name_ja"] == "新しい名"
    assert stale["current"]["version"] == made["version"] + 1
    assert missing["code"] == "version_missing"
    assert root.read(path)["name_ja"] == "新しい名"


def test_a_name_in_use_is_told_at_its_field(root: Caller) -> None:
    root.made("/organizations", BODIES["POST /organizations"])

    said = problem(root.post("/organizations", BODIES["POST /organizations"]), 422)

    assert said["errors"] == {"handle": ["This is already in use."]}


def test_mistakes_of_a_file_are_told_by_row_and_column_and_nothing_changes(root: Caller) -> None:
    text = json.dumps(
        {
            "format": "noroshi-directory-1",
            "organizations": [
                {"handle": "new", "name_ja": "名", "kinds": ["operator"]},
                {"handle": "other", "name_ja": "", "kinds": ["nonsense"]},
            ],
        }
    )

    tried = root.done("/directory/import/dry-run", {"form": "json", "text": text})
    said = problem(root.post("/directory/import", {"form": "json", "text": text}), 422)

    assert [record["outcome"] for record in tried["records"]] == ["added", "refused"]
    assert {mistake["column"] for mistake in tried["records"][1]["mistakes"]} <= {"name_ja", "kinds"}
    assert all(place.startswith("organization.2.") for place in said["errors"])
    assert root.items("/organizations?search=new") == []


@pytest.mark.django_db(transaction=True)
def test_a_body_in_pieces_without_its_length_is_bounded_and_a_small_one_is_read() -> None:
    for size, status in ((10 * 1024 * 1024, 413), (2 * 1024 * 1024, 400)):
        answer = in_pieces(b"x" * size)
        assert (answer["status"], answer["code"]) == (status, "too_large" if status == 413 else "malformed")
    assert in_pieces(b'{"token": "x"}')["code"] == "link_gone"


@pytest.mark.django_db(transaction=True)
def test_a_file_in_pieces_is_never_cut_off_and_kept() -> None:
    """With a key more is allowed than is read of pieces: what is longer is refused, and not taken as if it ended there."""
    begun = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    files = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "HTTP_AUTHORIZATION": "Bearer nrs_abcdefghjk_made-up"}

    assert in_pieces(begun + b"x" * 3 * 1024 * 1024, **files)["code"] == "too_large"
    assert in_pieces(begun + b"x" * 1024 * 1024, **files)["code"] != "too_large"


def in_pieces(body: bytes, **more: str) -> Any:
    """As the server hands on what comes with `Transfer-Encoding: chunked`."""
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": "/api/v1/joining/look",
        "CONTENT_TYPE": "application/json",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.input": BytesIO(body),
    } | more
    setup_testing_defaults(environ)
    return json.loads(b"".join(application(environ, lambda *_: None)))
