"""What leaves by mail: text only where the color or the recipient's own certificate allows it, to those who may read it."""

import json
import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import acting_as
from noroshi.delivery import closing
from noroshi.delivery.models import DeskChannels, Dispatch, Notice
from noroshi.delivery.queries import how_it_went, left_the_house
from noroshi.delivery.webhooks import signature
from noroshi.directory.models import Desk, Membership
from noroshi.editions.actions import hop, recall
from noroshi.sharing.parties import desk
from noroshi.vocabulary import DispatchState, HopKind, Protection, Tlp
from tests.cast import small_cast
from tests.mail_sink import as_worker, deliver, mail_sink, read, text_of, worker_environment
from tests.webhook_receiver import receiver

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "かなりあ一号"
SET_UP = "import django; django.setup()\n"
MAKE_DUE = (
    SET_UP
    + """
from django.utils import timezone
from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.delivery.models import Dispatch
with acting_as(SystemViewer("test")):
    Dispatch.objects.filter(state__in=["waiting", "sending"]).update(due_at=timezone.now())
"""
)
DIE_AFTER_ONE = (
    SET_UP
    + """
import os, signal
from noroshi.delivery.smtp import Outgoing
from noroshi.delivery.delivering import deliver
send = Outgoing.send
def once(self, *given):
    send(self, *given)
    os.kill(os.getpid(), signal.SIGKILL)
Outgoing.send = once
deliver()
"""
)
NOTE_BOUNCE = (
    SET_UP
    + """
import uuid
from noroshi.delivery.bouncing import CameBack, note
from noroshi.vocabulary import DispatchState
assert note(CameBack(uuid.UUID("{number}"), DispatchState.BOUNCED, "5.1.1")) == 1
"""
)
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
    assert mail["Subject"].startswith("【警報】[TLP:AMBER]")
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


def test_what_is_recalled_before_it_left_is_not_sent(cast, sink):
    edition = sent_from_electric(cast, Tlp.GREEN)
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤報")

    deliver(sink)

    assert all("撤回" in mail["Subject"] for mail in sink.to(address_of(cast.ministry)))
    assert CANARY.encode() not in b"".join(bytes(one.content or b"") for one in sink.mails)
    assert not any(CANARY in text_of(mail) for mail in sink.to(address_of(cast.ministry)))
    with acting_as(cast.ministry):
        states = list(
            Dispatch.objects.filter(desk=cast.ministry.desk_id).order_by("pk").values_list("state", flat=True)
        )
    ways = len(states) // 2
    assert ways
    assert states[:ways] == [DispatchState.WITHDRAWN] * ways
    assert DispatchState.WITHDRAWN not in states[ways:]


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


def set_rhythm(viewer, **wishes):
    with acting_as(viewer):
        DeskChannels.objects.create(pk=viewer.desk_id, **wishes)


def test_quiet_hours_hold_back_what_is_routine_and_no_warning(cast, sink):
    begins = timezone.localtime() - timedelta(hours=1)
    ends = begins + timedelta(hours=2)
    set_rhythm(cast.ministry, quiet_from=begins.time(), quiet_until=ends.time())
    sent_from_electric(cast, Tlp.GREEN, importance="caution")
    assert deliver(sink) == 0

    sent_from_electric(cast, Tlp.GREEN, importance="warning")
    assert deliver(sink) >= 1
    assert {mail["Subject"][:4] for mail in sink.to(address_of(cast.ministry))} == {"【警報】"}
    with acting_as(cast.ministry):
        held = Dispatch.objects.filter(state=DispatchState.WAITING).values_list("due_at", flat=True)
        assert {timezone.localtime(one).strftime("%H:%M") for one in held} == {ends.strftime("%H:%M")}


def test_a_digest_is_one_mail_that_says_the_strictest_color_and_of_each_what_its_color_allows(cast, sink):
    set_rhythm(cast.ministry, mail_digest="hourly")
    sent_from_electric(cast, Tlp.AMBER)
    green = cast.report(cast.electric, Tlp.GREEN, content={"title": "みどりの知らせ", "body": "本文"})
    cast.send(cast.electric, green, cast.ministry)
    deliver(sink)
    assert sink.mails == []

    as_worker(MAKE_DUE)
    deliver(sink)

    (mail,) = sink.to(address_of(cast.ministry))
    assert mail["Subject"] == "[TLP:AMBER] 通知 2件"
    assert "みどりの知らせ" in text_of(mail)
    assert CANARY not in text_of(mail)
    with acting_as(cast.ministry):
        rows = Dispatch.objects.filter(address=address_of(cast.ministry))
        assert len({row.message_id for row in rows}) == 1
        assert {row.state for row in rows} == {DispatchState.SENT}


