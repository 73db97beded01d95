"""What arrives at a desk is told there, in the transaction of the hop, and nowhere else."""

import pytest
from django.db import DatabaseError, connection, transaction

from noroshi.audiences.everybody import forget
from noroshi.audiences.viewer import acting_as
from noroshi.delivery.actions import notify
from noroshi.delivery.models import Notice
from noroshi.delivery.telling import Telling, tell
from noroshi.directory.models import Desk
from noroshi.editions.actions import hop, publish
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.read_marks import mark_read
from noroshi.reports.actions import relay_report
from noroshi.sharing.parties import desk
from noroshi.vocabulary import HopKind, NoticeKind, Tlp, Urgency
from tests.drafted import reported

pytestmark = pytest.mark.django_db


def notices_of(viewer):
    with acting_as(viewer):
        return list(Notice.objects.filter(desk=viewer.desk_id))


def test_a_hop_leaves_a_notice_at_each_desk_that_it_reaches(cast):
    edition = cast.report(cast.electric, importance="warning")
    cast.send(cast.electric, edition, cast.ministry)

    (notice,) = notices_of(cast.ministry)

    assert (notice.kind, notice.urgency, notice.edition_id) == (NoticeKind.ARRIVED, Urgency.EMERGENCY, edition.pk)
    assert notices_of(cast.bank) == notices_of(cast.electric) == []


def test_a_desk_that_does_not_hold_it_is_not_told_whatever_the_sender_asks(cast):
    edition = cast.report(cast.electric)

    with acting_as(cast.electric):
        told = notify(cast.electric, [cast.bank.desk_id], NoticeKind.QUESTION, about=edition)

    assert told == 0
    assert notices_of(cast.bank) == []


def test_what_is_about_no_edition_carries_a_path_and_no_words(cast):
    with acting_as(cast.electric):
        assert notify(cast.electric, [cast.secretariat.desk_id], NoticeKind.QUESTION, link="/questions/1/") == 1

    (notice,) = notices_of(cast.secretariat)
    assert notice.link == "/questions/1/"
    assert notices_of(cast.ministry) == []


def test_nobody_tells_in_the_name_of_another_desk(cast):
    with pytest.raises(DatabaseError), acting_as(cast.electric):
        tell([cast.bank.desk_id], Telling(NoticeKind.TEST, from_desk=cast.center.desk_id))


def test_a_notice_is_written_by_its_function_alone(cast):
    with pytest.raises(DatabaseError), acting_as(cast.bank), connection.cursor() as cursor:
        cursor.execute("update delivery_notice set desk_id = %s", [cast.bank.desk_id])


def test_the_sender_hears_that_it_was_read_and_a_stranger_does_not(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.ministry)
    with acting_as(cast.ministry):
        mark_read(cast.ministry, edition_readable_by(cast.ministry, edition.public_id))

    for viewer, rows in ((cast.electric, 1), (cast.bank, 0), (cast.center, 0), (cast.ministry, 0)):
        with acting_as(viewer), connection.cursor() as cursor:
            cursor.execute("select desk_id, read_at from delivery_board(%s)", [edition.pk])
            found = cursor.fetchall()
        assert [row[0] for row in found if row[1]] == [cast.ministry.desk_id] * rows


def test_notices_roll_back_with_their_hop(cast):
    edition = cast.report(cast.electric)

    with acting_as(cast.electric):
        cast.send(cast.electric, edition, cast.ministry)
        transaction.set_rollback(True)

    assert notices_of(cast.ministry) == []


def test_a_hop_to_fifty_desks_tells_fifty_desks_each_once_and_no_other(cast):
    house = cast.world.organizations["shiomi"]
    made = [Desk.objects.create(organization=house, handle=f"shiomi.n{n}", name_ja=f"支店{n}") for n in range(50)]
    forget()
    edition = cast.report(cast.electric)

    with acting_as(cast.electric):
        hop(cast.electric, edition.public_id, kind=HopKind.RELAY, to=[desk(one.pk) for one in made])
        told = list(Notice.objects.filter(edition=edition).values_list("desk_id", flat=True))

    assert sorted(told) == sorted(one.pk for one in made)
    assert notices_of(cast.bank) == []


def test_publishing_tells_nobody_in_particular(cast):
    edition = cast.report(cast.electric, Tlp.CLEAR)
    with acting_as(cast.electric):
        publish(cast.electric, edition.public_id, is_confirmed=True)

    assert notices_of(cast.bank) == notices_of(cast.ministry) == []


def test_whoever_wrote_a_report_is_told_that_it_went_on_and_was_numbered(cast):
    report = reported(cast.electric, "direct_report")
    with acting_as(cast.ministry):
        relay_report(cast.ministry, report)

    assert [one.kind for one in notices_of(cast.electric)] == [NoticeKind.NUMBERED]
    assert notices_of(cast.bank) == notices_of(cast.neighbor) == []
