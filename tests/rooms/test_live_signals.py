"""What open pages are told: that something changed for them, to those whom it concerns, and nothing else to anybody."""

import asyncio
import re
from uuid import UUID

import pytest
from django.db import connection, transaction

from noroshi.audiences.queries import audience_ids
from noroshi.audiences.signals import Told, concerned
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Person
from noroshi.directory.signin import sessions
from noroshi.directory.signin.listening import Listener, listeners
from noroshi.editions.actions import recall
from noroshi.editions.queries import edition_readable_by
from noroshi.handover.actions import write_note
from noroshi.handover.models import Presence
from noroshi.handover.queries import here
from noroshi.live.listening import readable
from noroshi.live.pages import KEPT, MARGIN_MS, Lately, now_ms, spread_ms
from noroshi.threshold.acting import DESK_IN_SESSION
from noroshi.vocabulary import HopKind, OrderState, SignalKind
from tests.cast import Cast, small_cast
from tests.drafted import reported, second_person
from tests.live_world import Listening, done, key_of, run
from tests.mail_sink import as_worker
from tests.rooms.test_response_orders import field, ordered, said

pytestmark = pytest.mark.django_db(transaction=True)

CANARY = "ウミネコ八重垣"
EVENT = re.compile(
    rb'id: \d+\nevent: changed\ndata: \{"kinds": \[("(item|notice|draft|note|order|here)"(, )?)+\], "spread": (0|2000|10000)\}\n\n'
)

TELL_ONE = (
    "import django; django.setup()\n"
    "from noroshi.audiences.viewer import SystemViewer, acting_as\n"
    "from noroshi.delivery.actions.notify import notify_person\n"
    "from noroshi.vocabulary import NoticeKind\n"
    "with acting_as(SystemViewer('test')):\n"
    "    print(notify_person({membership}, NoticeKind.FOUND, link='/search/saved/1/'))\n"
)


@pytest.fixture
def cast(settings) -> Cast:
    settings.SECOND_FACTOR_REQUIRED = False
    return small_cast()


def taken_back(viewer: Viewer, edition: UUID) -> None:
    with acting_as(viewer):
        recall(viewer, edition, read_number=1, reason="誤送")


def noted(viewer: Viewer, words: str) -> None:
    with acting_as(viewer):
        write_note(viewer, words, number=0)


# ---------------------------------------------------------------- who is told, and what


def test_who_receives_something_is_told_that_something_changed_and_a_stranger_is_told_nothing(cast: Cast) -> None:
    keys = [key_of(one) for one in (cast.ministry, cast.bank, cast.electric_colleague)]
    source = cast.electric

    async def story() -> None:
        async with Listening(keys[0]) as ministry, Listening(keys[1]) as bank, Listening(keys[2]) as colleague:
            await done(reported, source, tlp="amber", systems=CANARY)
            await ministry.told("item")
            await ministry.told("notice")
            assert b"changed" not in bank.said
            assert b'"item"' not in colleague.said
            assert b'"draft"' not in colleague.said
            for one in (ministry, bank, colleague):
                assert CANARY.encode() not in one.said

    run(story())


def test_an_event_holds_kinds_and_nothing_else(cast: Cast) -> None:
    key, source = key_of(cast.ministry), cast.electric

    async def story() -> None:
        async with Listening(key) as ministry:
            await done(reported, source, tlp="amber", systems=CANARY)
            await ministry.told("notice")
            said = re.sub(rb"retry: \d+\n\n|: beat\n\n", b"", ministry.said)
            assert EVENT.sub(b"", said) == b""

    run(story())


def test_who_held_something_is_told_when_it_is_taken_back_and_a_stranger_still_is_not(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="amber")
    keys, source = [key_of(one) for one in (cast.ministry, cast.bank)], cast.electric

    async def story() -> None:
        async with Listening(keys[0]) as ministry, Listening(keys[1]) as bank:
            await done(taken_back, source, edition)
            await ministry.told("item")
            assert b"changed" not in bank.said

    run(story())


def test_who_holds_something_does_not_learn_by_it_that_it_went_further(cast: Cast) -> None:
    with transaction.atomic():
        edition = cast.report(cast.electric, content={"title": CANARY})
        cast.send(cast.electric, edition, cast.ministry, cast.neighbor)
    keys, ministry = [key_of(one) for one in (cast.neighbor, cast.secretariat)], cast.ministry

    def passed_on() -> None:
        cast.send(ministry, edition, cast.secretariat, kind=HopKind.RELAY)

    async def story() -> None:
        async with Listening(keys[0]) as neighbor, Listening(keys[1]) as secretariat:
            await done(passed_on)
            await secretariat.told("item")
            assert b"changed" not in neighbor.said

    run(story())


