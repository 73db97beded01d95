"""The pages of the intake: a form read in, a call noted, what arrived; strangers get what nobody gets."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.drafting.queries import draft, drafts
from noroshi.intake.actions import Noted, note_call
from noroshi.intake.queries import arrivals
from noroshi.paper.offline import read_offline
from noroshi.paper.xlsx import read_spreadsheet
from noroshi.vocabulary import Channel
from tests.drafted import sent
from tests.rooms.test_pages_strangers import client_of
from tests.sheets_filled import FILLED, PLAN4, our_sheet, written_over

pytestmark = pytest.mark.django_db
CANARY = "かなりあ三号"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def upload(content: bytes, name: str = "様式.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_form_is_read_in_and_the_page_says_what_was_not(cast) -> None:
    content, places = written_over(our_sheet({**FILLED, "summary": CANARY}), {"③分野名": "宇宙", "件名": "=A1"})
    client = client_of(cast.electric, "ja")

    answer = client.post(reverse("import_form"), {"file": upload(content), "keeps": "on"}, follow=True)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert places["③分野名"] in page
    assert places["件名"] in page
    assert "数式は読み取りません" in page
    with acting_as(cast.electric):
        (line,) = drafts(cast.electric)
        assert draft(cast.electric, line.public_id).written.typed["summary"] == CANARY
    written = client.get(reverse("draft", args=[line.public_id])).content.decode()
    assert "届き方" in written
    assert "2 か所" in written


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"hello", "a.xlsx"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "a.xls"), (b"", "a.txt")],
)
def test_what_is_no_form_is_refused_beside_the_field(cast, content: bytes, name: str) -> None:
    answer = client_of(cast.electric).post(reverse("import_form"), {"file": upload(content, name)})

    assert answer.status_code == 422
    assert "error" in answer.content.decode()
    with acting_as(cast.electric):
        assert drafts(cast.electric) == []


def test_forms_to_take_along_say_who_they_are_from_and_come_back(cast) -> None:
    client = client_of(cast.electric)

    sheet = b"".join(client.get(reverse("blank_form", args=["report", "xlsx"])).streaming_content)
    page = b"".join(client.get(reverse("blank_form", args=["report", "html"])).streaming_content).decode()
    filled = read_spreadsheet(sheet, PLAN4).typed

    assert filled["source_ministry"]
    assert str(filled["source_ministry"]) in page
    assert client.get(reverse("blank_form", args=["advisory", "xlsx"])).status_code in {403, 404}
    assert client_of(cast.center).get(reverse("blank_form", args=["advisory", "xlsx"])).status_code == 200


def test_the_offline_form_loads_nothing_and_runs_one_script(cast) -> None:
    client = client_of(cast.electric)

    page = b"".join(client.get(reverse("blank_form", args=["report", "html"])).streaming_content).decode()

    assert "default-src 'none'" in page
    assert "http://" not in page.replace("http://www.w3.org", "")
    assert "https://" not in page
    assert page.count("<script>") == 1


def test_the_file_of_the_offline_form_is_read_in(cast) -> None:
    typed = '{"summary": "停電", "system_status": "stopped", "x": "y"}'
    saved = f'{{"format": "noroshi-form-1", "form": "report_form", "typed": {typed}, "marks": {{}}, "scope": "red"}}'

    answer = client_of(cast.electric).post(
        reverse("import_form"), {"file": upload(saved.encode(), "a.noroshi")}, follow=True
    )

    with acting_as(cast.electric):
        (line,) = drafts(cast.electric)
        written = draft(cast.electric, line.public_id).written
    assert (written.typed["summary"], written.typed["system_status"], written.wish["tlp"]) == ("停電", "stopped", "red")
    assert "Not taken over" in answer.content.decode()
    assert read_offline(saved, PLAN4).typed == {"summary": "停電", "system_status": "stopped"}


def test_a_call_is_noted_and_stands_beside_the_draft_and_the_item(cast) -> None:
    client = client_of(cast.electric)
    given = {
        "channel": "telephone",
        "claimed": "変電所 当直",
        "arrived_at": "2026-11-20T09:05",
        "summary": CANARY,
        "tlp": "amber",
        "sector": "electricity",
        "attachment_presence": "no",
    }
    kept = client.get(reverse("note_arrival")).content.decode()

    answer = client.post(reverse("note_arrival"), given, follow=True)

    assert "Who called or sent it" in kept
    assert "変電所 当直" in answer.content.decode()
    with acting_as(cast.electric):
        (one,) = arrivals(cast.electric)
        begun = draft(cast.electric, one.draft)
    assert begun.written.typed["summary"] == CANARY
    assert one.arrived_at.isoformat() == "2026-11-20T00:05:00+00:00"


def test_the_channel_stands_at_the_item_for_its_own_desk_alone(cast) -> None:
    with acting_as(cast.electric):
        noted = Noted(Channel.TELEPHONE, CANARY, {"summary": "停電", "sector": "electricity"}, None, "amber")
        begun = draft(cast.electric, note_call(cast.electric, noted).draft)
    item = sent(cast.electric, begun)

    assert CANARY in client_of(cast.electric).get(reverse("item", args=[item])).content.decode()
    held = client_of(cast.ministry).get(reverse("item", args=[item]))
    assert held.status_code == 200
    assert CANARY not in held.content.decode()


def test_strangers_find_nothing_that_arrived(cast) -> None:
    with acting_as(cast.ministry):
        one = note_call(cast.ministry, Noted(Channel.FAX, CANARY, {"summary": CANARY}))

    for stranger in (cast.electric, cast.bank, cast.gas_liaison, cast.center, cast.platform):
        client = client_of(stranger)
        assert client.get(reverse("arrival", args=[one.public_id])).status_code == 404
        assert client.post(reverse("arrival", args=[one.public_id]), {"deed": "take_in"}).status_code == 404
        for name in ("arrivals", "drafts", "home", "ledger"):
            assert CANARY not in client.get(reverse(name)).content.decode()
            assert one.number not in client.get(reverse(name)).content.decode()
    assert one.number in client_of(cast.ministry).get(reverse("arrivals")).content.decode()
