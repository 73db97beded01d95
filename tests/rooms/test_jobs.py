"""What is done later is queued with the deed itself, and what is done by the clock does what it says."""

from datetime import timedelta

import psycopg
import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from noroshi.audiences.actions import reread_by_date
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Agreement, ContactCheck
from noroshi.directory.signin.sessions import clear_expired
from noroshi.editions.actions import recall
from noroshi.editions.models import Edition
from noroshi.jobs import tasks
from noroshi.vocabulary import Tlp
from tests.cast import small_cast

pytestmark = pytest.mark.django_db


def waiting(addresses) -> list[dict[str, object]]:
    """The application puts it there and may not read it."""
    with psycopg.connect(addresses.system) as system:
        rows = system.execute("select args from procrastinate_jobs where task_name = 'narrow_derived'").fetchall()
    return [args for (args,) in rows]


@pytest.mark.django_db(transaction=True)
def test_a_recall_queues_the_narrowing_of_what_was_derived_in_its_own_transaction(addresses):
    cast = small_cast()
    edition = cast.report(cast.electric)

    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤報")

    assert waiting(addresses) == [{"source": str(edition.public_id)}]


@pytest.mark.django_db(transaction=True)
def test_what_waits_holds_an_id_and_no_content(addresses):
    cast = small_cast()
    edition = cast.report(cast.electric, Tlp.RED, content={"title": "狼煙の合い言葉"})

    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤報の理由")

    assert len(waiting(addresses)) == 1
    assert "合い言葉" not in str(waiting(addresses))
    assert "理由" not in str(waiting(addresses))


def test_a_partner_whose_agreement_ended_with_the_day_loses_what_only_it_opened(cast):
    edition = cast.report(cast.electric)
    cast.send(cast.electric, edition, cast.partner)
    partner = Viewer(cast.partner.seat)
    with acting_as(partner):
        assert Edition.objects.filter(pk=edition.pk).exists()

    yesterday = timezone.localdate() - timedelta(days=1)
    Agreement.objects.filter(kind=Agreement.Kind.ANALYSIS_PARTNER).update(
        ends_date=yesterday, signed_date=yesterday - timedelta(days=300)
    )
    assert reread_by_date() > 0

    with acting_as(partner):
        assert not Edition.objects.filter(pk=edition.pk).exists()


def test_the_daily_check_of_contacts_opens_one_check_for_each(cast):
    ContactCheck.objects.all().delete()

    first, second = tasks.contacts(0), tasks.contacts(0)

    assert first > 0
    assert second == 0


def test_sessions_that_have_run_out_are_cleared_and_others_stay():
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="", expire_date=now - timedelta(hours=1))
    Session.objects.create(session_key="new", session_data="", expire_date=now + timedelta(hours=1))

    clear_expired()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