def test_an_order_and_its_answer_are_told_in_the_own_house_and_to_nobody_outside(cast: Cast) -> None:
    section, source = field(cast), cast.electric
    keys = [key_of(one) for one in (section, source, cast.bank, cast.ministry, cast.neighbor)]

    async def story() -> None:
        async with (
            Listening(keys[0]) as ordered_to,
            Listening(keys[1]) as orderer,
            Listening(keys[2]) as bank,
            Listening(keys[3]) as ministry,
            Listening(keys[4]) as neighbor,
        ):
            order_id = await done(ordered, source, section, CANARY)
            await ordered_to.told("order")
            await orderer.told("order")
            orderer.said = b""
            await done(said, section, order_id, OrderState.SEEN)
            await orderer.told("order")
            for stranger in (bank, ministry, neighbor):
                assert b"changed" not in stranger.said
            assert CANARY.encode() not in ordered_to.said + orderer.said

    run(story())


def test_what_is_told_to_one_person_moves_that_persons_pages_and_nobody_elses(cast: Cast) -> None:
    """Not even a colleague's at the same desk: that somebody was told says that there was something to tell."""
    own, colleague = cast.electric, second_person(cast.electric)
    keys = [key_of(one) for one in (own, colleague, cast.electric_colleague, cast.bank)]
    told = TELL_ONE.format(membership=own.seat.membership_id)

    async def story() -> None:
        async with (
            Listening(keys[0]) as person,
            Listening(keys[1]) as beside,
            Listening(keys[2]) as elsewhere,
            Listening(keys[3]) as bank,
        ):
            assert await done(as_worker, told) == "1"
            await person.told("notice")
            for other in (beside, elsewhere, bank):
                assert b"changed" not in other.said

    run(story())


def test_what_is_rolled_back_is_told_to_nobody(cast: Cast) -> None:
    keys, source = [key_of(one) for one in (cast.ministry, cast.electric)], cast.electric

    def undone() -> None:
        with acting_as(source):
            write_note(source, CANARY, number=0)
            transaction.set_rollback(True)

    async def story() -> None:
        async with Listening(keys[1]) as own:
            await done(undone)
            await done(reported, source, tlp="amber")
            await own.told("draft")
            assert b'"note"' not in own.said

    run(story())


def test_a_note_is_told_to_the_own_desk_as_far_as_it_may_be_read(cast: Cast) -> None:
    own, colleague, other = cast.electric, cast.electric_colleague, cast.ministry
    keys = [key_of(one) for one in (own, colleague, other)]

    async def story() -> None:
        async with Listening(keys[0]) as writer, Listening(keys[1]) as unknowing, Listening(keys[2]) as stranger:
            await done(noted, own, CANARY)
            await writer.told("note")
            assert b"changed" not in unknowing.said + stranger.said

    run(story())


def test_the_signal_lock_answers_as_the_lock_of_the_rows(cast: Cast) -> None:
    """Person by person and audience by audience."""
    for color in ("green", "amber", "red"):
        reported(cast.electric, tlp=color)
    reported(cast.bank, tlp="amber")
    names = (
        "electric",
        "electric_colleague",
        "consultant",
        "contractor",
        "secretariat",
        "ministry",
        "center",
        "bank",
        "partner",
    )
    viewers = [getattr(cast, name) for name in names]
    with connection.cursor() as cursor:
        held = {}
        for viewer in viewers:
            with acting_as(viewer):
                cursor.execute("select noroshi_viewer_audiences()")
                held[viewer] = set(cursor.fetchone()[0])
                assert held[viewer] == set(audience_ids(viewer))

    for audience in set().union(*held.values()):
        seats = {(viewer.seat.person_id, viewer.desk_id) for viewer in viewers}
        told = concerned([audience], seats)
        assert told == {(each.seat.person_id, each.desk_id) for each in viewers if audience in held[each]}


def test_nobody_asks_who_is_concerned_but_for_a_signal(cast: Cast) -> None:
    with acting_as(cast.bank), connection.cursor() as cursor, pytest.raises(Exception, match="only for signals"):
        cursor.execute("select * from noroshi_concerned('{1}', '{1}', '{1}')")


# ---------------------------------------------------------------- coming back


def test_who_comes_back_is_told_what_was_missed_and_nothing_when_nothing_was(cast: Cast) -> None:
    keys, source = [key_of(one) for one in (cast.ministry, cast.bank)], cast.electric

    async def story() -> None:
        async with Listening(keys[0]):
            before = now_ms() + MARGIN_MS
            await done(reported, source, tlp="amber", systems=CANARY)
            asked = (b"last-event-id", str(before).encode())
            async with Listening(keys[0], headers=(asked,)) as again, Listening(keys[1], headers=(asked,)) as bank:
                await again.told("item")
                assert b"changed" not in bank.said
                assert CANARY.encode() not in again.said

    run(story())


def test_who_was_away_for_longer_than_anybody_remembers_looks_at_everything_anew(cast: Cast) -> None:
    key = key_of(cast.bank)

    async def story() -> None:
        async with Listening(key, query="as_of=1") as bank:
            await bank.told("item")
            await bank.told("notice")
            assert all(f'"{kind.value}"'.encode() in bank.said for kind in SignalKind)

    run(story())


