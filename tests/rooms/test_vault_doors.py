"""Files at the doors: handed over and never shown, a specimen only in its parcel, and strangers get what nobody gets."""

import io
import re
import uuid
from typing import Any

import pytest
import pyzipper
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import publish, recall
from noroshi.ledger.models import Entry
from noroshi.threshold.handing_over import handed_over
from noroshi.vault.actions import take_in
from noroshi.vocabulary import HopKind, Tlp
from tests.rooms.test_pages_strangers import client_of
from tests.rooms.vault_world import TEXT, audience, sent

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    """The door has its own tests."""
    settings.SECOND_FACTOR_REQUIRED = False


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def address(file, name: str = "stored_file") -> str:
    return reverse(name, args=[file.public_id])


def headers(answer: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in answer.headers.items()}


def assert_never_shown(answer: Any) -> None:
    """Whatever it is, a browser keeps it and runs nothing of it."""
    said = headers(answer)
    assert said["content-type"] == "application/octet-stream"
    assert said["content-disposition"].startswith("attachment;")
    assert said["x-content-type-options"] == "nosniff"
    assert said["content-security-policy"] == "sandbox; default-src 'none'"
    assert said["cache-control"] == "private, no-store"


def test_an_attachment_is_handed_over_under_its_name_and_never_shown(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    answer = client_of(cast.ministry).get(address(one.attachment))

    assert answer.status_code == 200
    assert_never_shown(answer)
    assert "filename*=UTF-8''%E5%88%A5%E7%B4%991.pdf" in answer["Content-Disposition"]
    assert answer["Content-Length"] == str(len(TEXT))
    assert body(answer) == TEXT


def test_a_download_is_one_entry_and_the_provider_sees_it(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    client_of(cast.ministry).get(address(one.attachment))

    with acting_as(cast.ministry):
        entries = list(Entry.objects.filter(person_id=cast.ministry.seat.person_id, answer="export"))
        assert [(entry.deed, entry.object_ids) for entry in entries] == [("download_file", [one.edition.public_id])]
        assert not Entry.objects.filter(deed="read", person_id=cast.ministry.seat.person_id).exists()


def test_a_specimen_is_asked_for_twice(cast):
    """The page says what it is, defanged, and gives nothing of it."""
    one = sent(cast, cast.electric)

    answer = client_of(cast.electric).get(address(one.specimen))
    text = answer.content.decode()

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    assert "invoice[.]exe" in text
    assert "invoice.exe" not in text
    assert one.specimen.sha256 in text
    assert "infected" in text
    assert "MZ not really" not in text


def test_a_specimen_leaves_in_a_parcel_with_a_password(cast):
    one = sent(cast, cast.electric)

    answer = client_of(cast.electric).post(address(one.specimen))
    whole = body(answer)

    assert_never_shown(answer)
    assert ".zip" in answer["Content-Disposition"]
    assert "exe" not in answer["Content-Disposition"]
    assert b"MZ not really" not in whole
    with pyzipper.AESZipFile(io.BytesIO(whole)) as parcel:
        assert [entry.flag_bits & 1 for entry in parcel.infolist()] == [1]
        with pytest.raises(RuntimeError):
            parcel.read("invoice.exe")
        parcel.setpassword(b"infected")
        assert parcel.read("invoice.exe") == b"MZ not really"


def test_an_attachment_is_not_a_specimen(cast):
    one = sent(cast, cast.electric)

    assert client_of(cast.electric).post(address(one.attachment)).status_code == 404


@pytest.mark.parametrize(
    "name", ["bank", "electric_colleague", "bank_ministry", "gas_liaison", "ministry", "platform", "neighbor"]
)
def test_strangers_get_what_nobody_gets(cast, name):
    """Of files, of specimens, and of a file that does not exist: the same answer, byte for byte but for the address."""
    ministry = cast.world.party("organization:meti")
    one = sent(cast, cast.electric, exclusions=frozenset({ministry}))
    cast.send(cast.electric, one.edition, cast.center)
    client, missing = client_of(getattr(cast, name)), uuid.uuid4()

    for file in (one.attachment, one.specimen):
        for method in (client.get, client.post):
            refused, nowhere = method(address(file)), method(reverse("stored_file", args=[missing]))
            assert refused.status_code == nowhere.status_code == 404
            assert plain(refused, file.public_id) == plain(nowhere, missing)
        assert client.get(address(file, "published_file")).status_code == 404


def plain(answer: Any, public_id: uuid.UUID) -> str:
    """Without what every page draws anew."""
    text = answer.content.decode().replace(str(public_id), "")
    return re.sub(r'(?:nonce|value)="[\w=+/-]{20,}"', "", text)


def test_the_street_gets_nothing(cast):
    one = sent(cast, cast.electric)

    for file in (one.attachment, one.specimen):
        assert Client().get(address(file)).status_code == 302
        assert Client().post(address(file)).status_code in {302, 401, 403}
        assert Client().get(address(file, "published_file")).status_code == 404


def test_everybody_takes_an_attachment_of_what_was_published_and_nobody_a_specimen(cast):
    one = sent(cast, cast.electric, Tlp.CLEAR)
    with acting_as(cast.electric):
        publish(cast.electric, one.edition.public_id, is_confirmed=True)

    answer = Client().get(address(one.attachment, "published_file"))
    page = Client().get(reverse("published_item", args=[one.edition.public_id])).content.decode()

    assert_never_shown(answer)
    assert body(answer) == TEXT
    assert Client().get(address(one.specimen, "published_file")).status_code == 404
    assert address(one.attachment, "published_file") in page
    assert one.attachment.sha256 in page
    for word in ("invoice", one.specimen.sha256, str(one.specimen.public_id)):
        assert word not in page

    with acting_as(cast.electric):
        recall(cast.electric, one.edition.public_id, read_number=1, reason="誤報")
    assert Client().get(address(one.attachment, "published_file")).status_code == 404


def test_a_published_specimen_stays_inside_for_who_is_signed_in_elsewhere(cast):
    """Through the public door nobody is anybody; at their own desk the readers in range still read it."""
    one = sent(cast, cast.electric, Tlp.CLEAR)
    cast.send(cast.electric, one.edition, "everyone_in_range", kind=HopKind.ISSUE)
    with acting_as(cast.electric):
        publish(cast.electric, one.edition.public_id, is_confirmed=True)

    assert client_of(cast.bank).get(address(one.specimen, "published_file")).status_code == 404
    assert client_of(cast.bank).get(address(one.specimen)).status_code == 200


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>.html", "a.svg", "x\u3000y.html", "日本語　報告.pdf", "a;b=c.txt"]
)
def test_no_name_breaks_out_of_its_header(cast, name):
    with acting_as(cast.electric):
        file = take_in(
            cast.electric,
            audience_id=audience(cast, cast.electric),
            draft=uuid.uuid4(),
            field="attachments",
            name=name,
            chunks=[b"<script>alert(1)</script>"],
        )

    answer = client_of(cast.electric).get(address(file))

    assert_never_shown(answer)
    assert answer["Content-Disposition"].count('"') == 2
    assert answer["Content-Disposition"].isascii()


def test_a_name_with_quotes_and_line_ends_stays_inside_its_quotes():
    answer = handed_over('a"; filename=b\r\nSet-Cookie: x', 1, [b"x"])

    assert answer["Content-Disposition"].count('"') == 2
    assert "\r" not in answer["Content-Disposition"]
    assert "\n" not in answer["Content-Disposition"]
