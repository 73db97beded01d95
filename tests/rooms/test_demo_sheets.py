"""The demonstration's sheets and requests for help: at those whom they name, and at nobody else."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from noroshi.audiences.viewer import acting_as
from noroshi.demo.founding import found
from noroshi.demo.sheets_and_help import CONTROL, CSIRT, HUB, ISAC, NEIGHBOR, SHEETS, tell_sheets_and_help
from noroshi.demo.world import World
from noroshi.demo.written import cast
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.helping.experts import roster
from noroshi.helping.queries import asked_by_here, asked_of_here
from noroshi.helping.waiting import help_waiting
from noroshi.vocabulary import HelpState

pytestmark = pytest.mark.django_db

FIELD, MEMBERS, COMMUNITY = (told.typed["title"] for told in SHEETS)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Told once for all tests here and undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        made = found(cast())
        tell_sheets_and_help(made, timezone.now())
        yield made
        transaction.set_rollback(True)


def titles(world: World, login: str) -> set[str]:
    viewer = world.viewer(login)
    with acting_as(viewer):
        return {line.title for line in editions_readable_by(viewer, Wanted(kinds=("sheet",)))}


def test_each_sheet_is_at_those_whom_it_names(world: World) -> None:
    assert titles(world, CSIRT) == {FIELD, MEMBERS, COMMUNITY}
    assert titles(world, CONTROL) >= {FIELD}
    assert titles(world, NEIGHBOR) == titles(world, ISAC) == {MEMBERS, COMMUNITY}


@pytest.mark.parametrize("who", ["kanbara@aoshio", "hirasawa-k@meti", "makino@nisc", HUB, "utsugi@shiomi"])
def test_nobody_else_reads_one(world: World, who: str) -> None:
    assert titles(world, who) == set()


def test_help_waits_at_the_isac_and_at_the_hub_and_one_was_closed(world: World) -> None:
    isac, hub, csirt = world.viewer(ISAC), world.viewer(HUB), world.viewer(CSIRT)
    with acting_as(isac):
        waiting = help_waiting(isac)
        assert (waiting.here, waiting.new) == (2, 1)
        assert [one.fields for one in roster(isac)] != []
    with acting_as(hub):
        assert [one.title for one in asked_of_here(hub)] == ["ほかの分野で同じ接続を見ていないか"]
    with acting_as(csirt):
        assert {one.state for one in asked_by_here(csirt)} == {HelpState.CLOSED, HelpState.OPEN}
        assert (help_waiting(csirt).here, help_waiting(csirt).back) == (0, 0)


@pytest.mark.parametrize("who", ["kanbara@aoshio", "miwa@electricity_ceptoar", "tsukuyomi@noroshi-unei"])
def test_nobody_else_learns_that_help_was_asked(world: World, who: str) -> None:
    viewer = world.viewer(who)
    with acting_as(viewer):
        assert asked_of_here(viewer) == asked_by_here(viewer) == []
        assert help_waiting(viewer).since is None
