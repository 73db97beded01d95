"""What the clock does for a sender: reminds of unanswered warnings, calls out a duty officer, ends what nobody needs any more."""

import pytest

from noroshi.advisories.actions import acknowledge, relay_advisory
from noroshi.advisories.calling import call_outs
from noroshi.advisories.queries import relay_choices
from noroshi.audiences.viewer import acting_as
from noroshi.delivery.models import CallOut, DeskChannels, Notice, Reminding
from noroshi.vocabulary import NoticeKind
from tests.cast import small_cast
from tests.drafted import issued
from tests.mail_sink import as_worker

pytestmark = pytest.mark.django_db(transaction=True)

SET_UP = "import django; django.setup()\n"
LATER = (
    SET_UP
    + """
from datetime import timedelta
from django.utils import timezone
from django.db import connection
from noroshi.audiences.viewer import SystemViewer
now = timezone.now() + timedelta(minutes={minutes})
timezone.now = lambda: now
from noroshi.advisories.actions.remind import remind_due
from noroshi.advisories.actions.call import call_out_due
print(remind_due(), call_out_due())
"""
)


def after(minutes: int) -> tuple[int, int]:
    reminded, begun = as_worker(LATER.format(minutes=minutes)).split()[-2:]
    return int(reminded), int(begun)


@pytest.fixture
def cast():
    return small_cast()


def passed_down(cast, importance: str = "warning"):
    pair = f"ministry_for_sector:{cast.world.organizations['meti'].public_id}/electricity"
    edition = issued(cast.center, pair, importance=importance)
    for by in (cast.ministry, cast.secretariat):
        with acting_as(by):
            relay_advisory(by, edition, to=[one.text for one in relay_choices(by, edition)][:1])
    return edition


def reminded(viewer) -> int:
    with acting_as(viewer):
        return Notice.objects.filter(desk=viewer.desk_id, kind=NoticeKind.REMINDER).count()


def test_a_warning_is_reminded_of_after_two_hours_and_only_twice_and_only_where_it_is_silent(cast):
    edition = passed_down(cast)
    with acting_as(cast.neighbor):
        acknowledge(cast.neighbor, edition)

    assert after(60) == (0, 0)
    assert after(121)[0] > 0
    assert after(122) == (0, 0)
    assert after(245)[0] > 0
    assert after(400) == (0, 0)

    assert reminded(cast.electric) == 2
    assert reminded(cast.neighbor) == reminded(cast.bank) == 0


def test_what_is_no_warning_is_not_reminded_of(cast):
    passed_down(cast, "caution")

    assert after(600) == (0, 0)


def test_a_sender_that_wishes_none_reminds_nobody_and_an_answer_ends_it(cast):
    edition = passed_down(cast)
    for sender in (cast.center, cast.ministry, cast.secretariat):
        with acting_as(sender):
            DeskChannels.objects.create(pk=sender.desk_id, remind_most=0)

    assert after(600) == (0, 0)
    with acting_as(cast.electric):
        acknowledge(cast.electric, edition)
    assert reminded(cast.electric) == 0


def test_the_duty_officer_is_told_to_ring_and_it_ends_when_everybody_has_answered(cast):
    edition = passed_down(cast)
    with acting_as(cast.secretariat):
        DeskChannels.objects.create(pk=cast.secretariat.desk_id, calls_for_warnings=True, remind_most=0)

    assert after(29)[1] == 0
    assert after(31)[1] == 1
    assert after(32)[1] == 0
    with acting_as(cast.secretariat):
        ((row, line),) = call_outs(cast.secretariat)
        told = Notice.objects.get(desk=cast.secretariat.desk_id, kind=NoticeKind.WARNED)
    assert line.public_id == edition
    assert told.link == f"/calls/{row.public_id}/"
    with acting_as(cast.electric):
        assert not CallOut.objects.exists()
        assert not Reminding.objects.exists()

    for operator in (cast.electric, cast.neighbor):
        with acting_as(operator):
            acknowledge(operator, edition)
    after(33)
    with acting_as(cast.secretariat):
        assert call_outs(cast.secretariat) == []
