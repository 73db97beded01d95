"""The number under which a contact is reached when it cannot wait. It stays with the desk until somebody must ring it."""

import re
import uuid
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.delivery.models import Telephone
from noroshi.delivery.standing import may_set
from noroshi.directory.models import Membership
from noroshi.ledger.actions import record
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours
from noroshi.vocabulary.text import clean_text

NUMBER: Final = re.compile(r"\+?[0-9()\- ]{5,30}(?: ?(?:内線|ext\.?) ?[0-9]{1,8})?")


def set_telephone(viewer: Viewer, membership: uuid.UUID, number: str) -> str:
    """As it is kept. One's own, or as who sets the desk's channels; empty takes it out."""
    row = Membership.objects.filter(public_id=membership, desk=viewer.desk_id, ended_at=None).first()
    if row is None:
        raise NotFound
    if row.person_id != viewer.seat.person_id and not may_set(viewer):
        raise NotYours
    words = clean_text(number, most=40)
    if words and not NUMBER.fullmatch(words):
        raise InvalidFields(fields={"telephone": ["invalid_fields"]})
    if words:
        Telephone.objects.update_or_create(membership=row, defaults={"desk_id": viewer.desk_id, "number": words})
    else:
        Telephone.objects.filter(membership=row).delete()
    record(deed="set_channels", actor=viewer.actor, objects=[(row.public_id, viewer.organization_id)])
    return words
