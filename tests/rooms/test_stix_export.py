"""A report or an advisory as STIX: what its reader reads and not a word more, taken away as paper is, and read in as a draft."""

import json
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from noroshi.advisories.actions import acknowledge, relay_advisory
from noroshi.advisories.exporting import export_stix, stix_or_asked
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.exporting import Asked
from noroshi.drafting.queries import draft
from noroshi.intake.actions import import_form
from noroshi.ledger.models import Entry
from noroshi.stix.forms import content_of
from noroshi.stix.reading import Fault, read_all
from noroshi.vocabulary import SightingAnswer
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import issued, reported
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db

SITE = "https://noroshi.example"
STRANGERS = ["bank", "gas_liaison", "center_general", "electric_colleague", "platform"]


def taken(viewer: Viewer, edition: UUID) -> bytes:
    with acting_as(viewer):
        content = export_stix(viewer, edition, address=SITE).content
    assert [one for one in read_all(content) if isinstance(one, Fault)] == []
    return content


def advisory(cast: Cast, tlp: str = "amber", **typed: Any) -> UUID:
    meti = cast.world.organizations["meti"].public_id
    return issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp=tlp, **typed)


def kinds(content: bytes) -> list[str]:
    return [one["type"] for one in json.loads(content)["objects"]]


def test_a_report_is_an_incident_with_its_victim_and_what_was_seen(cast: Cast) -> None:
    summary = "不審な通信先 203.0.113.7 を確認。CVE-2026-12345 が悪用された。"
    report = reported(cast.electric, "direct_report", summary=summary, operator_name="汐見電力", sector="electricity")

    content = taken(cast.electric, report)

    assert {"incident", "report", "identity", "indicator", "vulnerability", "relationship"} <= set(kinds(content))
    assert "[ipv4-addr:value = '203.0.113.7']" in content.decode()
    assert content_of(content)["summary"] == summary


