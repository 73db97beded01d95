"""A search that one person keeps tells that person alone, of what that person may read when told; nobody else hears even that it did."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, Viewer, acting_as
from noroshi.delivery.actions import PersonChosen, set_wish
from noroshi.delivery.models import Dispatch, Notice
from noroshi.delivery.queries import notices_of
from noroshi.delivery.telling import tell_person
from noroshi.directory.models import Membership
from noroshi.editions.actions import recall
from noroshi.search.actions.saved import SavedWish, keep_search
from noroshi.vocabulary import NoticeKind, Tlp
from tests.cast import Cast
from tests.mail_sink import Sink, deliver
from tests.rooms.test_delivery_mail import address_of, cast, sink
from tests.rooms.test_search_worked import notices, run

__all__ = ["cast", "sink"]

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "ヌレオンナ"


def kept(viewer: Viewer, *, is_of_desk: bool = False, tells: bool = True) -> str:
    with acting_as(viewer):
        wish = SavedWish("影", {"q": [WORD]}, is_of_desk=is_of_desk, tells=tells)
        return f"/search/saved/{keep_search(viewer, wish).public_id}/"


def ways(viewer: Viewer) -> int:
    with acting_as(viewer):
        return Dispatch.objects.filter(desk=viewer.desk_id, notice__kind=NoticeKind.FOUND).count()


@contextmanager
def heard() -> Iterator[list[str]]:
    """What open pages were told meanwhile."""
    said: list[str] = []
    with psycopg.connect(autocommit=True, **_address()) as listening:
        listening.execute("listen noroshi")
        yield said
        said += [one.payload for one in listening.notifies(timeout=0.5) if one.payload.startswith("notice:")]


def letters(sink: Sink, viewer: Viewer) -> list[str]:
    found = (one.get_body(("plain",)) for one in sink.to(address_of(viewer)))
    return [body.get_content() for body in found if body]


def _address() -> dict[str, object]:
    given = connection.get_connection_params()
    return {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}


def test_whoever_may_not_read_it_is_told_nothing(cast: Cast) -> None:
    strangers = (cast.electric_colleague, cast.bank, cast.neighbor, cast.center, cast.ministry)
    for viewer in strangers:
        kept(viewer)
    cast.report(cast.electric, Tlp.AMBER, {"title": WORD})

    assert run("tell") == 0

    for viewer in (*strangers, cast.electric):
        assert (notices(viewer), ways(viewer)) == (0, 0)


def test_one_person_is_told_once_and_the_colleagues_do_not_hear_of_it(cast: Cast, sink: Sink) -> None:
    link = kept(cast.electric)
    cast.report(cast.electric, Tlp.AMBER, {"title": WORD})

    with heard() as said:
        assert (run("tell"), run("tell")) == (1, 0)
    deliver(sink)

    assert said == [f"notice::{cast.electric.desk_id}:{cast.electric.seat.person_id}"]
    with acting_as(cast.electric):
        (told,) = (one for one in notices_of(cast.electric) if one.kind is NoticeKind.FOUND)
    assert (told.link, told.is_of_person, told.line) == (link, True, None)
    (letter,) = (one for one in letters(sink, cast.electric) if link in one)
    assert WORD not in letter
    assert ways(cast.electric) == 1
    others = (cast.electric_colleague, cast.electric_executive, cast.consultant, cast.contractor)
    for viewer in (*others, cast.bank, cast.ministry):
        assert (notices(viewer), ways(viewer)) == (0, 0)
        assert not [one for one in letters(sink, viewer) if link in one]


def test_a_desk_s_search_moves_the_pages_of_the_desk(cast: Cast) -> None:
    kept(cast.bank, is_of_desk=True)
    cast.report(cast.bank, Tlp.GREEN, {"title": WORD}, sectors=frozenset({"finance"}))

    with heard() as said:
        assert run("tell") == 1

    assert said == [f"notice::{cast.bank.desk_id}"]


def test_who_wants_no_mail_or_no_word_at_all_gets_none(cast: Cast, sink: Sink) -> None:
    kept(cast.electric)
    kept(cast.ministry, tells=False)
    with acting_as(cast.electric):
        set_wish(cast.electric, PersonChosen(mail_is_on=False))
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": WORD})
    cast.send(cast.electric, edition, cast.ministry)

    assert run("tell") == 1
    deliver(sink)

    assert [(notices(one), ways(one)) for one in (cast.electric, cast.ministry)] == [(1, 0), (0, 0)]


def test_it_counts_what_may_be_read_at_the_moment_of_telling(cast: Cast) -> None:
    kept(cast.ministry)
    edition = cast.report(cast.electric, Tlp.GREEN, {"title": WORD})
    cast.send(cast.electric, edition, cast.ministry)
    with acting_as(cast.electric):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤り")

    assert run("tell") == 0
    assert notices(cast.ministry) == 0


def test_whoever_has_left_the_desk_is_told_nothing(cast: Cast) -> None:
    kept(cast.electric)
    Membership.objects.filter(pk=cast.electric.seat.membership_id).update(ended_at=timezone.now())
    cast.report(cast.neighbor, Tlp.CLEAR, {"title": WORD})

    assert run("tell") == 0
    with acting_as(SystemViewer("delivery")):
        assert not Notice.objects.filter(kind=NoticeKind.FOUND).exists()


def test_nobody_but_the_worker_tells_a_person(cast: Cast) -> None:
    with pytest.raises(ProgrammingError), acting_as(cast.electric):
        tell_person(cast.electric_colleague.seat.membership_id, NoticeKind.FOUND, "/")
