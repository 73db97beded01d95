"""Lists of values of others: what stands in them comes in once, what leaves them is revoked, what is no value is told."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.connectors.lists import polling
from noroshi.intel import following, subscribing
from noroshi.intel.actions import OriginWish, amend_origin, withdraw
from noroshi.intel.list_reading import ListReading
from noroshi.intel.models import Subscription
from noroshi.intel.queries import about, listed
from noroshi.intel.subscribing import SubscriptionWish, amend_subscription, subscribe, subscription
from noroshi.observables import Kind
from noroshi.vocabulary import FetchTrouble, LineFault, OriginKind, SubscriptionKind, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.rooms.intel_given import origin_of
from tests.rooms.other_server import Other, cast, other

__all__ = ["cast", "other"]

LIST = b"""# of today
evil-1[.]example
hxxp://evil-2.example/a   # seen twice
0.0.0.0 evil-3.example
198.51.100.0/24 ; SBL1
what is this
evil-1.example
"""


@pytest.fixture
def fetching(cast: Cast, other: Other) -> Callable[..., Subscription]:
    """Fetches once what is due, and gives the subscription as its desk sees it."""
    origin = origin_of(cast.center, tlp=Tlp2.AMBER, opened=[])
    made: list[Any] = []

    def fetch(**reads: Any) -> Subscription:
        wish = SubscriptionWish(other.address, kind=SubscriptionKind.LIST, reads=ListReading(**reads))
        with acting_as(cast.center):
            if not made:
                made.append(subscribe(cast.center, origin.public_id, wish).public_id)
            elif reads:
                amend_subscription(cast.center, made[0], wish)
        with acting_as(subscribing.SYSTEM):
            Subscription.objects.filter(public_id=made[0]).update(next_at=timezone.now())
        subscribing.fetch_due()
        with acting_as(cast.center):
            return subscription(cast.center, made[0])

    return fetch


def gives(other: Other, body: bytes, **headers: str) -> None:
    other.answers = lambda _query, _headers: (200, {"Content-Type": "text/plain", **headers}, body)


def in_force(cast: Cast) -> dict[str, dict[str, Any]]:
    """By name, the latest version of each, unless it is revoked."""
    with acting_as(cast.center):
        found = [json.loads(one.raw) for one in reversed(listed(cast.center))]
    latest = {one["name"]: one for one in found if "name" in one}
    return {name: one for name, one in latest.items() if not one.get("revoked")}


def test_every_line_comes_in_once_and_what_is_no_value_is_told_with_its_line(cast, other, fetching):
    gives(other, LIST)

    row = fetching(confidence=70)

    found = in_force(cast)
    assert set(found) == {"evil-1.example", "http://evil-2.example/a", "evil-3.example", "198.51.100.0/24"}
    assert found["http://evil-2.example/a"]["description"] == "seen twice"
    assert {one["confidence"] for one in found.values()} == {70}
    assert (row.new, row.refused, row.trouble) == (4, 1, "")
    assert row.faults == [{"place": "6", "path": "", "code": LineFault.NO_VALUE.value, "given": "what is this"}]


def test_what_left_the_list_is_revoked_and_what_comes_back_is_in_force_again(cast, other, fetching):
    gives(other, b"a.example\nb.example\n")
    fetching()
    gives(other, b"b.example\nc.example\n")

    second = fetching()

    assert set(in_force(cast)) == {"b.example", "c.example"}
    assert (second.new, second.gone) == (3, 1)
    gives(other, b"a.example\nb.example\nc.example\n")
    fetching()
    assert set(in_force(cast)) == {"a.example", "b.example", "c.example"}
    with acting_as(cast.center):
        versions = about(cast.center, Kind.DOMAIN, "a.example")
    assert len(versions) == 3
    assert len({json.loads(one.raw)["created"] for one in versions}) == 1


def test_what_left_may_stay_where_the_desk_says_so(cast, other, fetching):
    gives(other, b"a.example\nb.example\n")
    fetching(ends_what_left=False)
    gives(other, b"b.example\n")

    row = fetching()

    assert set(in_force(cast)) == {"a.example", "b.example"}
    assert row.gone == 0


def test_a_list_that_says_the_same_writes_nothing(cast, other, fetching):
    gives(other, LIST)
    fetching()

    again = fetching()

    assert (again.new, again.known, again.gone) == (4, 0, 0)
    with acting_as(cast.center):
        assert len(listed(cast.center)) == 4


@pytest.mark.parametrize(
    "body", [b"", b"# nothing today\n", b"<html><body>Please sign in</body></html>", b"\x00\xff\xfe"]
)
def test_an_answer_without_a_value_is_no_list_and_ends_nothing(cast, other, fetching, body):
    gives(other, b"a.example\n")
    fetching()
    gives(other, body)

    row = fetching()

    assert row.trouble == FetchTrouble.NO_LIST.value
    assert set(in_force(cast)) == {"a.example"}


def test_a_list_that_has_not_changed_is_not_read_again(cast, other, fetching):
    asked: list[tuple[str | None, str | None]] = []

    def answers(_query: Any, headers: Any) -> tuple[int, dict[str, str], bytes]:
        asked.append((headers["If-None-Match"], headers["If-Modified-Since"]))
        if headers["If-None-Match"] == '"one"':
            return 304, {}, b""
        return 200, {"ETag": '"one"', "Last-Modified": "Sat, 21 Nov 2026 00:00:00 GMT"}, b"a.example\n"

    other.answers = answers
    fetching()

    row = fetching()

    assert asked == [(None, None), ('"one"', "Sat, 21 Nov 2026 00:00:00 GMT")]
    assert (row.trouble, row.new) == ("", 1)
    assert set(in_force(cast)) == {"a.example"}


CSV = b"""# "id","dateadded","Indicator","kind","comment"
"1","2026-11-20","hxxps://evil[.]example/a,b","url","first, with a comma"
"2","2026-11-20","198.51.100.7","ip-dst",""
"3","2026-11-20","","domain",""
"4","2026-11-20","nothing","domain",""
"""


def test_a_column_of_a_csv_is_found_by_its_heading_even_in_a_comment(cast, other, fetching):
    gives(other, CSV)

    row = fetching(column="indicator", kind_column="KIND", note_column="comment")

    found = in_force(cast)
    assert set(found) == {"https://evil.example/a,b", "198.51.100.7"}
    assert found["https://evil.example/a,b"]["description"] == "first, with a comma"
    assert [(one["place"], one["code"]) for one in row.faults] == [
        ("4", LineFault.NO_CELL.value),
        ("5", LineFault.OTHER_KIND.value),
    ]


def test_a_column_by_number_with_another_separator_and_an_old_encoding(cast, other, fetching):
    gives(other, "日付;値;備考\n2026-11-20;a.example;訓練用\n2026-11-21;b.example;\n".encode("cp932"))

    fetching(column="2", note_column="3")

    found = in_force(cast)
    assert set(found) == {"a.example", "b.example"}
    assert found["a.example"]["description"] == "訓練用"


def test_a_column_that_is_not_there_is_told_and_ends_nothing(cast, other, fetching):
    gives(other, b"value\na.example\n")
    fetching(column="value")
    gives(other, b"wert\nb.example\n")

    row = fetching()

    assert row.trouble == FetchTrouble.NO_COLUMN.value
    assert set(in_force(cast)) == {"a.example"}


def test_a_list_without_end_is_let_go(cast, other, fetching, monkeypatch):
    monkeypatch.setattr(polling, "MOST_BYTES", 1000)
    gives(other, b"a.example\n" * 1000)

    assert fetching().trouble == FetchTrouble.TOO_LARGE.value
    assert in_force(cast) == {}


def test_a_list_is_taken_in_stretch_by_stretch(cast, other, fetching, monkeypatch):
    monkeypatch.setattr(following, "STRETCH", 2)
    gives(other, b"".join(b"a%d.example\n" % n for n in range(5)))
    fetching()
    gives(other, b"a4.example\n")

    row = fetching()

    assert (row.new, row.gone) == (5, 4)
    assert set(in_force(cast)) == {"a4.example"}


def test_the_key_goes_to_the_server_that_was_named(cast, other, fetching):
    gives(other, b"a.example\n")
    fetching()
    with acting_as(cast.center):
        row = subscribing.subscriptions(cast.center)[0]
        wish = SubscriptionWish(other.address, secret="鍵".encode().hex(), kind=SubscriptionKind.LIST)
        amend_subscription(cast.center, row.public_id, wish)

    fetching()

    assert other.keys == [None, f"Bearer {'鍵'.encode().hex()}"]


def test_what_came_from_a_list_goes_no_farther_than_its_source_and_nobody_else_learns_of_it(cast, other, fetching):
    gives(other, LIST)
    row = fetching()

    for stranger in (cast.bank, cast.center_general):
        with acting_as(stranger):
            assert listed(stranger) == []
            assert about(stranger, Kind.DOMAIN, "evil-1.example") == []
            assert not Subscription.objects.exists()
            with pytest.raises(NotFound):
                subscribing.fetch_now(stranger, row.public_id)


def test_what_left_is_revoked_for_those_who_held_it_and_not_for_whom_the_source_was_opened_to_since(
    cast, other, fetching
):
    gives(other, b"before.example # seen at one operator\nstays.example\n")
    row = fetching()
    wide = OriginWish("朝の便り", OriginKind.UPLOAD, Tlp2.GREEN, opened=["everyone_in_range"])
    with acting_as(cast.center):
        amend_origin(cast.center, row.origin.public_id, wide)
    gives(other, b"stays.example\nafter.example\n")

    assert fetching().gone == 1

    assert set(in_force(cast)) == {"stays.example", "after.example"}
    with acting_as(cast.bank):
        assert about(cast.bank, Kind.DOMAIN, "before.example") == []
        assert [json.loads(one.raw)["name"] for one in listed(cast.bank)] == ["after.example"]


def test_what_the_desk_has_withdrawn_is_told_to_nobody_when_it_leaves_the_list(cast, other, fetching):
    gives(other, b"mistake.example # with a name in its note\nstays.example\n")
    row = fetching()
    wide = OriginWish("朝の便り", OriginKind.UPLOAD, Tlp2.GREEN, opened=["everyone_in_range"])
    with acting_as(cast.center):
        amend_origin(cast.center, row.origin.public_id, wide)
        (one,) = about(cast.center, Kind.DOMAIN, "mistake.example")
        withdraw(cast.center, row.origin.public_id, one.uuid)
    gives(other, b"stays.example\n")

    assert fetching().gone == 0

    with acting_as(cast.bank):
        assert listed(cast.bank) == []
