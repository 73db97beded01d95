"""Whatever is sent to the TAXII door: an error in its own shape that says what to do, and nothing half stored."""

import json
import time
import uuid
from typing import Any

import pytest
from django.test import Client

from noroshi.directory.models import Person
from noroshi.directory.signin.scopes import Scope
from noroshi.taxii import pace
from noroshi.vocabulary import Tlp2
from tests.rooms.intel_given import bundle, indicator, marked, origin_of, stix_id
from tests.rooms.taxii_world import MEDIA, ROOT, Machine, at, machine

pytestmark = pytest.mark.django_db

SECRET = "ひそかな灯台"


def said(answer: Any) -> tuple[int, str]:
    """The status and our code, once the shape was looked at."""
    assert answer.headers["Content-Type"] == MEDIA, answer.content
    told = json.loads(answer.content)
    assert told["title"]
    assert told["http_status"] == str(answer.status_code)
    return answer.status_code, told["error_code"]


@pytest.mark.parametrize(
    "query",
    [
        *("limit=1_0", "limit=+5", "limit=0", "limit=", "limit=ten", "limit=１０", "limit=-1", "limit=1&limit=2"),
        *("added_after=yesterday", "added_after=2026-13-01T00:00:00Z", "added_after=2026-01-01", "added_after="),
        *("match[id]=indicator", "match[type]=a b", "match[version]=all,last", "match[version]=now"),
        *("match[spec_version]=3", "next=%00", "next=" + "A" * 500),
    ],
)
def test_a_parameter_that_is_unclear_is_refused(cast, query):
    origin = origin_of(cast.center)

    assert machine(cast.center).get(at(origin) + "?" + query).status_code == 400


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        (MEDIA, 200),
        ("application/taxii+json", 200),
        ("*/*", 200),
        ("text/html, application/taxii+json;version=2.1;q=0.5", 200),
        ('application/taxii+json; version="2.1"', 200),
        ("application/taxii+json;version=2.0", 406),
        ("application/vnd.oasis.taxii+json", 406),
        ("text/html", 406),
        ("application/json", 406),
        ("application/taxii+json;version=2.1;q=0", 406),
    ],
)
def test_only_what_is_spoken_here_is_answered(cast, accept, status):
    answer = machine(cast.center).get("/taxii2/", HTTP_ACCEPT=accept)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == MEDIA


@pytest.mark.parametrize("media", ["application/json", "application/taxii+json;version=2.0", "text/plain", ""])
def test_a_body_says_what_it_is(cast, media):
    origin = origin_of(cast.center)

    assert said(machine(cast.center).post(at(origin), indicator(1), CONTENT_TYPE=media)) == (415, "not_understood")


DEEP = b'{"objects":[' + b'{"a":' * 20_000 + b"1" + b"}" * 20_000 + b"]}"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b" ", 400),
        (b"{", 400),
        (bundle(indicator(1), indicator(2))[:-40], 400),
        (b"[]", 422),
        (b"7", 422),
        (b"{}", 422),
        (b'{"objects": {}}', 422),
        (b'{"objects": null}', 422),
        (b"\xff\xfe\x00", 400),
        (json.dumps(indicator(1, description="\ud800")).encode(), 400),
    ],
)
def test_what_is_no_envelope_is_refused_whole(cast, body, status):
    origin = origin_of(cast.center)
    caller = machine(cast.center)

    assert said(caller.ask("POST", at(origin), body))[0] == status
    assert json.loads(caller.get(at(origin)).content) == {"more": False}


def test_an_object_that_would_hurt_is_named_and_hurts_nobody(cast):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    good = json.dumps(indicator(1)).encode()
    twice = json.dumps(indicator("twice")).encode()[:-1] + b', "type": "malware"}'
    half = json.dumps(indicator("half", description="half \ud800")).encode()
    explodes = json.dumps(indicator("long", "", pattern="[" + "(" * 5000 + "a:b = 'c'" + ")" * 5000 + "]")).encode()

    for bad in (twice, half, explodes, b'{"a":}', b"[]", b"7", b'"word"'):
        answer = caller.ask("POST", at(origin), b'{"objects":[' + bad + b"," + good + b"]}")
        status = json.loads(answer.content)
        assert (answer.status_code, status["failure_count"], status["success_count"]) == (202, 1, 1), bad[:60]
    assert caller.ask("POST", at(origin), DEEP).status_code in {202, 422}
    assert caller.objects(at(origin)) == [indicator(1)]