def test_memory_of_what_was_told_is_bounded_and_knows_from_when_on_it_is_whole() -> None:
    lately = Lately()
    lately.begin()
    began = lately.since_ms

    for number in range(KEPT + 10):
        lately.note(Told.of(f"item:{number}:"))

    assert len(lately.told) == KEPT
    assert lately.since_ms >= began
    assert lately.after(began - 10 * MARGIN_MS) is None
    assert lately.after(now_ms() + 2 * MARGIN_MS) == []
    assert [spread_ms(many) for many in (1, 100, 1000)] == [0, 2000, 10_000]


# ---------------------------------------------------------------- who listens


def test_nobody_listens_without_a_session_and_elsewhere_nothing_answers(cast: Cast) -> None:
    async def story() -> None:
        async with Listening("nobody") as stranger:
            assert (stranger.status, stranger.said) == (401, b"")

    run(story())


def test_a_session_acts_where_the_threshold_seats_it_and_ended_ones_are_nobody(cast: Cast) -> None:
    keys = {name: key_of(getattr(cast, name)) for name in ("electric", "bank")}
    person = Person.objects.get(pk=cast.electric.seat.person_id)

    assert listeners(keys.values(), DESK_IN_SESSION) == {
        keys[name]: Listener(getattr(cast, name).seat.person_id, getattr(cast, name).desk_id) for name in keys
    }
    sessions.end_everywhere(person)
    assert set(listeners(keys.values(), DESK_IN_SESSION)) == {keys["bank"]}
    Person.objects.filter(pk=cast.bank.seat.person_id).update(is_active=False)
    assert listeners(keys.values(), DESK_IN_SESSION) == {}


def test_a_stream_ends_when_the_session_does(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noroshi.live.house.WATCH_SECONDS", 0.05)
    key, person = key_of(cast.electric), Person.objects.get(pk=cast.electric.seat.person_id)

    async def story() -> None:
        async with Listening(key) as own:
            await done(sessions.end_everywhere, person)
            await own.until(lambda: b"event: signed_out" in own.said)
        assert own.said.endswith(b"event: signed_out\ndata: {}\n\n")

    run(story())


# ---------------------------------------------------------------- who is here


def at(viewer: Viewer, place: str) -> list[int]:
    with acting_as(viewer):
        return [one.person.pk for one in here(viewer, place)]


def test_colleagues_see_each_other_at_an_item_while_the_page_is_open(cast: Cast) -> None:
    edition = reported(cast.electric, tlp="amber")
    place, own, other = f"item:{edition}", cast.electric, second_person(cast.electric)
    with acting_as(own):
        edition_readable_by(own, edition)
    keys = [key_of(one) for one in (own, other)]

    async def story() -> None:
        async with Listening(keys[0], query=f"as_of={now_ms() + 60_000}&place={place}") as first:
            assert await done(at, other, place) == [own.seat.person_id]
            assert await done(at, own, place) == []
            async with Listening(keys[1], query=f"as_of={now_ms() + 60_000}&place={place}"):
                await first.told("here")
                assert await done(at, own, place) == [other.seat.person_id]
            while await done(at, own, place):
                await asyncio.sleep(0.05)

    run(story())


@pytest.mark.parametrize("name", ["ministry", "bank", "electric_colleague"])
def test_others_learn_nothing_of_who_is_at_an_item_and_are_nowhere_themselves(cast: Cast, name: str) -> None:
    """Not the other desk that holds it either; and a place that one may not read is believed of nobody."""
    edition = reported(cast.electric, tlp="amber")
    place, own, other = f"item:{edition}", cast.electric, getattr(cast, name)
    keys = [key_of(one) for one in (own, other)]

    def rows(viewer: Viewer) -> int:
        with acting_as(viewer):
            return Presence.objects.exclude(person=viewer.seat.person_id).count()

    async def story() -> None:
        async with (
            Listening(keys[0], query=f"as_of={now_ms() + 60_000}&place={place}"),
            Listening(keys[1], query=f"as_of={now_ms() + 60_000}&place={place}"),
        ):
            assert await done(at, own, place) == []
            assert await done(rows, other) == 0

    run(story())


def test_a_colleague_who_may_not_read_it_is_not_told_that_somebody_came(cast: Cast) -> None:
    """That somebody is somewhere says that there is something."""
    edition = reported(cast.electric, tlp="amber")
    place = f"item:{edition}"
    keys = [key_of(one) for one in (cast.electric, second_person(cast.electric), cast.electric_colleague)]

    async def story() -> None:
        async with (
            Listening(keys[1], query=f"as_of={now_ms() + 60_000}&place={place}") as knowing,
            Listening(keys[2]) as unknowing,
        ):
            async with Listening(keys[0], query=f"as_of={now_ms() + 60_000}&place={place}"):
                await knowing.told("here")
            assert b"changed" not in unknowing.said

    run(story())


def test_nothing_that_is_said_on_the_channel_ends_the_listening() -> None:
    unreadable = ("", "item", "item:x:", "a:b:c:d", "notice::4:5:6", "notice::4:", "notice:::5")
    assert [readable(said) for said in unreadable] == [None] * len(unreadable)
    assert readable("item:1,2:") == Told("item", frozenset({1, 2}), frozenset())
    assert readable("notice::4:5") == Told("notice", frozenset(), frozenset({4}), frozenset({5}))
