"""Shared intelligence in the browser: the list and its filters, an object in words, and nothing for a stranger."""

import json
import re
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel.models import StixObject
from noroshi.intel.tokens import token_of
from noroshi.ledger.models import Entry
from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.rooms.intel_given import MOMENT, brought, indicator, malware, marked, origin_of, relationship, stix_id
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
CANARY = "kanaria-7f3e"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def page(viewer: Viewer, query: str = "") -> str:
    answer = client_of(viewer).get(reverse("intel") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def titles(text: str) -> list[str]:
    return re.findall(r'class="cell-title" data-row href="/intel/[0-9a-f-]+/">([^<]*)<', text)


def address(given: dict[str, Any], name: str = "intel_object") -> str:
    return reverse(name, args=[given["id"].partition("--")[2]])


def test_what_is_held_is_listed_newest_first_and_a_stranger_sees_none_of_it(cast: Cast) -> None:
    closed = origin_of(cast.center, "closed", Tlp2.AMBER, opened=[])
    brought(cast.center, closed, malware(CANARY), indicator(1))

    assert titles(page(cast.center)) == ["c2-1[.]example", CANARY]
    assert CANARY not in page(cast.bank)
    assert str(closed.public_id) not in page(cast.bank)
    for name in ("intel_object", "intel_raw", "intel_text"):
        assert client_of(cast.bank).get(address(malware(CANARY), name)).status_code == 404


def test_a_file_for_another_desk_carries_the_label_it_is_held_under(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center, "green"), malware("tsubame"))

    def kept(viewer: Viewer) -> Any:
        return json.loads(client_of(viewer).get(address(malware("tsubame"), "intel_raw")).content)

    assert kept(cast.center) == malware("tsubame")
    assert kept(cast.bank) == malware("tsubame", **marked(Tlp2.GREEN))


def test_filters_narrow_by_what_is_read_of_objects(cast: Cast) -> None:
    green = origin_of(cast.center, "green")
    amber = origin_of(cast.center, "amber", Tlp2.AMBER)
    brought(
        cast.center,
        green,
        indicator(1, confidence=90),
        indicator(2, confidence=20),
        indicator(3, valid_until="2026-04-02T00:00:00.000Z"),
        malware("tsubame"),
    )
    brought(cast.center, amber, indicator(4, **marked(Tlp2.GREEN)))

    assert titles(page(cast.center, "?kind=malware")) == ["tsubame"]
    assert titles(page(cast.center, "?confidence=high")) == ["c2-1[.]example"]
    assert titles(page(cast.center, "?confidence=low")) == ["c2-2[.]example", "c2-1[.]example"]
    assert "c2-3[.]example" not in titles(page(cast.center, "?now=1"))
    assert "c2-1[.]example" in titles(page(cast.center, "?now=1"))
    assert titles(page(cast.center, f"?origin={amber.public_id}")) == ["c2-4[.]example"]
    assert titles(page(cast.center, "?color=amber")) == ["c2-4[.]example"]
    assert titles(page(cast.center, "?q=c2-2[.]example")) == ["c2-2[.]example"]
    assert titles(page(cast.center, "?q=" + stix_id("malware", "tsubame"))) == ["tsubame"]
    assert client_of(cast.center).get(reverse("intel") + "?kind=nonsense").status_code == 422


def test_the_list_goes_on_behind_an_opaque_place(cast: Cast) -> None:
    origin = origin_of(cast.center)
    brought(cast.center, origin, *(indicator(number, confidence=80) for number in range(65)))

    for query in ("", "?confidence=high"):
        seen, here = [], query
        while here is not None:
            text = page(cast.center, here)
            seen += titles(text)
            found = re.search(r'href="/intel/(\?[^"]*after=[^"]*)"', text)
            here = found[1].replace("&amp;", "&") if found else None
        assert len(seen) == len(set(seen)) == 65
        assert seen[0] == "c2-64[.]example"
    assert client_of(cast.center).get(reverse("intel") + "?after=nonsense").status_code == 400


def test_an_object_is_told_in_words_with_its_values_and_what_it_is_tied_to(cast: Cast) -> None:
    origin = origin_of(cast.center)
    found = indicator(1, "evil.example") | {"name": "偽の更新", "description": "see http://evil.example/a"}
    family = malware("tsubame")
    brought(cast.center, origin, found, family, relationship(1, found["id"], family["id"]))

    text = client_of(cast.center).get(address(found)).content.decode()
    assert "偽の更新" in text
    assert "http://evil.example" not in text
    assert "evil[.]example" in text
    assert "points to" in text
    assert address(family) in text
    assert "is pointed to by" in client_of(cast.center).get(address(family)).content.decode()
    with acting_as(cast.center):
        assert Entry.objects.filter(deed="read_object").count() == 2


def test_the_text_as_it_came_is_shown_escaped_and_handed_over_byte_for_byte(cast: Cast) -> None:
    given = malware("tsubame", description="<script>alert(1)</script>")
    brought(cast.center, origin_of(cast.center), given)

    for name in ("intel_object", "intel_text"):
        assert "<script>alert(1)" not in client_of(cast.center).get(address(given, name)).content.decode()
    assert "&lt;script&gt;alert(1)" in client_of(cast.center).get(address(given, "intel_text")).content.decode()
    answer = client_of(cast.center).get(address(given, "intel_raw"))
    assert json.loads(answer.content) == given
    assert answer["Content-Disposition"].startswith("attachment")


def test_every_version_stands_on_the_page_and_only_the_latest_in_the_list(cast: Cast) -> None:
    origin = origin_of(cast.center)
    early, late = malware("tsubame"), malware("tsubame", modified="2026-05-01T00:00:00.000Z", description="new words")
    brought(cast.center, origin, late)
    brought(cast.center, origin, early)

    assert titles(page(cast.center)) == ["tsubame"]
    text = client_of(cast.center).get(address(early)).content.decode()
    assert "new words" in text
    older = re.search(r"\?version=([\w-]+)\"><time[^>]*" + MOMENT[:10], text)
    assert older
    text = client_of(cast.center).get(address(early) + f"?version={older[1]}").content.decode()
    assert "new words" not in text
    assert "There is a later version" in text
    assert client_of(cast.center).get(address(early) + "?version=1").status_code == 404


def test_no_page_tells_how_much_came_between_two_objects(cast: Cast) -> None:
    """Numbers follow the order of everything that comes in, from whomever: versions are named by something else."""
    brought(cast.center, origin_of(cast.center), malware("tsubame"))
    with acting_as(cast.center):
        number = StixObject.objects.get(uuid=malware("tsubame")["id"][-36:]).pk

    for name in ("intel_object", "intel_text"):
        text = client_of(cast.bank).get(address(malware("tsubame"), name)).content.decode()
        named = set(re.findall(r"version=([^\"&]+)", text))
        assert named == {token_of(number)}, name
        assert str(number) not in named


def test_a_tie_to_what_is_closed_says_nothing_of_it(cast: Cast) -> None:
    shared, closed = origin_of(cast.center), origin_of(cast.center, "closed", Tlp2.AMBER, opened=[])
    found, secret = indicator(1), malware(CANARY)
    brought(cast.center, shared, found, relationship(1, found["id"], secret["id"]))
    brought(cast.center, closed, secret)

    assert CANARY in client_of(cast.center).get(address(found)).content.decode()
    answer = client_of(cast.bank).get(address(found))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert CANARY not in text
    assert address(secret) not in text
