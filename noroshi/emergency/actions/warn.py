"""Sending an early warning straight to CEPTOARs and operators, its liaison copied by the same hop, all in one transaction."""

import uuid
from collections.abc import Collection

from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import hop
from noroshi.editions.models import Hop
from noroshi.emergency.directly import addressees, parties_of
from noroshi.emergency.errors import NotDirectly, UrgencyNeeded
from noroshi.vocabulary import HopKind
from noroshi.vocabulary.errors import InvalidFields
from noroshi.vocabulary.text import clean_text

LONGEST_REASON = 400


def warn_directly(viewer: Viewer, edition_id: uuid.UUID, *, to: Collection[uuid.UUID], reason: str) -> list[Hop]:
    """Exactly those organizations, each with an agreement in force now; one of them without it, and nothing is sent."""
    said = clean_text(reason, most=LONGEST_REASON)
    if not said:
        raise InvalidFields(fields={"reason": [UrgencyNeeded.code]})
    ready = {one.organization.public_id: one for one in addressees(viewer, edition_id) if one.is_direct}
    wanted = list(dict.fromkeys(to))
    if not wanted or not ready.keys() >= set(wanted):
        raise NotDirectly
    return [hop(viewer, edition_id, kind=HopKind.WARN, to=parties_of(ready[one]), note=said) for one in wanted]
