"""Attacks on lists for devices: whoever may not read a value gets it by no device either."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.devices.actions.keys import make_device_key
from noroshi.devices.errors import KeyNeedsEverything
from noroshi.devices.models import DeviceKey
from noroshi.devices.queries import keys_of, lines_of, list_shown
from noroshi.vocabulary import BlockState, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.rooms.devices_given import EVIL, key_for, list_of
from tests.rooms.intel_given import brought, indicator, origin_of

pytestmark = pytest.mark.django_db


def test_nobody_gives_a_device_what_he_may_not_read_himself(cast):
    """A colleague without need to know sees the list's name; a key of his own making would hand him AMBER values."""
    origin = origin_of(cast.electric, tlp=Tlp2.AMBER, opened=())
    brought(cast.electric, origin, indicator(1, EVIL, confidence=90))
    of = list_of(cast.electric)

    with acting_as(cast.electric_colleague):
        assert list_shown(cast.electric_colleague, of.public_id).name == of.name
        with pytest.raises(KeyNeedsEverything):
            make_device_key(cast.electric_colleague, of.public_id, "own", timezone.now() + timedelta(days=1))
    for stranger in (cast.contractor, cast.bank, cast.neighbor):
        with acting_as(stranger), pytest.raises(NotFound):
            make_device_key(stranger, of.public_id, "own", timezone.now() + timedelta(days=1))
    key_for(cast.electric, of.public_id)
    for viewer, many in ((cast.electric, 1), (cast.electric_colleague, 0), (cast.bank, 0)):
        with acting_as(viewer):
            assert DeviceKey.objects.count() == many
    with acting_as(cast.electric_colleague):
        assert keys_of(cast.electric_colleague, of.public_id) == []
        assert lines_of(cast.electric_colleague, of.public_id, *BlockState) == []