def test_a_body_beyond_the_limit_is_refused_before_it_is_read(cast, settings):
    origin = origin_of(cast.center)
    caller = machine(cast.center)
    settings.TAXII_BODY_MOST = 3_000_000
    large = b'{"objects":[' + b" " * 2_500_000 + b"]}"

    assert caller.ask("POST", at(origin), large).status_code == 202
    assert said(caller.ask("POST", at(origin), large + b" " * 1_000_000)) == (413, "too_large")
    assert said(caller.ask("POST", at(origin), b"{", CONTENT_LENGTH=str(2**30))) == (413, "too_large")


@pytest.mark.parametrize(
    "path", ["/taxii2", "/taxii2/noroshi", "/taxii2/other/", "/taxii2/noroshi/collections", "/taxii2/x"]
)
def test_addresses_that_are_none_are_not_found_and_never_redirected(cast, path):
    assert said(machine(cast.center).get(path)) == (404, "not_found")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS", "DELETE"])
def test_other_methods_say_which_there_are(cast, method):
    origin = origin_of(cast.center)
    answer = machine(cast.center).ask(method, at(origin))

    assert said(answer) == (405, "method_unknown")
    assert answer.headers["Allow"] == "GET, POST"


def routes(origin: Any) -> list[tuple[str, str]]:
    one = indicator(1)["id"]
    under = ["", "manifest/", "objects/", f"objects/{one}/", f"objects/{one}/versions/"]
    return [("GET", at(origin, rest)) for rest in under] + [
        ("POST", at(origin)),
        ("DELETE", at(origin, f"objects/{one}/")),
    ]


def test_every_address_is_closed_to_whoever_shows_no_key(cast):
    origin = origin_of(cast.center, SECRET)
    machine(cast.center).post(at(origin), indicator(1, description=SECRET))

    for caller in (
        Machine(),
        Machine("nrs_abcdefghjk_nothing"),
        Machine("x", is_basic=True),
        Machine("nothing:at:all"),
    ):
        for method, path in [("GET", "/taxii2/"), ("GET", ""), ("GET", "collections/"), *routes(origin)]:
            answer = caller.ask(method, path, b'{"objects":[]}' if method == "POST" else None)
            assert said(answer)[0] == 401, (method, path)
            assert "Basic" in answer.headers["WWW-Authenticate"]
            assert SECRET.encode() not in answer.content


def test_a_stranger_with_a_key_does_not_learn_that_a_closed_collection_is_there(cast):
    origin = origin_of(cast.center, SECRET, opened=[])
    mine = machine(cast.center)
    status = json.loads(mine.post(at(origin), indicator(1, description=SECRET)).content)["id"]
    stranger = machine(cast.bank)
    everything = json.loads(mine.get("collections/").content)["collections"][0]["id"]

    for method, path in [
        *routes(origin),
        ("GET", f"status/{status}/"),
        ("GET", f"collections/{everything}/"),
        ("GET", f"collections/{everything}/objects/"),
    ]:
        answer = stranger.ask(method, path, b'{"objects":[]}' if method == "POST" else None)
        assert said(answer) == (404, "not_found"), (method, path)
        assert json.loads(answer.content) == json.loads(stranger.get("collections/nowhere/").content)
    listed = stranger.get("collections/").content
    own = json.loads(listed)["collections"][0]["id"]
    assert SECRET not in listed.decode()
    assert str(origin.public_id) not in listed.decode()
    assert json.loads(stranger.get(f"collections/{own}/objects/").content) == {"more": False}
    assert json.loads(stranger.get(f"collections/{own}/objects/?match[id]={indicator(1)['id']}").content) == {
        "more": False
    }


def test_who_may_read_may_not_write(cast):
    origin = origin_of(cast.center)
    mine, reader = machine(cast.center), machine(cast.bank)
    mine.post(at(origin), indicator(1))
    one = indicator(1)["id"]

    assert said(reader.post(at(origin), indicator(2))) == (403, "collection_read_only")
    assert said(reader.ask("DELETE", at(origin, f"objects/{one}/"))) == (403, "collection_read_only")
    everything = json.loads(mine.get("collections/").content)["collections"][0]["id"]
    assert said(mine.post(f"collections/{everything}/objects/", indicator(2)))[0] == 403
    assert mine.objects(at(origin)) == [indicator(1)]


