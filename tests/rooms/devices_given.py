"""A list for devices with values on it, as a desk's two people bring it about."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.devices.actions.keys import make_device_key
from noroshi.devices.actions.lines import propose, publish, review
from noroshi.devices.actions.lists import ListWish, begin_list
from noroshi.devices.models import BlockList
from noroshi.devices.queries import BlockLineShown, candidates_of, lines_of
from noroshi.observables import Kind
from noroshi.vocabulary import BlockState
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.intel_given import brought, indicator, origin_of

KINDS = (Kind.DOMAIN, Kind.IPV4, Kind.URL)
LATER = "2027-06-01T00:00:00.000Z"
EVIL = "evil.kirisame.top"


def list_of(viewer: Viewer, name: str = "入口の遮断", kinds: Collection[Kind] = KINDS, **more: Any) -> BlockList:
    with acting_as(viewer):
        return begin_list(viewer, ListWish(name, kinds, **({"lowest": 0} | more)))


def proposed(viewer: Viewer, of: uuid.UUID) -> list[BlockLineShown]:
    """Everything that can be."""
    with acting_as(viewer):
        propose(viewer, of, [(one.row.object_id, one.row.number) for one in candidates_of(viewer, of)])
        return lines_of(viewer, of, BlockState.PROPOSED)


def reviewed(viewer: Viewer, of: uuid.UUID, reason: str = "") -> int:
    with acting_as(viewer):
        return review(viewer, of, [line.public_id for line in lines_of(viewer, of, BlockState.PROPOSED)], reason)


def key_for(viewer: Viewer, of: uuid.UUID, **more: Any) -> str:
    with acting_as(viewer):
        return make_device_key(viewer, of, "境界のファイアウォール", timezone.now() + timedelta(days=60), **more)[1]


def published(cast: Cast, value: str = EVIL, **more: Any) -> tuple[BlockList, Any, str]:
    """Of the center's source, on the list of the center's desk, with a device's key."""
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(value, value, **({"confidence": 80} | more)))
    of = list_of(cast.center)
    proposed(cast.center, of.public_id)
    reviewed(second_person(cast.center), of.public_id, "確かめた")
    with acting_as(cast.center):
        publish(cast.center, of.public_id)
    return of, origin, key_for(cast.center, of.public_id)
