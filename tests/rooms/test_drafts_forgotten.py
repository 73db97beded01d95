"""A draft that nobody has sent is spoken of after a day and after a week, to those alone who may open it."""

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.queries import notices_of
from noroshi.drafting.actions import discard
from noroshi.vocabulary import NoticeKind
from tests.cast import small_cast
from tests.drafted import amended, draft_report, sent
from tests.mail_sink import as_worker

pytestmark = pytest.mark.django_db(transaction=True)

LATER = """import django; django.setup()
from datetime import timedelta
from django.utils import timezone
now = timezone.now() + timedelta(days={days})
timezone.now = lambda: now
from noroshi.drafting.forgotten import remind_of_drafts
print(remind_of_drafts(), remind_of_drafts())
"""


def after(days: float) -> list[int]:
    """Done twice at that moment."""
    return [int(one) for one in as_worker(LATER.format(days=days)).split()[-2:]]


def links(viewer: Viewer) -> list[str]:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return [one.link for one in notices_of(fresh) if one.kind == NoticeKind.DRAFT_LEFT]


def test_it_is_told_after_a_day_and_after_a_week_and_then_no_more() -> None:
    cast = small_cast()
    draft = draft_report(cast.electric)

    assert [after(days) for days in (0.9, 1.1, 3, 7.1, 10, 15)] == [[0, 0], [1, 0], [0, 0], [1, 0], [0, 0], [0, 0]]
    assert links(cast.electric) == [f"/drafts/{draft.public_id}/"] * 2


def test_what_was_sent_or_thrown_away_is_not_forgotten() -> None:
    cast = small_cast()
    gone, thrown = draft_report(cast.electric), draft_report(cast.electric)
    sent(cast.electric, gone)
    with acting_as(cast.electric):
        discard(cast.electric, thrown.public_id, version=thrown.version)

    assert after(2) == [0, 0]
    assert links(cast.electric) == []


def test_only_those_hear_of_it_who_may_open_it() -> None:
    cast = small_cast()
    draft = draft_report(cast.electric)

    assert after(2) == [1, 0]
    for other in (
        cast.electric_colleague,
        cast.electric_executive,
        cast.ministry,
        cast.center,
        cast.bank,
        cast.neighbor,
    ):
        assert links(other) == []
    with acting_as(cast.electric):
        amended(cast.electric, draft)
    assert len(links(cast.electric)) == 1
