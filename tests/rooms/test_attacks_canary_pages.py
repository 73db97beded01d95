"""A whole life with a word of its own in each field, file, note and answer, looked for at every page and route by every stranger."""

from collections.abc import Iterable
from typing import Any

import pytest

from noroshi.vocabulary import Tlp
from tests.cast import Cast
from tests.rooms.api_routes import NOWHERE, ROUTES
from tests.rooms.canaries import (
    ADVICE,
    ADVICE_NOTE,
    ANSWER,
    ASKED,
    DERIVED,
    RELAY_NOTE,
    SOURCE,
    SOURCE_FILES,
    TRANSLATED,
    UNSENT,
    UNSENT_FILE,
    Life,
    headers,
    holds_none,
    lived,
    plain,
    said,
)
from tests.rooms.test_attacks_canary import caller_of, client_of, pages

pytestmark = pytest.mark.django_db

OF_SOURCE = (*SOURCE.values(), *SOURCE_FILES.values(), TRANSLATED)
OF_UNSENT = (*UNSENT.values(), UNSENT_FILE)
OF_DERIVED = (*DERIVED.values(), RELAY_NOTE)
OF_ADVICE = (*ADVICE.values(), ADVICE_NOTE, ANSWER)
EVERYTHING = (*OF_SOURCE, *OF_UNSENT, *OF_DERIVED, *OF_ADVICE, *ASKED.values())
STRANGERS = ("bank", "neighbor", "electric_colleague", "contractor", "center_general")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def life(cast: Cast) -> Life:
    return lived(cast)


def unsaid_by_pages(viewer: Any, words: Iterable[str], ids: dict[str, str], hidden: Iterable[str]) -> None:
    """Every page, with each id in its place and with each as a question, answers as if it were nowhere."""
    client, words = client_of(viewer), (*words, *hidden)
    for page in sorted(set(pages())):
        if "{}" not in page:
            holds_none(said(client.get(page)), (*words, *ids.values()), page)
            continue
        for method in ("get", "post"):
            nowhere = getattr(client, method)(page.replace("{}", NOWHERE))
            for name, one in named_in(page, ids).items():
                there = getattr(client, method)(page.replace("{}", one))
                where = (method, page, name)
                assert there.status_code == nowhere.status_code, (where, there.status_code, nowhere.status_code)
                holds_none(said(there), words, where)
                assert plain(there, one) == plain(nowhere), where
                assert headers(there, one) == headers(nowhere), where


def named_in(page: str, ids: dict[str, str]) -> dict[str, str]:
    """A page looks up one kind of thing: all of that kind, and one of every other kind in its place."""
    kinds: dict[str, dict[str, str]] = {}
    for name, one in ids.items():
        kinds.setdefault(_kind(name), {})[name] = one
    looked_up = next((kind for kind, place in PLACES.items() if place in page), "edition")
    of_others = {name: one for kind, some in kinds.items() if kind != looked_up for name, one in list(some.items())[:1]}
    own = kinds.get(looked_up, {}) if not page.startswith("/directory/") else {}
    return own | of_others


PLACES = {"draft": "/draft", "file": "/file", "inquiry": "/asked/{}"}


def _kind(name: str) -> str:
    first = name.partition(" ")[0]
    return first if first in PLACES else "edition"


def unsaid_by_routes(viewer: Any, words: Iterable[str], ids: dict[str, str], hidden: Iterable[str]) -> None:
    caller, words = caller_of(viewer), (*words, *hidden)
    for route in [route for route in ROUTES if route.method == "GET"]:
        names = [
            name for name in ("edition", "draft", "file", "derived", "source", "inquiry") if f":{name}}}" in route.path
        ]
        if not names:
            holds_none(said(caller.get(route.filled())), (*words, *ids.values()), str(route))
            continue
        nowhere = caller.get(route.filled())
        for known, one in ids.items():
            there = caller.get(route.filled(**dict.fromkeys(names, one)))
            assert there.status_code == nowhere.status_code, (str(route), known)
            assert plain(there, one) == plain(nowhere), (str(route), known)
            holds_none(said(there), words, (str(route), known))


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_nothing_of_it_on_any_page(cast: Cast, life: Life, name: str) -> None:
    unsaid_by_pages(getattr(cast, name), EVERYTHING, life.ids, life.matters.values())


@pytest.mark.parametrize("name", STRANGERS)
def test_a_stranger_finds_nothing_of_it_by_any_route(cast: Cast, life: Life, name: str) -> None:
    unsaid_by_routes(getattr(cast, name), EVERYTHING, life.ids, life.matters.values())


def test_somebody_who_is_not_signed_in_finds_nothing_of_it(cast: Cast, life: Life) -> None:
    unsaid_by_pages(None, EVERYTHING, life.ids, life.matters.values())


