"""Looking a sector's operators up one after another, right after opening an anonymized item of theirs, is noticed; other work is not."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from noroshi.asking import later
from noroshi.asking.watching import rule
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.founding import found
from noroshi.demo.written import cast as whole_cast
from noroshi.directory.queries import organization, organizations_known_to
from noroshi.drafting.exporting import Sort, export_item
from noroshi.editions.queries import edition_readable_by
from noroshi.jobs.queueing import queue_attempt
from noroshi.ledger.models import Entry
from noroshi.reports.actions import begin_anonymized, relay_report
from noroshi.vocabulary import UnmaskingSign
from tests.cast import PLAYERS, Cast
from tests.drafted import amended, reported, sent
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


OPERATORS = ("shiomi", "hokuryo", "naruse", "makio")
"""All that this sector has."""


@pytest.fixture(scope="module")
def many(django_db_setup: None, django_db_blocker: Any) -> Iterator[Cast]:
    """With more operators of the sector than the small cast has."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield Cast(found(whole_cast().only(PLAYERS | set(OPERATORS))))
        transaction.set_rollback(True)


@pytest.fixture
def item(many: Cast) -> UUID:
    source = reported(many.electric, "anonymized_report")
    with acting_as(many.secretariat):
        draft = amended(many.secretariat, begin_anonymized(many.secretariat, source), summary="会員で通信", systems="")
    derived = sent(many.secretariat, draft)
    with acting_as(many.ministry):
        relay_report(many.ministry, derived)
    return derived


@pytest.fixture
def noticed() -> Iterator[list[later.Noticed]]:
    seen: list[later.Noticed] = []
    later.run_later_by(seen.append)
    yield seen
    later.run_later_by(queue_attempt)


def opens(viewer: Viewer, item: UUID) -> None:
    with acting_as(viewer):
        edition_readable_by(viewer, item, answer="page")


def looks_up(cast: Cast, viewer: Viewer, *handles: str) -> None:
    for handle in handles:
        with acting_as(viewer):
            assert organization(viewer.seat, cast.world.organizations[handle].public_id).handle == handle


def takes_away(viewer: Viewer, item: UUID, times: int) -> None:
    for _time in range(times):
        with acting_as(viewer):
            export_item(viewer, item, Sort.TEXT)


@pytest.mark.parametrize(
    ("operators", "names", "exports", "is_told"),
    [
        (0, 0, 40, False),
        (1, 1, 2, False),
        (2, 1, 2, False),
        (5, 0, 2, False),
        (3, 2, 2, False),
        (6, 0, 0, True),
        (4, 2, 0, True),
        (3, 0, 5, True),
        (1, 0, 40, False),
    ],
)
def test_what_is_everyday_work_and_what_is_told(operators: int, names: int, exports: int, is_told: bool) -> None:
    assert rule().is_much(rule().weigh(operators, names, exports), operators_there=40) is is_told


@pytest.mark.parametrize(("there", "needed"), [(1, 4), (3, 4), (4, 4), (5, 5), (6, 6), (90, 6)])
def test_where_there_are_few_operators_all_of_them_are_soon_looked_up(there: int, needed: int) -> None:
    assert [rule().is_much(points, there) for points in (needed - 1, needed)] == [False, True]


def test_all_operators_one_after_another_are_told_once_a_day_to_whom_it_concerns(
    many: Cast, item: UUID, noticed: list[later.Noticed]
) -> None:
    opens(many.ministry, item)

    looks_up(many, many.ministry, *OPERATORS[:3], *OPERATORS[:3])
    assert noticed == []
    looks_up(many, many.ministry, *OPERATORS, *OPERATORS)

    assert {(one.edition, one.desk, one.sign) for one in noticed} == {
        (item, many.ministry.desk_id, UnmaskingSign.LOOKED_AROUND)
    }
    assert len({one.key for one in noticed}) == 1


def test_names_that_are_searched_for_and_files_that_are_taken_count_as_well(
    many: Cast, item: UUID, noticed: list[later.Noticed]
) -> None:
    opens(many.center, item)
    looks_up(many, many.center, OPERATORS[0])
    for words in ("hokuryo", "shiomi", "hokuryo"):
        with acting_as(many.center):
            assert organizations_known_to(many.center.seat, words)
    takes_away(many.center, item, 2)
    assert noticed == []

    takes_away(many.center, item, 1)

    assert {one.sign for one in noticed} == {UnmaskingSign.LOOKED_AROUND}


def test_nobody_is_hindered_and_nobody_else_is_told(many: Cast, item: UUID, noticed: list[later.Noticed]) -> None:
    opens(many.ministry, item)
    client, caller = client_of(many.ministry), caller_of(many.ministry)

    for handle in OPERATORS:
        one = many.world.organizations[handle].public_id
        assert client.get(f"/directory/organizations/{one}/").status_code == 200
        assert caller.get(f"/organizations/{one}").status_code == 200

    assert noticed
    for viewer in (many.bank, many.neighbor, many.electric, many.center):
        with acting_as(viewer):
            assert not Entry.objects.filter(deed="look_up").exists()


def test_who_has_not_opened_it_is_not_followed(many: Cast, item: UUID, noticed: list[later.Noticed]) -> None:
    """Nor is who opened it long ago, who may not read it, or who took the name out."""
    looks_up(many, many.ministry, *OPERATORS)
    looks_up(many, many.secretariat, *OPERATORS)
    opens(many.secretariat, item)
    looks_up(many, many.secretariat, *OPERATORS)

    assert noticed == []
    for viewer in (many.ministry, many.secretariat):
        with acting_as(viewer):
            assert not Entry.objects.filter(deed="look_up").exists()


def test_after_the_window_it_is_forgotten(
    many: Cast, item: UUID, noticed: list[later.Noticed], monkeypatch: pytest.MonkeyPatch
) -> None:
    opens(many.ministry, item)
    looks_up(many, many.ministry, *OPERATORS[:3])
    moved = timezone.now() + rule().window + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: moved)

    looks_up(many, many.ministry, *OPERATORS)

    assert noticed == []


def test_operators_of_another_sector_and_the_own_house_are_no_finding(
    many: Cast, item: UUID, noticed: list[later.Noticed]
) -> None:
    opens(many.ministry, item)
    looks_up(many, many.ministry, "meti", "nisc", "fsa", "npa", "electricity_ceptoar")

    assert noticed == []
    with acting_as(many.ministry):
        assert not Entry.objects.filter(deed="look_up").exists()
