"""How drafts begin: advisories, ways, follow-ups; and the receipt in which they end."""

import re
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.models import Draft
from noroshi.reports.actions import relay_report
from tests.cast import Cast
from tests.drafted import reported, second_person
from tests.rooms.drafts_pages import SUMMARY, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def test_an_advisory_goes_from_its_beginning_to_the_receipt(cast: Cast) -> None:
    client = client_of(cast.center)
    source = reported(cast.electric, "direct_report")
    with acting_as(Viewer(cast.ministry.seat)):
        relay_report(Viewer(cast.ministry.seat), source)
    opened = client.post(f"/advisories/new/?from={source}")
    text = client.get(opened.url).content.decode()
    pair = re.search(r'value="(ministry_for_sector:[^"]+/electricity)"', text)
    assert pair
    assert "変電所" not in text
    typed = {
        "version": "1",
        "w.tlp": "amber",
        "w.destinations": ["", pair[1]],
        "f.threat_summary": SUMMARY,
        "f.provision_case": "exposed_systems",
        "deed": "send",
    }

    check = client.post(opened.url, typed)
    looked_at = client.get(check.url).content.decode()
    asks = re.search(r'action="([^"]+/release/ask/)"', looked_at)
    version = re.search(r'name="version" value="(\d+)"', looked_at)
    assert asks
    assert version
    given = {"version": version[1], "recipient": pair[1]}
    by_its_writer = client.post(check.url, given)
    assert by_its_writer.status_code == 409
    assert client.post(asks[1], {"version": version[1]}).status_code == 302

    second = client_of(second_person(cast.center))
    assert f'value="{pair[1]}"' in second.get(check.url).content.decode()
    receipt = second.get(second.post(check.url, given).url).content.decode()

    assert "Ministry of Economy, Trade and Industry for Electricity" in receipt
    assert "The center gives it on arrival" not in receipt


def test_an_advisory_needs_a_destination(cast: Cast) -> None:
    client = client_of(cast.center)
    opened = client.post("/advisories/new/")

    answer = client.post(opened.url, {"version": "1", "w.tlp": "amber", "f.threat_summary": SUMMARY, "deed": "send"})

    assert answer.status_code == 422
    assert 'href="#f-destinations"' in answer.content.decode()


def test_only_the_center_begins_an_advisory(cast: Cast) -> None:
    for viewer in (cast.electric, cast.ministry, cast.secretariat):
        assert client_of(viewer).get("/advisories/new/").status_code == 403
        assert client_of(viewer).post("/advisories/new/").status_code == 403


def test_a_source_that_is_not_for_the_center_is_not_found(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report")

    for method in ("get", "post"):
        assert getattr(client_of(cast.center), method)(f"/advisories/new/?from={source}").status_code == 404


# ---------------------------------------------------------------- ways and follow-ups


def test_each_sees_only_its_own_ways(cast: Cast) -> None:
    assert "Report past the ministry" in client_of(cast.electric).get("/reports/new/").content.decode()
    assert "Report past the ministry" not in client_of(cast.ministry).get("/reports/new/").content.decode()
    assert client_of(cast.agency).post("/reports/new/", {"way": "direct_report"}).status_code == 422


def test_where_there_is_one_way_a_press_begins_at_once(cast: Cast) -> None:
    opened = client_of(cast.agency).post("/reports/new/")

    assert opened.status_code == 302
    assert opened.url.startswith("/drafts/")


def test_opening_a_page_begins_nothing(cast: Cast) -> None:
    with acting_as(Viewer(cast.electric.seat)):
        before = Draft.objects.count()
    client_of(cast.electric).get("/reports/new/")
    with acting_as(Viewer(cast.electric.seat)):
        assert Draft.objects.count() == before


def test_a_follow_up_begins_with_what_was_said(cast: Cast) -> None:
    client = client_of(cast.electric)
    edition = reported(cast.electric, "direct_report", summary=SUMMARY)

    opened = client.post(reverse("begin_follow_up", args=[edition]))

    text = client.get(opened.url).content.decode()
    assert SUMMARY in text
    assert "no. 2" in text


def test_a_receipt_shows_the_number_once_there_is_one(cast: Cast) -> None:
    client = client_of(cast.electric)
    edition = reported(cast.electric, "direct_report")
    path = reverse("receipt", args=[edition])
    assert "The center gives it on arrival" in client.get(path).content.decode()

    with acting_as(Viewer(cast.ministry.seat)):
        relay_report(Viewer(cast.ministry.seat), edition)

    text = client.get(path).content.decode()
    assert "The center gives it on arrival" not in text
    assert "Received and numbered" in text


# ---------------------------------------------------------------- strangers