def of(life: Life, *names: str) -> dict[str, str]:
    return {name: life.ids[name] for name in names}


def asked(*names: str) -> tuple[str, ...]:
    return tuple(ASKED[name] for name in names)


SOURCES = ("source", "draft of source", "draft of unsent", "file of attachments", "file of specimens", "file of unsent")
OWN_DRAFTS = ("draft of derived", "draft of open")


@pytest.mark.parametrize("name", ["ministry", "center"])
def test_who_relays_or_receives_an_anonymized_report_finds_nothing_of_its_source(
    cast: Cast, life: Life, name: str
) -> None:
    ids, hidden = of(life, *SOURCES, *OWN_DRAFTS), (life.matters["source"], life.matters["unsent"])
    ids |= of(
        life, "inquiry of secretariat", "inquiry of approval", *(["inquiry of ministry"] if name == "center" else [])
    )
    words = (*OF_SOURCE, *OF_UNSENT, *asked("secretariat", "electric", "opening", "approval"))
    words += (RELAY_NOTE, ADVICE_NOTE, *asked("ministry", "back")) if name == "center" else ()

    unsaid_by_pages(getattr(cast, name), words, ids, hidden)
    unsaid_by_routes(getattr(cast, name), words, ids, hidden)


def test_the_source_finds_nothing_of_what_was_made_of_its_report(cast: Cast, life: Life) -> None:
    ids, hidden = of(life, "derived", "advisory", *OWN_DRAFTS), (life.matters["derived"],)
    ids |= of(life, "inquiry of center", "inquiry of ministry")
    words = (*OF_DERIVED, *OF_ADVICE, *asked("center", "ministry", "back", "up"))

    unsaid_by_pages(cast.electric, words, ids, hidden)
    unsaid_by_routes(cast.electric, words, ids, hidden)


def test_the_secretariat_finds_nothing_of_drafts_that_were_not_sent_to_it(cast: Cast, life: Life) -> None:
    ids, hidden = of(life, "draft of source", "draft of unsent", "file of unsent"), (life.matters["unsent"],)
    ids |= of(life, "inquiry of center")
    words = (*OF_UNSENT, RELAY_NOTE, ADVICE_NOTE, *asked("center", "up"))

    unsaid_by_pages(cast.secretariat, words, ids, hidden)
    unsaid_by_routes(cast.secretariat, words, ids, hidden)


def test_the_name_of_the_source_stands_nowhere_where_its_neighbors_does_not(cast: Cast, life: Life) -> None:
    """Pages that offer recipients name everybody alike."""
    home, other = cast.world.organizations["shiomi"], cast.world.organizations["hokuryo"]
    for viewer in (cast.ministry, cast.center):
        client = client_of(viewer)
        for page in sorted(page for page in set(pages()) if "{}" in page and not page.startswith("/directory/")):
            for one in (str(life.derived), str(life.advisory)):
                text = said(client.get(page.replace("{}", one)))
                assert text.count(home.name_en) == text.count(other.name_en), (page, one)
                assert text.count(str(home.public_id)) == text.count(str(other.public_id)), (page, one)


def test_what_may_be_seen_is_seen(cast: Cast, life: Life) -> None:
    """Else the tests above would find nothing whatever was wrong."""
    seen = {
        "electric": (life.ids["source"], (SOURCE["lessons"], SOURCE_FILES["attachments"])),
        "ministry": (life.ids["derived"], (DERIVED["summary"],)),
        "center": (life.ids["derived"], (DERIVED["summary"],)),
        "secretariat": (life.ids["advisory"], (ADVICE["threat_summary"],)),
    }
    for name, (one, words) in seen.items():
        text = said(client_of(getattr(cast, name)).get(f"/items/{one}/"))
        assert all(word in text for word in words), name
    seen_asked = {"center": ("center", "up"), "ministry": ("center", "up"), "electric": ("secretariat", "electric")}
    for name, words in seen_asked.items():
        leg = life.inquiries["center" if name != "electric" else "secretariat"]
        text = said(client_of(getattr(cast, name)).get(f"/asked/{leg}/"))
        assert all(word in text for word in asked(*words)), name
    assert ASKED["opening"] in said(client_of(cast.electric).get("/asked/looks/"))
    assert UNSENT["summary"] in said(client_of(cast.electric).get(f"/drafts/{life.ids['draft of unsent']}/"))
    assert UNSENT_FILE in said(client_of(cast.electric).get(f"/drafts/{life.ids['draft of unsent']}/"))
    assert Tlp.AMBER.name in said(client_of(cast.electric).get(f"/items/{life.ids['source']}/"))
