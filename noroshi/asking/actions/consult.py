"""A consultation is asked of the desk that it was just sent to: it waits there like a question, and is answered like one."""

import uuid

from noroshi.asking.actions.putting import Asked, edition_asked_about, put
from noroshi.asking.models import Inquiry
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.vocabulary import InquiryKind


def consult(viewer: Viewer, edition_id: uuid.UUID, to: Desk) -> Inquiry:
    """What is asked stands in the item itself, so that it goes no further than that."""
    return put(viewer, edition_asked_about(viewer, edition_id), Asked(InquiryKind.CONSULTATION, to))
