"""Several reports of one event: gathered by the desk that receives them, without losing either, and nobody else learns of it."""

from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import connection

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.actions import recall
from noroshi.editions.queries import edition_readable_by
from noroshi.matters import queries
from noroshi.matters.actions import link, split
from noroshi.matters.errors import NotGathered, SameMatter
from noroshi.matters.likely import likely
from noroshi.matters.models import Event, Gathered
from noroshi.reports.actions import relay_report
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import reported

pytestmark = pytest.mark.django_db


def arrived(cast: Cast, sender: Viewer, through: Viewer, **typed: str) -> UUID:
    """A report that its ministry has passed on to the center."""
    edition = reported(sender, "direct_report", **typed)
    with acting_as(through):
        relay_report(through, edition)
    return edition


def both(cast: Cast) -> tuple[UUID, UUID]:
    power = arrived(cast, cast.electric, cast.ministry, summary="変電所の停止")
    return power, arrived(cast, cast.bank, cast.bank_ministry, summary="停電による窓口の停止")


def linked(viewer: Viewer, one: UUID, other: UUID, reason: str = "") -> UUID:
    with acting_as(viewer):
        return link(viewer, one, other, reason=reason).public_id


def shown(viewer: Viewer, event: UUID) -> queries.EventShown:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return queries.event(fresh, event)


def test_two_reports_of_one_event_are_seen_together_and_neither_is_lost(cast: Cast) -> None:
    power, bank = both(cast)

    event = shown(cast.center, linked(cast.center, power, bank, "同じ停電による"))

    assert {thread.newest.public_id for thread in event.threads} == {power, bank}
    assert [line.public_id for line in event.statements] == [bank, power]
    assert all(thread.reason == "同じ停電による" for thread in event.threads)
    with acting_as(cast.center):
        numbers = {edition_readable_by(cast.center, one).reference_number for one in (power, bank)}
    assert len(numbers) == 2
    assert all(numbers)


def test_said_twice_it_is_one_event(cast: Cast) -> None:
    power, bank = both(cast)

    assert linked(cast.center, power, bank) == linked(cast.center, bank, power)
    with acting_as(cast.center):
        assert Gathered.objects.count() == 2


def test_two_events_that_turn_out_to_be_one_become_one(cast: Cast) -> None:
    power, bank = both(cast)
    more, other = both(cast)
    first, second = linked(cast.center, power, more), linked(cast.center, bank, other)

    joined = linked(cast.center, power, bank)

    assert joined == first
    assert {thread.newest.public_id for thread in shown(cast.center, first).threads} == {power, bank, more, other}
    with pytest.raises(NotFound):
        shown(cast.center, second)


def test_what_was_split_off_stands_alone_and_can_be_linked_again(cast: Cast) -> None:
    power, bank = both(cast)
    event = linked(cast.center, power, bank)

    with acting_as(cast.center):
        split(cast.center, event, bank, reason="別の停電だった")
        assert queries.event_of(cast.center, power) is None
        assert queries.event_of(cast.center, bank) is None
        with pytest.raises(NotGathered):
            split(cast.center, event, bank)

    assert linked(cast.center, power, bank) == event
    assert len(shown(cast.center, event).threads) == 2


def test_editions_of_one_matter_are_together_already(cast: Cast) -> None:
    power, _bank = both(cast)

    with acting_as(cast.center), pytest.raises(SameMatter):
        link(cast.center, power, power)


def test_only_what_one_reads_can_be_linked(cast: Cast) -> None:
    power, bank = both(cast)

    for stranger, readable, hidden in ((cast.bank, bank, power), (cast.electric, power, bank)):
        for pair in ((readable, hidden), (hidden, readable), (readable, uuid4())):
            with acting_as(stranger), pytest.raises(NotFound):
                link(stranger, *pair)


@pytest.mark.parametrize(
    "stranger", ["electric", "bank", "ministry", "bank_ministry", "secretariat", "partner", "police"]
)
def test_no_other_desk_learns_that_its_report_was_linked(cast: Cast, stranger: str) -> None:
    power, bank = both(cast)
    event, viewer = linked(cast.center, power, bank), getattr(cast, stranger)

    with acting_as(viewer):
        assert not Event.objects.exists()
        assert not Gathered.objects.exists()
        with pytest.raises(NotFound):
            queries.event(viewer, event)
        with pytest.raises(NotFound):
            split(viewer, event, power)
    for own in (power, bank):
        with acting_as(viewer), suppress(NotFound):
            assert queries.event_of(viewer, own) is None


