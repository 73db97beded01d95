"""What leaves by mail: text only where the color or the recipient's own certificate allows it, to those who may read it."""

import subprocess
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.certificates import known
from noroshi.delivery.models import Certificate, Dispatch
from noroshi.directory.models import Membership
from noroshi.editions.actions import recall
from noroshi.vocabulary import DispatchState, Protection, Tlp
from tests.cast import small_cast
from tests.mail_sink import deliver, mail_sink, text_of

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "かなりあ一号"
CONTENT = {"title": f"変電所 {CANARY}", "body": f"本文 {CANARY} は外へ出ない"}


def address_of(viewer) -> str:
    return Membership.objects.get(pk=viewer.seat.membership_id).person.email


def own_dispatch(viewer) -> Dispatch:
    with acting_as(viewer):
        return Dispatch.objects.get(address=address_of(viewer))


@pytest.fixture
def cast():
    return small_cast()


@pytest.fixture
def sink():
    with mail_sink() as made:
        yield made


def sent_from_electric(cast, tlp, **more):
    edition = cast.report(cast.electric, tlp, content=CONTENT, **more)
    cast.send(cast.electric, edition, cast.ministry)
    return edition


def test_amber_says_number_importance_color_and_link_and_not_one_word_more(cast, sink):
    edition = sent_from_electric(cast, Tlp.AMBER, importance="warning")

    assert deliver(sink) >= 1

    (mail,) = sink.to(address_of(cast.ministry))
    assert mail["Subject"].startswith("【警報】 [TLP:AMBER]")
    assert f"https://noroshi.example/items/{edition.public_id}/" in text_of(mail)
    for one in sink.mails:
        assert CANARY not in str(one.content)
    for message in sink.to(address_of(cast.ministry)):
        whole = message.as_string() + "".join(part.get_content() for part in message.walk() if not part.is_multipart())
        assert CANARY not in whole
        assert "変電所" not in whole


def test_green_carries_its_text_in_both_forms_defanged(cast, sink):
    edition = cast.report(
        cast.electric, Tlp.GREEN, content={"title": "注意 http://evil.example/a", "body": "通信先は 203.0.113.5"}
    )
    cast.send(cast.electric, edition, cast.ministry)

    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    html = mail.get_body(("html",)).get_content()
    for form in (text_of(mail), html):
        assert "203[.]0[.]113[.]5" in form
        assert "203.0.113.5" not in form
    assert "http://evil.example" not in mail["Subject"] + html


def test_a_stranger_gets_no_mail_and_a_colleague_without_need_to_know_neither(cast, sink):
    sent_from_electric(cast, Tlp.AMBER)

    deliver(sink)

    contacts = Membership.objects.filter(desk=cast.ministry.desk_id, ended_at=None).exclude(person__email="")
    assert {one.rcpt_tos[0] for one in sink.mails} == {
        one.person.email for one in contacts if one.is_poc or one.is_deputy
    }


def smime(address: str, *, days: int = 30):
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "desk")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.RFC822Name(address)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return key, made


def certificate(cast, viewer, made, *, expires_at=None):
    address = address_of(viewer)
    found = known(made.public_bytes(serialization.Encoding.PEM), address, datetime.now(UTC) - timedelta(days=60))
    with acting_as(viewer):
        return Certificate.objects.create(
            desk_id=viewer.desk_id,
            address=address,
            protection=found.protection,
            body=found.body,
            fingerprint=found.fingerprint,
            holder=found.holder,
            expires_at=expires_at or found.expires_at,
            added_by_id=viewer.seat.person_id,
            added_at=datetime.now(UTC),
        )


def test_with_a_certificate_the_text_is_there_for_openssl_and_for_nobody_on_the_way(cast, sink, tmp_path):
    key, made = smime(address_of(cast.ministry))
    certificate(cast, cast.ministry, made)
    sent_from_electric(cast, Tlp.RED, receivers=frozenset({cast.ministry.desk_id}))

    deliver(sink)

    raw = sink.raw(address_of(cast.ministry))
    (mail,) = sink.to(address_of(cast.ministry))
    assert "[TLP:RED]" in mail["Subject"]
    assert CANARY not in mail["Subject"]
    (tmp_path / "mail").write_bytes(raw)
    (tmp_path / "key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    opened = subprocess.run(
        ["openssl", "smime", "-decrypt", "-in", tmp_path / "mail", "-inkey", tmp_path / "key"],
        capture_output=True,
        check=True,
    ).stdout
    assert CANARY in text_of(message_from_bytes(opened, policy=default))


def test_an_expired_certificate_closes_nothing_and_opens_nothing(cast, sink):
    _key, made = smime(address_of(cast.ministry), days=-1)
    certificate(cast, cast.ministry, made)
    sent_from_electric(cast, Tlp.AMBER)

    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    assert mail.get_content_type() == "multipart/alternative"
    assert CANARY not in text_of(mail)


def test_what_is_recalled_before_it_left_is_not_sent(cast, sink):
    edition = sent_from_electric(cast, Tlp.GREEN)
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤報")

    assert deliver(sink) == 0

    assert sink.mails == []
    with acting_as(cast.ministry):
        assert set(Dispatch.objects.values_list("state", flat=True)) == {DispatchState.WITHDRAWN}


def test_what_was_sent_is_noted_with_how_it_was_protected(cast, sink):
    sent_from_electric(cast, Tlp.GREEN)

    deliver(sink)
    again = deliver(sink)

    assert again == 0
    one = own_dispatch(cast.ministry)
    assert (one.state, one.protection) == (DispatchState.SENT, Protection.TEXT)


def test_a_refused_address_is_a_bounce_and_a_busy_server_is_tried_again(cast, sink):
    sink.refuses[address_of(cast.ministry)] = "450 later"
    sent_from_electric(cast, Tlp.GREEN)
    deliver(sink)
    one = own_dispatch(cast.ministry)
    assert (one.state, one.fault, one.attempts) == (DispatchState.WAITING, "refused_450", 1)

    sink.refuses[address_of(cast.ministry)] = "550 nobody here"
    cast.send(cast.electric, cast.report(cast.electric, Tlp.GREEN, content=CONTENT), cast.ministry)
    deliver(sink)
    with acting_as(cast.ministry):
        states = {row.fault: row.state for row in Dispatch.objects.filter(address=address_of(cast.ministry))}
    assert states == {"refused_450": DispatchState.WAITING, "refused_550": DispatchState.BOUNCED}


def test_follow_ups_hang_together_in_a_mail_program_and_emergencies_offer_no_way_out(cast, sink):
    edition = sent_from_electric(cast, Tlp.GREEN, importance="warning")
    deliver(sink)
    (mail,) = sink.to(address_of(cast.ministry))

    assert mail["References"] == mail["In-Reply-To"]
    assert str(edition.matter) not in mail["References"]
    assert mail["List-Unsubscribe"] is None
    assert mail["Importance"] == "high"