def test_what_is_withheld_from_a_reader_is_not_in_its_bundle(cast: Cast) -> None:
    edition = advisory(cast, "green", contact_person="提供 花子", threat_summary="弱点の悪用")
    with acting_as(cast.ministry):
        relay_advisory(
            cast.ministry, edition, to=[f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"]
        )

    whole, below = taken(cast.ministry, edition), taken(cast.secretariat, edition)

    assert "提供 花子" in whole.decode()
    assert "提供 花子" not in below.decode()
    assert content_of(below)["threat_summary"] == "弱点の悪用"


@pytest.mark.parametrize(
    ("color", "label"), [("red", "red"), ("amber", "amber+strict"), ("green", "green"), ("clear", "clear")]
)
def test_the_label_is_the_strictest_that_does_not_widen(cast: Cast, color: str, label: str) -> None:
    content = json.loads(taken(cast.ministry, advisory(cast, color)))
    markings = {one["id"]: one for one in content["objects"] if one["type"] == "marking-definition"}
    report = next(one for one in content["objects"] if one["type"] == "report")

    found = [markings[ref].get("extensions", {}) for ref in report["object_marking_refs"]]

    assert [one["tlp_2_0"] for extensions in found for one in extensions.values()] == [label]


def test_answers_are_opinions_without_names_and_go_no_further_than_the_own_organization(cast: Cast) -> None:
    edition = advisory(cast, "green")
    with acting_as(cast.ministry):
        acknowledge(cast.ministry, edition, sighting=SightingAnswer.SEEN, note="内密の覚え書き")

    content = taken(cast.center, edition).decode()
    opinions = [one for one in json.loads(content)["objects"] if one["type"] == "opinion"]

    assert [one["opinion"] for one in opinions] == ["strongly-agree"]
    assert opinions[0]["object_marking_refs"] == ["marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003"]
    assert "内密の覚え書き" not in content


@pytest.mark.parametrize(
    ("answer", "opinion"), [(SightingAnswer.NOT_SEEN, "disagree"), (SightingAnswer.UNKNOWN, "neutral")]
)
def test_not_seen_and_do_not_know_are_opinions_of_their_own(cast: Cast, answer: SightingAnswer, opinion: str) -> None:
    edition = advisory(cast, "green")
    with acting_as(cast.ministry):
        acknowledge(cast.ministry, edition, sighting=answer)

    objects = json.loads(taken(cast.center, edition))["objects"]

    assert [one["opinion"] for one in objects if one["type"] == "opinion"] == [opinion]


def test_measures_of_an_advisory_are_a_course_of_action(cast: Cast) -> None:
    edition = advisory(cast, "green", course_of_action="遠隔接続を止める。")

    objects = json.loads(taken(cast.ministry, edition))["objects"]
    measure = next(one for one in objects if one["type"] == "course-of-action")
    report = next(one for one in objects if one["type"] == "report")

    assert measure["description"] == "遠隔接続を止める。"
    assert measure["id"] in report["object_refs"]
    assert "course-of-action" not in kinds(taken(cast.ministry, advisory(cast, "green")))


def test_red_asks_first_and_taking_it_away_is_written_down(cast: Cast) -> None:
    edition = advisory(cast, "red")
    with acting_as(cast.ministry):
        assert isinstance(stix_or_asked(cast.ministry, edition, address=SITE), Asked)
        assert not Entry.objects.filter(deed="export_form").exists()

    taken(cast.ministry, edition)

    with acting_as(cast.ministry):
        assert Entry.objects.get(deed="export_form").detail == {"as": "stix"}


@pytest.mark.parametrize("stranger", [*STRANGERS, "electric"])
def test_strangers_get_nothing_by_room_page_or_machine(cast: Cast, settings: Any, stranger: str) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    edition, viewer = advisory(cast), getattr(cast, stranger)

    with acting_as(viewer), pytest.raises(NotFound):
        export_stix(viewer, edition, address=SITE)
    assert client_of(viewer).get(reverse("item_stix", args=[edition])).status_code == 404
    assert caller_of(viewer).get(f"/editions/{edition}/stix.json").status_code == 404


@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_report_is_no_strangers_either(cast: Cast, stranger: str) -> None:
    report, viewer = reported(cast.electric, "direct_report"), getattr(cast, stranger)

    with acting_as(viewer), pytest.raises(NotFound):
        export_stix(viewer, report, address=SITE)


def test_the_page_offers_it_and_hands_it_over(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    edition, client = advisory(cast), client_of(cast.ministry)

    assert reverse("item_stix", args=[edition]) in client.get(f"/items/{edition}/").content.decode()
    answer = client.get(reverse("item_stix", args=[edition]))
    machine = caller_of(cast.ministry).get(f"/editions/{edition}/stix.json")
    assert [json.loads(_body(one))["type"] for one in (answer, machine)] == ["bundle", "bundle"]


def test_a_bundle_becomes_a_draft_with_everything_that_was_in_it(cast: Cast) -> None:
    report = reported(cast.electric, "direct_report", summary="改ざんを確認", lessons="早く知らせる")
    content = taken(cast.electric, report)

    with acting_as(cast.bank):
        arrival = import_form(cast.bank, name="stix.json", chunks=[content], way="direct_report")
        begun = draft(cast.bank, arrival.draft)

    assert (begun.written.typed["summary"], begun.written.typed["lessons"]) == ("改ざんを確認", "早く知らせる")


def test_what_of_a_bundle_cannot_be_read_is_told_and_the_rest_is_kept(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    bundle = json.loads(taken(cast.electric, reported(cast.electric, "direct_report", summary="改ざんを確認")))
    bundle["objects"].append({"type": "indicator", "id": "indicator--1"})
    file = SimpleUploadedFile("stix.json", json.dumps(bundle).encode())

    answer = client_of(cast.bank).post("/drafts/import/", {"file": file, "way": "direct_report"}, follow=True)

    assert answer.status_code == 200
    assert "This is no identifier (type--UUID): indicator--1" in answer.content.decode()


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content