def test_a_key_does_what_its_scope_says(cast):
    origin = origin_of(cast.center)
    reading, writing = machine(cast.center, Scope.INTEL_READ), machine(cast.center, Scope.INTEL_WRITE)

    assert said(reading.post(at(origin), indicator(1))) == (403, "key_too_narrow")
    assert writing.post(at(origin), indicator(1)).status_code == 202
    assert said(writing.get(at(origin))) == (403, "key_too_narrow")
    assert reading.objects(at(origin)) == [indicator(1)]
    assert said(machine(cast.center, Scope.EDITIONS_READ).get("collections/"))[0] == 403


def test_a_marking_narrows_what_a_collection_gives(cast):
    origin = origin_of(cast.center)
    machine(cast.center).post(at(origin), indicator(1, description=SECRET, **marked(Tlp2.RED)))
    reader = machine(cast.bank)

    for rest in (
        "objects/",
        "manifest/",
        f"objects/?match[id]={stix_id('indicator', 1)}",
        "objects/?match[version]=all",
    ):
        assert json.loads(reader.get(at(origin, rest)).content) == {"more": False}


def test_a_browser_with_a_session_is_nobody_here(cast):
    client = Client()
    client.force_login(Person.objects.get(pk=cast.center.seat.person_id))

    assert said(client.get(ROOT, HTTP_ACCEPT=MEDIA))[0] == 401


def test_a_question_that_the_database_has_planned_opens_nothing_to_whoever_asks_next(cast):
    """After five times PostgreSQL keeps one plan for everybody who asks through the same connection."""
    origin, ours = origin_of(cast.center, opened=[]), indicator(1)["id"]
    machine(cast.center).post(at(origin), indicator(1))
    caller, other = machine(cast.center), machine(cast.bank)
    here, there = (json.loads(one.get("collections/").content)["collections"][0]["id"] for one in (caller, other))

    for _ in range(12):
        assert caller.objects(f"collections/{here}/objects/")
        assert other.objects(f"collections/{there}/objects/") == []
        assert caller.objects(f"collections/{here}/objects/?match[id]={ours}")
        assert other.objects(f"collections/{there}/objects/?match[id]={ours}") == []
        assert other.get(f"collections/{there}/objects/{ours}/").status_code == 404
        assert other.get(at(origin)).status_code == 404


def test_a_key_that_asks_too_often_is_told_how_long_to_wait(cast, settings, monkeypatch):
    settings.TAXII_PER_MINUTE = 3
    monkeypatch.setattr(pace, "monotonic", lambda: 1000.0)
    hasty, other = machine(cast.center), machine(cast.center)

    assert [hasty.get("collections/").status_code for _ in range(4)] == [200, 200, 200, 429]
    answer = hasty.get("collections/")

    assert said(answer) == (429, "asked_too_often")
    wait = int(answer.headers["Retry-After"])
    assert wait == 20
    assert str(wait) in json.loads(answer.content)["title"]
    assert hasty.post("collections/nowhere/objects/", indicator(1)).status_code == 429
    assert other.get("collections/").status_code == 200, "one key's haste is nobody else's"


def test_a_key_that_waited_goes_on(cast, settings, monkeypatch):
    settings.TAXII_PER_MINUTE = 3
    caller = machine(cast.center)
    monkeypatch.setattr(pace, "monotonic", lambda: 1000.0)
    for _ in range(3):
        caller.get("collections/")
    wait = int(caller.get("collections/").headers["Retry-After"])
    monkeypatch.setattr(pace, "monotonic", lambda: 1000.0 + wait)

    assert [caller.get("collections/").status_code for _ in range(2)] == [200, 429]


def test_keys_that_ask_no_more_are_forgotten(monkeypatch):
    monkeypatch.setattr(pace, "MOST_KEPT", 3)
    for moment in range(100):
        monkeypatch.setattr(pace, "monotonic", lambda moment=moment: time.monotonic() + 1000.0 * moment)
        pace.must_not_be_hasty(uuid.uuid4())

    assert len(pace._free_from) <= 4
