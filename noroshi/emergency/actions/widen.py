"""Passing an item to ministries that an emergency mode suggests: by a person, inside the ceiling, with the mode on the receipt."""

import uuid
from collections.abc import Collection

from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import hop
from noroshi.editions.models import Hop
from noroshi.emergency.errors import NoEmergencyNow, NotSuggested
from noroshi.emergency.suggesting import suggested
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import HopKind


def pass_to_suggested(viewer: Viewer, edition_id: uuid.UUID, to: Collection[uuid.UUID]) -> Hop:
    mode, offered = suggested(viewer, edition_id)
    if mode is None:
        raise NoEmergencyNow
    known = {home.public_id: home for home in offered}
    if not to or not known.keys() >= set(to):
        raise NotSuggested
    parties = [Party(Naming.ORGANIZATION, str(known[one].pk)) for one in to]
    return hop(viewer, edition_id, kind=HopKind.RELAY, to=parties, note=mode.kind.ja)
