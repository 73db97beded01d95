"""The page for executives in the browser's words: composed, printed, decided; a stranger finds nothing."""

from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Person
from noroshi.ledger.models import Entry
from tests.cast import Cast
from tests.drafted import reported
from tests.rooms.test_briefing import composed, desk_of, field_desk
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def test_a_page_is_composed_printed_decided_and_ordered(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止")
    typed = {"title": "遠隔保守を止めるか", "sources": [str(source)], "to": str(desk_of(cast.electric_executive))}
    typed |= {"option_1": "続ける", "option_2": "止める", "service_2": "復旧が遅れる", "hands_on": "on"}

    answer = client_of(cast.electric).post(reverse("briefing_new"), typed)

    assert answer.status_code == 302
    executive, address = client_of(cast.electric_executive), answer["Location"]
    page = executive.get(address).content.decode()
    assert "変電所の停止" in page
    assert "復旧が遅れる" in page
    pdf = executive.get(f"{address}briefing.pdf")
    assert b"".join(pdf.streaming_content).startswith(b"%PDF")
    decided = {"option": "1", "words": "今夜中に", "to": [str(desk_of(field_desk(cast)))]}
    assert executive.post(f"{address}decide/", decided).status_code == 302
    assert "今夜中に" in client_of(cast.electric).get(address).content.decode()
    assert "止める" in client_of(field_desk(cast)).get(reverse("orders")).content.decode()


def test_what_is_printed_is_in_the_record_as_taken_away_and_says_who_took_it(cast: Cast) -> None:
    source = reported(cast.electric, "direct_report", tlp="green", summary="変電所の停止")
    page = composed(cast, source)

    pdf = client_of(cast.electric_executive).get(reverse("briefing_pdf", args=[page]))

    text = "".join(one.extract_text() for one in PdfReader(BytesIO(b"".join(pdf.streaming_content))).pages)
    person = Person.objects.get(pk=cast.electric_executive.seat.person_id)
    assert "".join(person.name_ja.split()) in "".join(text.split())
    with acting_as(cast.electric_executive):
        entry = Entry.objects.get(deed="export_form", person_id=person.pk)
        assert (entry.answer, entry.detail) == ("export", {"as": "briefing"})
        assert entry.object_ids == [page, source]
        assert entry.provider_ids == [cast.electric.organization_id] * 2


def test_what_is_missing_is_said_and_what_was_typed_stays(cast: Cast) -> None:
    page = client_of(cast.electric).post(reverse("briefing_new"), {"title": "止めるか"})

    assert page.status_code == 422
    assert "止めるか" in page.content.decode()


def test_whoever_does_not_decide_is_offered_no_decision(cast: Cast) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))

    assert "briefing_decide" not in client_of(cast.electric).get(reverse("briefing", args=[page])).content.decode()
    answer = client_of(cast.electric).post(reverse("briefing_decide", args=[page]), {"option": "0"})
    assert answer.status_code == 403


@pytest.mark.parametrize("stranger", ["bank", "ministry", "center", "neighbor"])
def test_a_stranger_finds_neither_page_nor_print_nor_decision(cast: Cast, stranger: str) -> None:
    page = composed(cast, reported(cast.electric, "direct_report", tlp="green"))
    client = client_of(getattr(cast, stranger))

    assert "遠隔保守を止めるか" not in client.get(reverse("briefings")).content.decode()
    for name in ("briefing", "briefing_pdf"):
        assert client.get(reverse(name, args=[page])).status_code == 404
    assert client.post(reverse("briefing_decide", args=[page]), {"option": "0"}).status_code == 404
