"""Letters about orders and drafts go to those who may read these; a mailbox of the whole desk hears only that there is something."""

import json
from uuid import UUID

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.briefing.actions import BriefingWish, Option, compose
from noroshi.delivery import closing
from noroshi.delivery.actions.notify import notify
from noroshi.delivery.models import Address, DeskChannels, Dispatch
from noroshi.delivery.queries import notices_of
from noroshi.directory.models import Desk, Membership
from noroshi.response.actions import OrderWish, answer, order
from noroshi.vocabulary import DispatchState, NoticeKind, OrderReach, OrderState
from tests.cast import Cast, small_cast
from tests.drafted import draft_report, reported
from tests.mail_sink import Sink, deliver, mail_sink, text_of
from tests.webhook_receiver import receiver

pytestmark = pytest.mark.django_db(transaction=True)

DESK_BOX = "csirt@shiomi.example"
PORTAL = "https://noroshi.example"


@pytest.fixture
def cast():
    return small_cast()


@pytest.fixture
def sink():
    with mail_sink() as made:
        yield made


def address_of(viewer: Viewer) -> str:
    return Membership.objects.get(pk=viewer.seat.membership_id).person.email


def written_to(cast: Cast, *people: Viewer) -> None:
    """The desk is written to at its own mailbox and at these people's."""
    Desk.objects.filter(pk=cast.electric.desk_id).update(email=DESK_BOX)
    with acting_as(cast.electric):
        for one in (None, *(person.seat.membership_id for person in people)):
            Address.objects.create(desk_id=cast.electric.desk_id, membership_id=one)


def answered(cast: Cast, reach: OrderReach) -> str:
    field = cast.world.viewer("ashida@shiomi")
    with acting_as(cast.electric):
        to: list[UUID] = [Desk.objects.get(pk=field.desk_id).public_id]
        made = order(cast.electric, OrderWish("端末を替える", "予備機と替える。", to, reach=reach))[0].public_id
    with acting_as(field):
        answer(field, made, OrderState.SEEN)
    return f"/orders/{made}/"


def said_to(sink: Sink, address: str) -> str:
    return "".join(mail["Subject"] + text_of(mail) for mail in sink.to(address))


def test_of_a_page_to_decide_on_those_are_written_to_who_may_read_it(cast, sink):
    """Of one page the deciding desk holds the source, of the other it does not: nobody outside hears of either."""
    boss, pages = cast.electric_executive, []
    with acting_as(boss):
        Address.objects.create(desk_id=boss.desk_id, membership_id=boss.seat.membership_id)
    to = Desk.objects.get(pk=boss.desk_id).public_id
    for tlp, hands_on in (("amber", True), ("red", False)):
        source = reported(cast.electric, "direct_report", tlp=tlp)
        wish = BriefingWish("止めるか", [source], to, options=(Option("続ける"), Option("止める")), hands_on=hands_on)
        with acting_as(cast.electric):
            pages.append(f"/briefings/{compose(cast.electric, wish).public_id}/")

    deliver(sink)

    told, hidden = pages
    assert f"{PORTAL}{told}" in said_to(sink, address_of(boss))
    assert hidden not in said_to(sink, address_of(boss))
    for stranger in (cast.bank, cast.neighbor, cast.electric_colleague):
        assert "/briefings/" not in said_to(sink, address_of(stranger))


def test_an_order_is_written_of_to_those_at_the_desk_who_may_read_it(cast, sink):
    written_to(cast, cast.electric, cast.electric_colleague)
    wide, narrow = answered(cast, OrderReach.HOUSE), answered(cast, OrderReach.NEED)

    deliver(sink)

    knows, does_not = (said_to(sink, address_of(one)) for one in (cast.electric, cast.electric_colleague))
    assert f"{PORTAL}{wide}" in knows
    assert f"{PORTAL}{narrow}" in knows
    assert f"{PORTAL}{wide}" in does_not
    assert narrow not in does_not
    assert len(sink.to(address_of(cast.electric_colleague))) == 1
    with acting_as(cast.electric):
        withdrawn = Dispatch.objects.filter(state=DispatchState.WITHDRAWN).values_list("address", "notice__link")
        assert list(withdrawn) == [(address_of(cast.electric_colleague), narrow)]
    for stranger in (cast.bank, cast.neighbor):
        assert said_to(sink, address_of(stranger)) == ""


def test_the_mailbox_of_the_desk_hears_of_a_narrow_order_that_there_is_something_and_not_what(cast, sink):
    written_to(cast, cast.electric)
    narrow = answered(cast, OrderReach.NEED)

    deliver(sink)

    (mail,) = sink.to(DESK_BOX)
    told = mail["Subject"] + text_of(mail)
    assert f"{PORTAL}/notices/" in told.split()
    assert NoticeKind.ARRIVED.label("ja") in told
    assert narrow not in mail.as_string() + told
    assert NoticeKind.ORDER_ANSWERED.label("ja") not in told
    assert f"{PORTAL}{narrow}" in said_to(sink, address_of(cast.electric))


def test_the_mailbox_of_the_desk_is_led_to_what_everybody_there_may_read(cast, sink):
    written_to(cast)
    outside = Membership.objects.filter(desk=cast.electric.desk_id).exclude(tie="staff")
    outside.update(ended_at="2026-01-01T00:00Z")
    wide = answered(cast, OrderReach.HOUSE)

    deliver(sink)

    assert f"{PORTAL}{wide}" in said_to(sink, DESK_BOX)


def test_a_webhook_is_led_nowhere_that_not_everybody_at_the_desk_may_go(cast, sink):
    with receiver() as (port, got):
        with acting_as(cast.electric):
            DeskChannels.objects.create(
                pk=cast.electric.desk_id,
                mail_is_on=False,
                webhook_is_on=True,
                webhook_url=f"http://127.0.0.1:{port}/",
                webhook_secret=closing.close(closing.made()),
            )
        narrow = answered(cast, OrderReach.NEED)
        deliver(sink, NOROSHI_WEBHOOK_PRIVATE="1")

    ((_, body),) = got
    told = json.loads(body)
    assert (told["kind"], told["url"]) == (NoticeKind.ARRIVED.value, f"{PORTAL}/notices/")
    assert narrow not in body.decode()


def test_a_page_of_a_draft_is_told_of_in_the_portal_and_by_mail_to_those_who_may_read_the_draft(cast, sink):
    draft = draft_report(cast.electric, tlp="amber")
    link = f"/drafts/{draft.public_id}/leaks/"
    written_to(cast, cast.electric, cast.electric_colleague)
    with acting_as(cast.electric):
        notify(cast.electric, [cast.electric.desk_id], NoticeKind.REQUEST, link=link)

    deliver(sink)

    for one in (cast.electric, cast.electric_colleague, cast.bank):
        fresh = Viewer(one.seat)
        with acting_as(fresh):
            shown = [notice.link for notice in notices_of(fresh)]
        assert (link in shown) == (one == cast.electric), one
    assert f"{PORTAL}{link}" in said_to(sink, address_of(cast.electric))
    assert link not in said_to(sink, DESK_BOX) + said_to(sink, address_of(cast.electric_colleague))