def test_a_colleague_reads_of_an_event_only_what_they_may_read(cast: Cast) -> None:
    """The other desk of the center holds neither report, and so no event, no thread and no count."""
    power, bank = both(cast)
    event = linked(cast.center, power, bank)

    with acting_as(cast.center_general):
        with pytest.raises(NotFound):
            queries.event(cast.center_general, event)
        assert not Gathered.objects.exists()


def test_why_something_was_linked_is_read_by_those_who_read_both(cast: Cast) -> None:
    """A colleague who is not in range of the one item lands in the event by another, and learns nothing of the first link."""
    power, more = (
        reported(cast.electric, "direct_report", tlp="green", summary=text) for text in ("停電", "電話の故障")
    )
    hidden = reported(cast.electric, "direct_report", tlp="amber", summary="侵入")
    event = linked(cast.electric, power, hidden, "同じ侵入による")
    with acting_as(cast.electric_colleague), pytest.raises(NotFound):
        edition_readable_by(cast.electric_colleague, hidden)

    assert linked(cast.electric_colleague, power, more, "同じ日") == event

    seen = {thread.newest.public_id: thread for thread in shown(cast.electric_colleague, event).threads}
    assert seen.keys() == {power, more}
    assert (seen[power].reason, seen[power].by, seen[power].at) == ("", None, None)
    assert seen[more].reason == "同じ日"
    assert seen[more].by
    assert seen[more].by.pk == cast.electric_colleague.seat.person_id
    assert shown(cast.electric_colleague, event).made_at == seen[more].at
    whole = {thread.newest.public_id: thread.reason for thread in shown(cast.electric, event).threads}
    assert whole == {power: "同じ侵入による", hidden: "同じ侵入による", more: "同じ日"}
    with acting_as(cast.bank), pytest.raises(NotFound):
        queries.event(cast.bank, event)


def test_what_was_recalled_is_gone_from_the_event_and_not_counted(cast: Cast) -> None:
    power, bank = both(cast)
    event = linked(cast.center, power, bank)
    with acting_as(cast.bank):
        recall(cast.bank, bank, read_number=1, reason="誤報")

    assert [thread.newest.public_id for thread in shown(cast.center, event).threads] == [power]
    with acting_as(Viewer(cast.center.seat)):
        assert queries.event_of(cast.center, power) is None
        assert Gathered.objects.count() == 1


def test_raw_sql_in_another_desk_s_name_is_refused(cast: Cast) -> None:
    power, bank = both(cast)
    event = linked(cast.center, power, bank)

    with acting_as(cast.center_general), connection.cursor() as cursor:
        cursor.execute("update matters_gathered set split_at = now()")
        assert cursor.rowcount == 0
        cursor.execute("select count(*) from matters_event where public_id = %s", [event])
        assert cursor.fetchone() == (0,)


def crossed(cast: Cast) -> tuple[UUID, UUID]:
    """Reported a second time as a new matter, before the number was known, by the same desk."""
    words = "変電所の保守端末から社外への不審な通信を確認した"
    first = arrived(cast, cast.electric, cast.ministry, summary=words)
    return first, arrived(cast, cast.electric, cast.ministry, summary=f"{words}。委託先の端末を経由していた")


def near(viewer: Viewer, edition: UUID) -> list[UUID]:
    with acting_as(viewer):
        return [line.public_id for line in likely(viewer, edition)]


def test_a_follow_up_that_crossed_with_its_number_is_offered_and_confirmed_by_the_center(cast: Cast) -> None:
    first, second = crossed(cast)
    arrived(cast, cast.neighbor, cast.ministry, summary="変電所の保守端末から社外への不審な通信を確認した")
    arrived(cast, cast.electric, cast.ministry, summary="営業所の電話の故障")

    assert near(cast.center, second) == [first]
    linked(cast.center, second, first)
    assert near(cast.center, second) == []
    with acting_as(cast.center):
        numbers = {edition_readable_by(cast.center, one).reference_number for one in (first, second)}
    assert len(numbers) == 2


def test_nothing_is_offered_of_what_somebody_does_not_read(cast: Cast) -> None:
    first, second = crossed(cast)

    assert near(cast.center, first) == []
    with pytest.raises(NotFound):
        near(cast.bank, second)
