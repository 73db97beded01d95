"""STIX beside a mail (C-111): for a desk that asked for it, of what the mail itself says, and only where its text may go."""

from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any
from uuid import UUID

import pytest
from pysequoia import Tsk, decrypt

from noroshi.advisories.actions import relay_advisory
from noroshi.audiences.viewer import acting_as
from noroshi.delivery.models import DeskChannels
from noroshi.stix.forms import content_of
from noroshi.stix.reading import Fault, read_all
from tests.cast import Cast, small_cast
from tests.drafted import issued
from tests.mail_sink import Sink, deliver, mail_sink
from tests.rooms.test_delivery_closed import _keeps
from tests.rooms.test_delivery_mail import address_of

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "かなりあ二号"


@pytest.fixture
def cast() -> Cast:
    return small_cast()


@pytest.fixture
def sink() -> Iterator[Sink]:
    with mail_sink() as made:
        yield made


def advisory(cast: Cast, tlp: str, **typed: Any) -> UUID:
    meti = cast.world.organizations["meti"].public_id
    return issued(
        cast.center,
        f"ministry_for_sector:{meti}/electricity",
        tlp=tlp,
        threat_summary=f"{CANARY} 203.0.113.7 から",
        **typed,
    )


def asks_for_stix(cast: Cast) -> None:
    with acting_as(cast.ministry):
        DeskChannels.objects.create(pk=cast.ministry.desk_id, mail_stix=True)


def attached(mail: EmailMessage) -> list[bytes]:
    return [part.get_content() for part in mail.iter_attachments()]


def test_a_desk_that_asks_has_the_item_as_stix_beside_its_text(cast: Cast, sink: Sink) -> None:
    asks_for_stix(cast)
    advisory(cast, "green", course_of_action="遮断する", contact_person="提供 花子")

    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    (part,) = mail.iter_attachments()
    assert part.get_content_type() == "application/stix+json"
    assert part.get_filename().endswith("_TLP-GREEN.json")
    assert [one for one in read_all(part.get_content()) if isinstance(one, Fault)] == []
    found = content_of(part.get_content())
    assert (found["course_of_action"], found["sharing_scope"]) == ("遮断する", "green")
    assert "[ipv4-addr:value = '203.0.113.7']" in part.get_content().decode()
    assert mail.get_body(("plain",)) is not None


def test_nobody_else_gets_an_attachment(cast: Cast, sink: Sink) -> None:
    advisory(cast, "green")

    deliver(sink)

    assert sink.mails
    assert [
        attached(mail)
        for one in sink.mails
        for mail in [message_from_bytes(one.content, policy=default)]
        if attached(mail)
    ] == []


def test_amber_and_red_leave_without_it_unless_the_mail_is_closed(cast: Cast, sink: Sink) -> None:
    asks_for_stix(cast)
    advisory(cast, "amber")
    advisory(cast, "red")

    deliver(sink)

    mails = sink.to(address_of(cast.ministry))
    assert len(mails) == 2
    assert [attached(mail) for mail in mails] == [[], []]
    assert CANARY.encode() not in sink.raw(address_of(cast.ministry))


def test_in_a_closed_mail_it_is_closed_as_well(cast: Cast, sink: Sink) -> None:
    asks_for_stix(cast)
    key = Tsk.generate(f"desk <{address_of(cast.ministry)}>")
    _keeps(cast, str(key.extract_certificate()).encode())
    advisory(cast, "amber")

    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    _version, closed = mail.iter_parts()
    assert b"stix" not in sink.raw(address_of(cast.ministry))
    opened = message_from_bytes(
        decrypt(closed.get_payload(decode=True), decryptor=key.decryptor()).bytes, policy=default
    )
    (inside,) = attached(opened)
    assert CANARY in inside.decode()


def test_a_field_that_the_recipient_may_not_read_is_in_no_attachment(cast: Cast, sink: Sink) -> None:
    asks_for_stix(cast)
    with acting_as(cast.secretariat):
        DeskChannels.objects.create(pk=cast.secretariat.desk_id, mail_stix=True)
    edition = advisory(cast, "green", contact_person="提供 花子")
    with acting_as(cast.ministry):
        relay_advisory(
            cast.ministry, edition, to=[f"desk:{cast.world.desks['electricity_ceptoar.secretariat'].public_id}"]
        )

    deliver(sink)

    (below,) = sink.to(address_of(cast.secretariat))
    (inside,) = attached(below)
    assert CANARY in inside.decode()
    assert "提供 花子" not in inside.decode()
