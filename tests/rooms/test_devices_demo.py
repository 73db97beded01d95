"""The demonstration's lists for devices: each state is there, by two people."""

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.demo.device_lists import tell_device_lists
from noroshi.devices.queries import keys_of, lines_of, lists_of, to_take_back
from noroshi.vocabulary import BlockState
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = pytest.mark.django_db


def test_every_state_is_there(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), *(indicator(n, confidence=80) for n in range(40)))

    tell_device_lists(cast.world, timezone.now())

    for viewer in (cast.electric, cast.center):
        with acting_as(viewer):
            (one,) = lists_of(viewer)
            assert len(lines_of(viewer, one.public_id, BlockState.PROPOSED)) == 6
            assert len(lines_of(viewer, one.public_id, BlockState.PUBLISHED)) == 22
            assert len(to_take_back(viewer, one.public_id)) == 2
            assert len(keys_of(viewer, one.public_id)) == 1
