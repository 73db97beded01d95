"""Pages of notices, channels, board and call list: what the own desk sees, and strangers who get nothing."""

import re
import time
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pysequoia import Tsk

from noroshi.advisories.actions import acknowledge, relay_advisory
from noroshi.advisories.models import Acknowledgement
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.models import CallOut, Certificate, DeskChannels, Notice, Telephone
from noroshi.directory import queries
from noroshi.directory.models import Membership, Person
from tests.cast import Cast
from tests.drafted import issued

pytestmark = pytest.mark.django_db

TITLE = "灯台守の端末から出た合図"


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


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split('id="main"')[-1]))


@pytest.fixture
def edition(cast: Cast):
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    made = issued(cast.center, pair, importance="warning", threat_summary=TITLE)
    for by in (cast.ministry, cast.secretariat):
        with acting_as(by):
            relay_advisory(by, made, to=[one.text for one in relay_choices(by, made)][:1])
    return made


def settings_of(**more: Any) -> dict[str, Any]:
    usual = {
        "version": 0, "mail_is_on": "on", "mail_from": "caution", "mail_digest": "hourly", "digest_hour": 8,
        "quiet_from": "22:00", "quiet_until": "07:00", "webhook_from": "reference", "remind_after_minutes": 60,
        "remind_most": 1, "call_after_minutes": 30, "call_again_minutes": 15,
    }  # fmt: skip
    return {name: value for name, value in (usual | more).items() if value is not None}


def test_what_was_told_stands_on_the_page_of_the_own_desk_alone(cast, edition):
    own = words_of(client_of(cast.electric).get(reverse("notices")))
    assert TITLE in own
    assert "Something new has arrived" in own
    for stranger in (cast.bank, cast.electric_colleague, cast.vendor, cast.bank_ministry):
        answer = client_of(stranger).get(reverse("notices"))
        assert answer.status_code == 200
        assert TITLE not in answer.content.decode()
        assert str(edition) not in answer.content.decode()


def test_channels_are_set_and_kept_and_an_older_version_is_told(cast):
    client = client_of(cast.electric)

    done = client.post(reverse("notice_channels"), settings_of())
    late = client.post(reverse("notice_channels"), settings_of(mail_digest="daily"))

    assert (done.status_code, late.status_code) == (302, 409)
    with acting_as(cast.electric):
        row = DeskChannels.objects.get(pk=cast.electric.desk_id)
    assert (row.mail_digest, row.mail_from, row.quiet_from.hour, row.version) == ("hourly", "caution", 22, 1)
    with acting_as(cast.bank):
        assert not DeskChannels.objects.filter(pk=cast.electric.desk_id).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"quiet_until": None},
        {"digest_hour": 24},
        {"remind_after_minutes": 1},
        {"webhook_is_on": "on"},
        {"webhook_is_on": "on", "webhook_url": "http://example.com/"},
        {"webhook_is_on": "on", "webhook_url": "https://user:word@example.com/"},
        {"mail_from": "loud"},
    ],
)
def test_what_makes_no_sense_is_refused_beside_the_form(cast, wrong):
    answer = client_of(cast.electric).post(reverse("notice_channels"), settings_of(**wrong))

    assert answer.status_code == 422
    with acting_as(cast.electric):
        assert not DeskChannels.objects.exists()


def test_an_address_of_another_desk_is_no_address_of_this_one(cast):
    theirs = Membership.objects.get(pk=cast.bank.seat.membership_id).public_id

    answer = client_of(cast.electric).post(reverse("notice_channels"), settings_of(mailboxes=[str(theirs)]))

    assert answer.status_code == 422


def test_a_webhook_secret_is_shown_once(cast):
    client = client_of(cast.electric)
    asked = settings_of(webhook_is_on="on", webhook_url="https://soc.example/in")

    first = client.post(reverse("notice_channels"), asked)
    secret = re.search(r'class="secret"[^>]*>([^<]+)<', first.content.decode())

    assert secret is not None
    assert secret[1] not in client.get(reverse("notice_channels")).content.decode()
    with acting_as(cast.electric):
        row = DeskChannels.objects.get(pk=cast.electric.desk_id)
    assert secret[1].encode() not in bytes(row.webhook_secret)
    again = client.post(reverse("notice_channels"), {**asked, "version": 1})
    assert again.status_code == 302


def test_somebody_without_that_part_at_the_desk_sees_and_changes_nothing(cast):
    client = client_of(cast.electric_colleague)

    page = client.get(reverse("notice_channels"))
    refused = client.post(reverse("notice_channels"), settings_of())

    assert "Points of contact, deputies and the administrator" in words_of(page)
    assert refused.status_code == 403
    assert client.post(reverse("test_channels")).status_code == 403


