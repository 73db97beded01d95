"""Whoever announced a report is reminded of it once before and once a day after, and nobody else is told."""

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.delivery.models import Notice
from noroshi.reports.actions import begin_follow_up
from tests.cast import small_cast
from tests.drafted import amended, reported, sent
from tests.mail_sink import as_worker

pytestmark = pytest.mark.django_db(transaction=True)

LATER = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
now = timezone.now() + timedelta(hours={hours})
timezone.now = lambda: now
from noroshi.reports.follow_ups import remind_of_follow_ups
print(remind_of_follow_ups(), remind_of_follow_ups())
"""


def after(hours: float) -> list[int]:
    """Done twice at that hour."""
    return [int(one) for one in as_worker(LATER.format(hours=hours)).split()[-2:]]


def told(viewer) -> list[str]:
    with acting_as(viewer):
        rows = Notice.objects.filter(desk=viewer.desk_id, kind__startswith="follow_up")
        return list(rows.order_by("pk").values_list("kind", flat=True))


def test_before_it_is_due_and_every_day_that_it_is_late_until_it_comes() -> None:
    cast = small_cast()
    edition = reported(cast.electric, outlook="continuing")

    assert [after(hours) for hours in (20, 23, 25, 30, 50)] == [[0, 0], [1, 0], [1, 0], [0, 0], [1, 0]]
    assert told(cast.electric) == ["follow_up_due", "follow_up_late", "follow_up_late"]
    for other in (cast.ministry, cast.center, cast.bank, cast.neighbor):
        assert told(other) == []

    with acting_as(cast.electric):
        closing = amended(cast.electric, begin_follow_up(cast.electric, edition), outlook="closed")
    sent(cast.electric, closing)
    assert after(80) == [0, 0]
