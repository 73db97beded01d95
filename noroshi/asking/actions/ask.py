"""Asking a question about an item: it goes to the desk that brought it here, which may pass it on."""

import uuid
from datetime import datetime

from noroshi.asking.actions.putting import Asked, edition_asked_about, put
from noroshi.asking.along import came_from
from noroshi.asking.events import Words, speaking
from noroshi.asking.models import Inquiry
from noroshi.audiences.viewer import Viewer
from noroshi.vocabulary import InquiryKind
from noroshi.vocabulary.text import clean_text


def ask(viewer: Viewer, edition_id: uuid.UUID, text: str, *, expires_at: datetime | None = None) -> Inquiry:
    """Who wrote it need not be known, and does not become known."""
    edition = edition_asked_about(viewer, edition_id)
    words = clean_text(text, most=4000, required=True)
    to = came_from(viewer, edition)
    speaking(Words(viewer, edition, words))
    return put(viewer, edition, Asked(InquiryKind.QUESTION, to, words, expires_at=expires_at))