def test_below_its_threshold_a_desk_is_not_written_to(cast, sink):
    set_rhythm(cast.ministry, mail_from="warning")
    sent_from_electric(cast, Tlp.GREEN, importance="caution")

    assert deliver(sink) == 0
    sent_from_electric(cast, Tlp.GREEN, importance="warning")
    assert deliver(sink) >= 1


def test_killed_in_the_middle_of_sending_nothing_is_lost_and_a_repeated_mail_is_the_same_mail(cast, sink):
    """Dies after the server has taken the first mail and before that is noted."""
    for _ in range(3):
        sent_from_electric(cast, Tlp.GREEN)
    environment = worker_environment(NOROSHI_MAIL=sink.url)
    done = subprocess.run([sys.executable, "-c", DIE_AFTER_ONE], env=environment, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(sink.mails) == 1
    taken = sink.mails[0].rcpt_tos[0]
    before = read(sink.mails[0])["Message-ID"]

    assert deliver(sink) == 0, "what is claimed is left alone while its lease runs"
    as_worker(MAKE_DUE)
    deliver(sink)

    ids = [mail["Message-ID"] for mail in sink.to(taken)]
    assert ids.count(before) == 2
    assert len(set(ids)) == 3
    with acting_as(cast.ministry):
        assert set(Dispatch.objects.values_list("state", flat=True)) == {DispatchState.SENT}


def test_a_bounce_is_seen_at_the_desk_and_on_the_senders_board(cast, sink):
    edition = sent_from_electric(cast, Tlp.GREEN)
    deliver(sink)
    number = own_dispatch(cast.ministry).message_id

    as_worker(NOTE_BOUNCE.format(number=number))

    assert own_dispatch(cast.ministry).state == DispatchState.BOUNCED
    with acting_as(cast.electric):
        told = {one.state for one in how_it_went(cast.electric, edition.public_id)}
        left = left_the_house(cast.electric, edition.public_id)
    assert DispatchState.BOUNCED in told
    assert {one.desk.pk for one in left} == {cast.ministry.desk_id}
    for stranger in (cast.bank, cast.center):
        with acting_as(stranger):
            assert how_it_went(stranger, edition.public_id) == []
            assert left_the_house(stranger, edition.public_id) == []
            assert not Dispatch.objects.exists()


def test_a_webhook_is_told_identifiers_and_nothing_else(cast, sink):
    with receiver() as (port, got):
        secret = closing.made()
        set_rhythm(
            cast.ministry,
            mail_is_on=False,
            webhook_is_on=True,
            webhook_url=f"http://127.0.0.1:{port}/",
            webhook_secret=closing.close(secret),
        )
        edition = sent_from_electric(cast, Tlp.AMBER, importance="warning")
        refused = deliver(sink)
        assert (refused, got) == (0, [])
        with acting_as(cast.ministry):
            assert Dispatch.objects.get().fault == "webhook_not_allowed"
        edition = sent_from_electric(cast, Tlp.AMBER, importance="warning")
        deliver(sink, NOROSHI_WEBHOOK_PRIVATE="1")

    ((headers, body),) = got
    told = json.loads(body)
    assert (told["edition"], told["tlp"], told["importance"]) == (str(edition.public_id), "amber", "warning")
    assert CANARY not in body.decode("unicode_escape")
    assert "変電所" not in json.dumps(told, ensure_ascii=False)
    assert headers["Noroshi-Signature"] == signature(secret, int(headers["Noroshi-Timestamp"]), body)


def test_thousands_are_told_by_one_row_of_the_hop_and_each_by_the_job(cast, sink):
    house = cast.world.organizations["shiomi"]
    made = Desk.objects.bulk_create(
        Desk(organization=house, handle=f"shiomi.n{n}", name_ja=f"支店{n}") for n in range(501)
    )
    with transaction.atomic():
        forget()
    edition = cast.report(cast.electric)
    with acting_as(cast.electric):
        hop(cast.electric, edition.public_id, kind=HopKind.RELAY, to=[desk(one.pk) for one in made])
        assert Notice.objects.count() == 0

    deliver(sink)
    deliver(sink)

    with acting_as(cast.electric):
        assert Notice.objects.filter(edition=edition, is_named=True).count() == 501
    with pytest.raises(DatabaseError), acting_as(cast.electric), connection.cursor() as cursor:
        cursor.execute("select delivery_spread_out()")
    with pytest.raises(DatabaseError), acting_as(cast.electric), connection.cursor() as cursor:
        cursor.execute("select desks from delivery_spread")
