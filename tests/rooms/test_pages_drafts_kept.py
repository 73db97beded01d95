"""What two people write in one draft, what expired, was discarded, sent or enclosed: nothing that was typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from noroshi.audiences.models import KeptScheme
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.files import files
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown
from noroshi.schemes import load_scheme, snapshot_of
from tests.cast import Cast
from tests.drafted import draft_report
from tests.rooms.drafts_pages import SUMMARY, address, begun, client_of, confirming, now

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def test_the_second_of_two_sees_both_and_nothing_is_lost(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    read = re.search(r'name="read" value="([^"]*)"', client.get(address(shown)).content.decode())
    assert read
    marks = read[1].replace("&quot;", '"')
    client.post(address(shown), {"version": "1", "f.summary": "theirs", "f.systems": "their systems"})
    mine = {"version": "1", "read": marks, "f.summary": "mine", "f.lessons": "my lesson"}

    answer = client.post(address(shown), mine)

    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(words in text for words in ("theirs", "their systems", "mine", "my lesson"))
    yours = re.search(r'name="yours" value="([^"]*)"', text)
    assert yours
    taken = {
        "deed": "resolve",
        "version": "2",
        "yours": yours[1].replace("&quot;", '"'),
        "take.f.summary": "mine",
        "take.f.lessons": "mine",
        "take.f.systems": "theirs",
    }
    assert client.post(address(shown), taken).status_code == 302
    kept = now(cast.electric, shown.public_id).written.typed
    assert (kept["summary"], kept["systems"], kept["lessons"]) == ("mine", "their systems", "my lesson")


def test_the_script_is_told_of_the_other_and_saves_nothing(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    client.post(address(shown), {"version": "1", "f.summary": "theirs"})

    answer = client.post(address(shown), {"version": "1", "f.summary": "mine"}, headers={"X-Noroshi-Autosave": "1"})

    assert (answer.status_code, answer.json()["code"]) == (409, "changed_meanwhile")
    assert now(cast.electric, shown.public_id).written.typed["summary"] == "theirs"


# ---------------------------------------------------------------- drafts that are closed


def put(shown: DraftShown, viewer: Viewer, **columns: Any) -> None:
    with acting_as(Viewer(viewer.seat)):
        assert Draft.objects.filter(public_id=shown.public_id).update(**columns)


def test_an_expired_draft_says_so_and_opens_again_with_what_was_typed(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    put(shown, cast.electric, saved_at=timezone.now() - timedelta(days=120))
    assert "This draft has expired" in client.get(address(shown)).content.decode()

    answer = client.post(address(shown), {"version": "1", "f.summary": SUMMARY})
    yours = re.search(r'name="yours" value="([^"]*)"', answer.content.decode())

    assert answer.status_code == 409
    assert yours
    client.post(address(shown), {"deed": "open_again", "yours": yours[1].replace("&quot;", '"')})
    kept = now(cast.electric, shown.public_id)
    assert (kept.state, kept.written.typed["summary"]) == ("open", SUMMARY)


def test_a_draft_of_a_changed_form_is_opened_in_the_new_one(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    put(shown, cast.electric, scheme="plan4@0000000000000000")
    KeptScheme.objects.create(key="plan4@0000000000000000", snapshot=snapshot_of(load_scheme("plan4")))

    assert "The form was changed meanwhile" in client.get(address(shown)).content.decode()
    assert client.post(address(shown, "send_draft"), confirming(cast.electric, shown)).status_code == 409
    client.post(address(shown), {"deed": "open_again"})

    assert now(cast.electric, shown.public_id).is_scheme_in_force


def test_a_discarded_draft_is_put_back_by_one_press(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    gone = client.post(address(shown, "discard_draft"), {"version": shown.version})
    text = client.get(gone.url).content.decode()

    assert address(shown, "put_back_draft") in text
    assert f'href="{address(shown)}"' not in text
    assert "This draft was discarded" in client.get(address(shown)).content.decode()

    client.post(address(shown, "put_back_draft"))
    assert f'href="{address(shown)}"' in client.get("/drafts/").content.decode()


def test_a_sent_draft_shows_what_was_typed_too_late(cast: Cast) -> None:
    client, shown = client_of(cast.electric), draft_report(cast.electric, "direct_report")
    client.post(address(shown, "send_draft"), confirming(cast.electric, shown))

    answer = client.post(address(shown), {"version": shown.version, "f.lessons": "came too late"})

    assert answer.status_code == 409
    assert "came too late" in answer.content.decode()


# ---------------------------------------------------------------- files


def test_a_file_is_added_with_everything_that_was_typed_taken_out_and_put_back(cast: Cast) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    upload = SimpleUploadedFile("ログ.txt", b"2:40 GET /")
    typed = {"version": "1", "f.summary": SUMMARY, "deed": "enclose.attachments", "file.attachments": upload}

    assert client.post(address(shown), typed).status_code == 302
    [kept] = files_of(cast.electric, shown)
    assert kept.name == "ログ.txt"
    assert now(cast.electric, shown.public_id).written.typed["summary"] == SUMMARY

    gone = client.post(address(shown), {"version": "2", "deed": f"take_out.{kept.public_id}"})
    assert files_of(cast.electric, shown) == []
    assert f"put_back.{kept.public_id}" in client.get(gone.url).content.decode()
    client.post(address(shown), {"version": "2", "deed": f"put_back.{kept.public_id}"})
    assert [one.name for one in files_of(cast.electric, shown)] == ["ログ.txt"]


def test_a_file_that_is_refused_is_told_beside_its_field(cast: Cast, settings: Any) -> None:
    client, shown = client_of(cast.electric), begun(cast.electric)
    empty = SimpleUploadedFile("empty.txt", b"")

    by_script = client.post(address(shown, "draft_files"), {"field": "attachments", "file": empty})
    settings.FILE_LIMIT_MB = 0
    large = {
        "version": "1",
        "f.summary": SUMMARY,
        "deed": "enclose.attachments",
        "file.attachments": SimpleUploadedFile("a.txt", b"abc"),
    }
    by_press = client.post(address(shown), large)

    assert by_script.status_code == 422
    assert by_press.status_code == 413
    assert "too large" in by_press.content.decode()
    assert files_of(cast.electric, shown) == []
    assert now(cast.electric, shown.public_id).written.typed["summary"] == SUMMARY


def files_of(viewer: Viewer, shown: DraftShown) -> Any:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return files(fresh, shown.public_id)


# ---------------------------------------------------------------- bad input
