"""The edition that a deed is about: readable by the viewer, locked until the deed is done."""

import uuid

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.editions.models import Edition
from noroshi.vocabulary.errors import NotFound


def edition_to_change(viewer: Viewer, edition_id: uuid.UUID) -> Edition:
    """Missing and forbidden answer alike."""
    found = readable_by(viewer, Edition.objects.filter(public_id=edition_id)).select_for_update().first()
    if found is None:
        raise NotFound
    return found