def test_a_key_is_added_shown_by_its_fingerprint_and_taken_out(cast):
    address = Membership.objects.get(pk=cast.electric.seat.membership_id).person.email
    key = Tsk.generate(f"desk <{address}>")
    client = client_of(cast.electric)

    def add(content: bytes, to: str = address) -> Any:
        return client.post(reverse("add_certificate"), {"address": to, "file": SimpleUploadedFile("key.asc", content)})

    public = str(key.extract_certificate()).encode()
    assert add(str(key).encode()).status_code == 422
    assert add(public, "someone@else.example").status_code == 422
    assert add(b"no key at all").status_code == 422
    assert add(b"-----BEGIN PRIVATE KEY-----\nx").status_code == 422
    assert add(public).status_code == 302
    with acting_as(cast.electric):
        row = Certificate.objects.get(removed_at=None)
    shown = words_of(client.get(reverse("notice_channels"))).replace(" ", "")
    assert row.fingerprint in shown
    assert "PRIVATE" not in row.body

    assert client_of(cast.bank).post(reverse("remove_certificate", args=[row.public_id])).status_code == 404
    assert client.post(reverse("remove_certificate", args=[row.public_id])).status_code == 302
    with acting_as(cast.electric):
        assert not Certificate.objects.filter(removed_at=None).exists()


def test_a_test_goes_to_the_own_desk_and_says_when_there_is_no_way(cast, settings):
    settings.MAIL_SERVER = ""
    client = client_of(cast.electric)
    assert "No outgoing mail server" in words_of(client.get(reverse("notice_channels")))
    none = client.post(reverse("test_channels"), follow=True)
    assert "Neither mail nor a webhook" in none.content.decode()

    settings.MAIL_SERVER = "smtp://127.0.0.1:1"
    client.post(reverse("test_channels"))
    with acting_as(cast.electric):
        assert list(Notice.objects.filter(kind="test").values_list("desk_id", flat=True)) == [cast.electric.desk_id]


def test_a_telephone_is_the_own_desks(cast):
    seat = Membership.objects.get(pk=cast.electric.seat.membership_id).public_id
    url = reverse("set_telephone", args=[seat])

    assert client_of(cast.bank).post(url, {"telephone": "03-1111-2222"}).status_code == 404
    assert client_of(cast.electric_colleague).post(url, {"telephone": "03-1111-2222"}).status_code == 403
    client_of(cast.electric).post(url, {"telephone": "not a number"})
    with acting_as(cast.electric):
        assert not Telephone.objects.exists()
    client_of(cast.electric).post(url, {"telephone": "+81 3-1111-2222"})
    with acting_as(cast.electric):
        assert Telephone.objects.get().number == "+81 3-1111-2222"


def test_the_board_offers_reminders_filters_and_orders(cast, edition):
    client = client_of(cast.secretariat)
    board = reverse("answers", args=[edition])

    assert "Remind those who are silent" in words_of(client.get(board))
    client.post(reverse("remind", args=[edition]))
    reminded = words_of(client.get(board, {"went": "reminded", "order": "name"}))

    assert "Reminded 1 time" in reminded
    with acting_as(cast.neighbor):
        acknowledge(cast.neighbor, edition)
    assert cast.world.organizations["hokuryo"].name_en not in words_of(client.get(board, {"state": "silent"}))


def test_an_answer_says_what_was_done_and_whether_it_helped(cast, edition):
    client = client_of(cast.electric)
    url = reverse("acknowledge", args=[edition])

    client.post(url, {"sighting": "not_seen", "action": "done", "usefulness": "useful", "note": "", "asks_more": "1"})
    client.post(url, {"sighting": "seen"})

    with acting_as(cast.electric):
        row = Acknowledgement.objects.order_by("-pk")[0]
    assert (row.sighting, row.action, row.usefulness) == ("seen", "done", "useful")
    assert "Dealt with" in words_of(client_of(cast.secretariat).get(reverse("answers", args=[edition])))


def test_the_call_list_says_whom_to_ring_and_notes_what_came_of_it(cast, edition):
    client = client_of(cast.secretariat)
    begun = client.post(reverse("begin_calls", args=[edition]))
    assert begun.status_code == 302
    page = client.get(begun["Location"])
    assert "Ring now" in words_of(page)
    whom = re.search(r'name="whom" value="([^"]+)"', page.content.decode())
    number = re.search(r'href="tel:([^"]+)"', page.content.decode())
    assert whom is not None
    assert number is not None

    with acting_as(cast.secretariat):
        row = CallOut.objects.get()
    client.post(reverse("note_call", args=[row.public_id]), {"whom": whom[1], "outcome": "no_answer", "note": "留守"})
    assert "No answer" in words_of(client.get(begun["Location"]))

    for stranger in (cast.bank, cast.electric, cast.center):
        theirs = client_of(stranger)
        assert theirs.get(begun["Location"]).status_code == 404
        assert theirs.post(reverse("end_calls", args=[row.public_id])).status_code == 404
        missing = theirs.get(reverse("call_list", args=[uuid4()]))
        assert missing.status_code == 404
    client.post(reverse("end_calls", args=[row.public_id]))
    assert "Ringing has ended" in words_of(client.get(begun["Location"]))
