"""Writing in the portal: begun, saved, sent once, by whoever may; and nothing of it for everybody else."""

import re
import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.models import Person
from noroshi.drafting.files import files
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown, draft
from noroshi.editions.models import Edition
from noroshi.reports.actions import begin_report
from tests.cast import Cast
from tests.drafted import draft_report, issued, reported

pytestmark = pytest.mark.django_db

SUMMARY = "灯台守の端末から出た合図"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def client_of(viewer: Viewer, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(Person.objects.get(pk=viewer.seat.person_id))
    session = client.session
    session["noroshi_began"] = time.time()
    session["desk"] = str(queries.own_desk(viewer.seat).id)
    session.save()
    return client


def begun(viewer: Viewer, way: str = "direct_report") -> DraftShown:
    with acting_as(viewer):
        return begin_report(viewer, way)


def now(viewer: Viewer, draft_id: Any) -> DraftShown:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return draft(fresh, draft_id)


def address(shown: DraftShown, name: str = "draft") -> str:
    return reverse(name, args=[shown.public_id])


def test_a_first_report_goes_from_the_way_to_the_receipt(cast: Cast) -> None:
    client = client_of(cast.electric)

    assert "Voluntary report, direct" in client.get("/reports/new/").content.decode()
    opened = client.post("/reports/new/", {"way": "direct_report"})
    page = client.get(opened.url)
    assert page.status_code == 200
    typed = {"version": "1", "w.tlp": "amber", "f.summary": SUMMARY, "deed": "send"}
    check = client.post(opened.url, typed)
    assert check.status_code == 302, page
    looked_at = client.get(check.url).content.decode()
    assert "Ministry of Economy" in looked_at
    version = re.search(r'name="version" value="(\d+)"', looked_at)
    assert version
    receipt = client.post(check.url, {"version": version[1]})
    text = client.get(receipt.url).content.decode()

    assert "The center gives it on arrival" in text
    assert "Electricity liaison" in text
