"""What an object's page tells beside its fields: why a marking made it RED, what happened when, where a name stands again."""

from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel.telling import tell
from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, malware, origin_of, stix_id
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def here(given: dict[str, Any]) -> str:
    return reverse("intel_object", args=[given["id"][-36:]])


def test_a_marking_that_nobody_knows_is_named_where_it_made_the_object_red(cast: Cast) -> None:
    unknown = stix_id("marking-definition", "nowhere")
    given = malware("tsubame", object_marking_refs=[unknown])
    brought(cast.center, origin_of(cast.center), given)

    page = client_of(cast.center).get(here(given)).content.decode()

    assert "It carries a marking that is not understood, and is treated as RED." in page
    assert unknown in page
    assert client_of(cast.bank).get(here(given)).status_code == 404


def test_the_timeline_goes_from_what_it_says_of_itself_to_what_lies_ahead(cast: Cast) -> None:
    given = indicator(1, valid_until="2099-01-01T00:00:00.000Z")
    brought(cast.center, origin_of(cast.center, "夜の便り"), given)
    client = client_of(cast.center)
    client.post(reverse("intel_seen", args=[given["id"][-36:]]), {"answer": "not_seen"})

    page = client.get(here(given)).content.decode()
    timeline = page.partition('<ol class="timeline">')[2].partition("</ol>")[0]

    steps = ["Valid from", "Came in from 夜の便り", "This desk: ", "Valid until"]
    assert [timeline.find(one) for one in steps] == sorted(timeline.find(one) for one in steps)
    assert -1 not in [timeline.find(one) for one in steps]
    assert timeline.count("is-ahead") == 1


def test_a_japanese_name_is_the_same_value_however_a_source_writes_it(cast: Cast) -> None:
    """Letters, punycode and full width are one value: each page tells of the other's source, and a stranger of neither."""
    wide = origin_of(cast.center, "one", Tlp2.AMBER_STRICT, opened=[])
    other = origin_of(cast.center, "other", Tlp2.AMBER_STRICT, opened=[])
    letters, punycode = indicator("a", "日本語.example"), indicator("b", "xn--wgv71a119e.example")
    broad = indicator("c", "日本語．ＥＸＡＭＰＬＥ")
    brought(cast.center, wide, letters, broad)
    brought(cast.center, other, punycode)

    for given in (letters, punycode, broad):
        with acting_as(cast.center):
            (value,) = tell(cast.center, given["id"].partition("--")[2]).values
        assert value.value == "xn--wgv71a119e.example"
        assert (value.seen.objects, [one.name for one in value.origins]) == (3, ["one", "other"])
        assert client_of(cast.bank).get(here(given)).status_code == 404
