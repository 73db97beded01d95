"""The demonstration's emergency lives: a direct warning, a hotline, modes, a note, and an advisory that waits for two."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from noroshi.advisories.releasing import waiting
from noroshi.audiences.viewer import acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.emergencies import tell_emergencies
from noroshi.demo.founding import found
from noroshi.demo.telling import order_relays
from noroshi.demo.world import World
from noroshi.demo.written import cast
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.emergency.hotlines import hotlines
from noroshi.emergency.modes import in_force, modes
from noroshi.emergency.situations import situations
from noroshi.reports.actions import relay_report
from tests.drafted import reported

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        made, now = found(cast()), timezone.now()
        order_relays(cast(), made)
        with told_at(now - timedelta(days=1)):
            edition = reported(made.viewer("saeki@shiomi"), "direct_report")
            ministry = made.viewer("hirasawa-k@meti")
            with acting_as(ministry):
                relay_report(ministry, edition)
        tell_emergencies(made, now)
        yield made
        transaction.set_rollback(True)


def test_each_desk_finds_its_part_and_a_stranger_nothing(world: World) -> None:
    center, operator, neighbor, bank = (
        world.viewer(login) for login in ("makino@nisc", "saeki@shiomi", "watarase@hokuryo", "kanbara@aoshio")
    )
    for viewer, many in ((center, (1, 2, 0, 1)), (operator, (1, 0, 1, 0)), (bank, (0, 0, 0, 0))):
        with acting_as(viewer):
            found_here = (hotlines(viewer), modes(viewer), situations(viewer), waiting(viewer))
            assert tuple(map(len, found_here)) == many
            assert in_force(viewer) == []
    with acting_as(neighbor):
        assert [one.importance for one in editions_readable_by(neighbor, Wanted(kinds=("advisory",)))] == ["warning"]
