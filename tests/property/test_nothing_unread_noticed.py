"""The check of what no desk may read notices an open lock: opened in a database that is made anew afterwards."""

import psycopg
import pytest

from noroshi.audiences import queries
from noroshi.audiences.models import Audience
from noroshi.audiences.viewer import AnyViewer, acting_as
from noroshi.engine.database import Addresses
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast, small_cast
from tests.property.test_nothing_unread import Piece, built, checked, houses_own, readable

pytestmark = pytest.mark.django_db(transaction=True)

LOCKED = ("intel_stixobject", "intel_value", "intel_link", "intel_origin", "triage_posting", "triage_feed")
OWN, OPEN = 0, 3
PIECES = [
    Piece("center", OPEN, None, "finance", 0, is_withdrawn=False),
    Piece("center", OPEN, Tlp2.RED, "finance", 0, is_withdrawn=False),
    Piece("electric", OWN, None, "electricity", 1, is_withdrawn=False),
    Piece("bank", OPEN, None, "finance", 2, is_withdrawn=True),
]


def open_the_database(addresses: Addresses) -> None:
    with psycopg.connect(addresses.owner) as owner:
        for table in LOCKED:
            owner.execute(f"alter policy readers on {table} using (true)")


def open_the_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first lock: every viewer is said to hold everything."""

    def everything(viewer: AnyViewer) -> list[int]:
        return list(Audience.objects.values_list("pk", flat=True))

    monkeypatch.setattr(queries, "audience_ids", everything)


def test_with_both_locks_closed_nothing_is_found(addresses: Addresses) -> None:
    checked(small_cast(), PIECES)


def test_an_open_database_is_noticed(addresses: Addresses) -> None:
    """The rooms still refuse what the database would give: that both do not say the same is enough."""
    cast = small_cast()
    open_the_database(addresses)

    with pytest.raises((AssertionError, NotFound)):
        checked(cast, PIECES)


def test_what_is_said_in_plain_words_notices_it_as_well(addresses: Addresses) -> None:
    """Were both locks open, they would agree: then only this shows it."""
    cast = small_cast()
    words = built(cast, PIECES)

    closed = seen_by_the_bank(cast, words)
    open_the_database(addresses)
    opened = seen_by_the_bank(cast, words)

    assert len(closed) < len(opened) == len(words)
    houses_own(cast, "bank", PIECES, list(words), closed)
    with pytest.raises(AssertionError):
        houses_own(cast, "bank", PIECES, list(words), opened)


def seen_by_the_bank(cast: Cast, words: dict[str, int]) -> set[str]:
    with acting_as(cast.bank):
        return {word for word, number in words.items() if number in readable(words.values())}


def test_the_database_holds_alone_where_the_rooms_forget(addresses: Addresses, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = small_cast()
    open_the_rooms(monkeypatch)

    checked(cast, PIECES)
