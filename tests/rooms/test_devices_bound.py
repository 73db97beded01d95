"""A list tied to a profile of triage: what stands on the profile's list is proposed by itself, and people still decide."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from noroshi.audiences.viewer import acting_as
from noroshi.devices.actions.bound import propose_bound
from noroshi.devices.actions.lines import withdraw
from noroshi.devices.actions.lists import ListWish, begin_list
from noroshi.devices.models import BlockList
from noroshi.devices.queries import candidates_of, lines_of
from noroshi.triage.actions.profiles import end_profile
from noroshi.vocabulary import BlockState, Tlp2
from tests.cast import Cast, small_cast
from tests.drafted import second_person
from tests.ledger_logins import login
from tests.rooms.devices_given import KINDS, reviewed
from tests.rooms.intel_given import brought, marked, origin_of
from tests.rooms.test_triage import fresh, named, profile_of_bank

DONE = BlockState.PROPOSED, BlockState.REVIEWED, BlockState.PUBLISHED


@pytest.fixture
def worker(transactional_db: None, addresses: Any) -> Iterator[Cast]:
    """As the worker is: with the system's login."""
    with login(addresses.system):
        yield small_cast()


def tied(viewer: Any, profile: uuid.UUID | None, name: str = "勘定系の遮断") -> BlockList:
    with acting_as(viewer):
        return begin_list(viewer, ListWish(name, KINDS, lowest=0, profile=profile))


def values(viewer: Any, of: BlockList) -> list[tuple[str, BlockState]]:
    with acting_as(viewer):
        return sorted((line.value, line.state) for line in lines_of(viewer, of.public_id, *DONE))


def test_only_what_stands_on_the_profiles_list_is_proposed_and_nothing_is_published(worker: Cast) -> None:
    brought(worker.center, origin_of(worker.center), named(1), named(2, **marked(Tlp2.RED)), fresh(3))
    of = tied(worker.bank, profile_of_bank(worker.bank).public_id)

    assert propose_bound() == 1
    assert propose_bound() == 0

    assert values(worker.bank, of) == [("c2-1.example", BlockState.PROPOSED)]
    reviewed(second_person(worker.bank), of.public_id, "確かめた")
    assert propose_bound() == 0
    assert values(worker.bank, of) == [("c2-1.example", BlockState.REVIEWED)]


def test_what_people_would_not_have_is_not_brought_before_them_again(worker: Cast) -> None:
    origin = origin_of(worker.center)
    brought(worker.center, origin, named(1))
    of = tied(worker.bank, profile_of_bank(worker.bank).public_id)
    propose_bound()
    with acting_as(worker.bank):
        (line,) = lines_of(worker.bank, of.public_id, BlockState.PROPOSED)
        withdraw(worker.bank, of.public_id, [line.public_id], "自社の取引先")
    brought(worker.center, origin, named(4))

    assert propose_bound() == 1
    assert values(worker.bank, of) == [("c2-4.example", BlockState.PROPOSED)]


def test_of_a_profile_that_has_ended_nothing_is_taken_any_more(worker: Cast) -> None:
    brought(worker.center, origin_of(worker.center), named(1))
    profile = profile_of_bank(worker.bank)
    of = tied(worker.bank, profile.public_id)
    with acting_as(worker.bank):
        end_profile(worker.bank, profile.public_id)

    assert propose_bound() == 0
    with acting_as(worker.bank):
        assert candidates_of(worker.bank, of.public_id) == []
