"""What time and other people's later words take off the lists, done by the worker."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.devices.fetching import fetched
from noroshi.devices.queries import to_take_back
from noroshi.intel.actions import withdraw
from noroshi.intel.models import StixObject
from noroshi.vocabulary import TakenBack
from tests.cast import small_cast
from tests.mail_sink import as_worker
from tests.rooms.devices_given import EVIL, published
from tests.rooms.intel_given import brought, indicator

pytestmark = pytest.mark.django_db(transaction=True)
LATER = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
now = timezone.now() + timedelta(hours={hours})
timezone.now = lambda: now
from noroshi.devices.actions.keep import keep_lists
print(keep_lists(), keep_lists())
"""


def after(hours: float) -> list[int]:
    """Done twice at that hour."""
    return [int(one) for one in as_worker(LATER.format(hours=hours)).split()[-2:]]


def names(secret: str, *, back: bool = False) -> list[str]:
    text = fetched(secret, "domain_list", "192.0.2.10", back=back).text
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_what_its_source_revokes_is_taken_off() -> None:
    cast = small_cast()
    of, origin, secret = published(cast)
    assert after(0) == [0, 0]

    later = indicator(EVIL, EVIL, confidence=80, modified="2026-05-01T00:00:00.000Z", revoked=True)
    brought(cast.center, origin, later)

    assert after(0) == [1, 0]
    assert (names(secret), names(secret, back=True)) == ([], [EVIL])
    with acting_as(cast.center):
        assert to_take_back(cast.center, of.public_id)[0].taken_back is TakenBack.REVOKED


def test_a_later_word_that_names_the_value_keeps_it_and_one_that_does_not_takes_it_off() -> None:
    cast = small_cast()
    _, origin, secret = published(cast)

    brought(cast.center, origin, indicator(EVIL, EVIL, confidence=90, modified="2026-05-01T00:00:00.000Z"))
    assert after(0) == [0, 0]
    assert names(secret) == [EVIL]

    brought(cast.center, origin, indicator(EVIL, "else.top", modified="2026-05-02T00:00:00.000Z"))
    assert after(0) == [1, 0]
    assert names(secret) == []


def test_what_is_past_its_time_goes_without_anybody() -> None:
    cast = small_cast()
    until = timezone.now() + timedelta(hours=5)
    of, _, _ = published(cast, valid_until=until.strftime("%Y-%m-%dT%H:%M:%S.000Z"))

    assert [after(hours) for hours in (4, 6)] == [[0, 0], [1, 0]]
    with acting_as(cast.center):
        assert to_take_back(cast.center, of.public_id)[0].taken_back is TakenBack.ENDED


def test_a_recall_is_written_down_as_such() -> None:
    cast = small_cast()
    of, origin, _ = published(cast)
    with acting_as(cast.center):
        withdraw(cast.center, origin.public_id, StixObject.objects.get().uuid)

    assert after(0) == [1, 0]
    with acting_as(cast.center):
        assert to_take_back(cast.center, of.public_id)[0].taken_back is TakenBack.RECALLED
