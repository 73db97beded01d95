"""Pages of the live desk: the hand-over note on home, who is here, what I am told, muting, and what makes it an application."""

import json

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.own_wishes import mutes_of, own_wish
from noroshi.handover.actions import write_note
from tests.cast import Cast
from tests.drafted import reported, second_person
from tests.rooms.drafts_pages import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def without_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


WORDS = "変電所の件、十八時に折り返し"


def test_home_carries_the_note_and_the_next_shift_takes_it_over_there(cast: Cast) -> None:
    client_of(cast.electric, "ja").post("/handover/", {"text": WORDS, "number": "0"})
    other = client_of(second_person(cast.electric), "ja")
    home = other.get("/").content.decode()

    assert WORDS in home
    assert "引き受けました" in home
    assert other.post("/handover/taken-over/", {"number": "1"}).status_code == 302
    assert "引受け済み" in other.get("/").content.decode()
    assert "引き受けました</button>" not in client_of(cast.electric, "ja").get("/").content.decode()


@pytest.mark.parametrize("name", ["electric_colleague", "secretariat", "bank"])
def test_nobody_elses_home_says_a_word_of_it(cast: Cast, name: str) -> None:
    with acting_as(cast.electric):
        write_note(cast.electric, WORDS, number=0)
    client = client_of(getattr(cast, name), "ja")

    assert WORDS not in client.get("/").content.decode()
    assert WORDS not in client.get("/handover/").content.decode()


def test_whoever_was_slower_keeps_the_words_and_sees_what_stands_now(cast: Cast) -> None:
    with acting_as(cast.electric):
        write_note(cast.electric, WORDS, number=0)
    answer = client_of(second_person(cast.electric), "ja").post("/handover/", {"text": "こちらの言葉", "number": "0"})
    page = answer.content.decode()

    assert answer.status_code == 409
    assert WORDS in page
    assert "こちらの言葉" in page


def test_who_is_here_is_not_found_for_who_may_not_read_the_item(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="amber")
    address = reverse("who_is_here", args=["item", edition])

    assert client_of(cast.electric).get(address).status_code == 200
    assert client_of(cast.bank).get(address).status_code == 404
    assert client_of(cast.electric_colleague).get(address).status_code == 404
    assert client_of(cast.electric).get("/here/somewhere/else/").status_code == 404


def test_what_i_am_told_is_chosen_and_keys_are_switched_off(cast: Cast) -> None:
    client = client_of(cast.electric, "ja")
    chosen = {"mail_from": "warning", "mail_digest": "daily", "browser_is_on": "on", "browser_from": "caution"}

    assert client.post("/notices/own/", chosen).status_code == 302
    with acting_as(cast.electric):
        assert (own_wish(cast.electric).mail_is_on, own_wish(cast.electric).mail_digest) == (False, "daily")
    assert "data-no-keys" not in client.get("/notices/own/").content.decode()
    client.post("/preferences/keys/", {"keys": "off", "next": "/notices/own/"})
    assert "data-no-keys" in client.get("/notices/own/").content.decode()


def test_a_matter_is_muted_from_its_page_and_heard_of_again(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="amber")
    client, address = client_of(cast.electric, "ja"), f"/items/{edition}/mute/"

    assert address in client.get(f"/items/{edition}/").content.decode()
    refused = client.post(address, {"whose": "desk_warnings", "days": "", "reason": ""})
    assert refused.status_code == 409
    assert "理由を書いたときだけ" in refused.content.decode()
    assert (
        client.post(address, {"whose": "desk_warnings", "days": "1", "reason": "別の窓口で対応中"}).status_code == 302
    )
    page = client.get("/notices/own/").content.decode()
    assert "別の窓口で対応中" in page
    with acting_as(cast.electric):
        (shown,) = mutes_of(cast.electric)
    client.post(f"/notices/mutes/{shown.public_id}/end/")
    assert "別の窓口で対応中" not in client.get("/notices/own/").content.decode()
    assert client_of(cast.bank).get(address).status_code == 404
    assert client_of(cast.bank).post(f"/notices/mutes/{shown.public_id}/end/").status_code == 404


def test_a_notice_says_why_it_was_told(cast: Cast) -> None:
    reported(cast.electric, tlp="amber")

    page = client_of(cast.ministry, "ja").get("/notices/").content.decode()

    assert "届いた理由" in page
    assert "この窓口に提出されました。" in page


def test_the_number_on_the_icon_holds_no_word_of_content(cast: Cast) -> None:
    reported(cast.electric, tlp="amber", systems="ウミネコ八重垣")
    client_of(cast.ministry).post(
        "/notices/own/", {"mail_from": "reference", "browser_is_on": "on", "browser_from": "reference"}
    )

    told = json.loads(client_of(cast.ministry).get("/notices/unread/").content)

    assert told["unread"] >= 1
    assert set(told["newest"]) == {"id", "words"}
    assert "通信" not in told["newest"]["words"]
    assert json.loads(client_of(cast.bank).get("/notices/unread/").content) == {"unread": 0, "newest": None}


def test_the_application_is_described_and_its_worker_keeps_nothing_of_anybody(client) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").content)
    worker = client.get("/worker.js")

    assert {each["sizes"] for each in manifest["icons"]} == {"192x192", "512x512"}
    assert manifest["display"] == "standalone"
    assert worker.headers["Content-Type"].startswith("text/javascript")
    assert "caches" not in worker.content.decode()
    assert "fetch" not in worker.content.decode()
