"""Asking a question about an item: it goes to the desk that brought it here, which may pass it on."""

import uuid
from datetime import datetime

from noroshi.asking.actions.putting import LONGEST, Asked, edition_asked_about, put
from noroshi.asking.along import came_from
from noroshi.asking.errors import MayUnmask
from noroshi.asking.later import tell_later
from noroshi.asking.models import Inquiry
from noroshi.asking.unmasking import sign_in
from noroshi.audiences.viewer import Viewer
from noroshi.vocabulary import InquiryKind
from noroshi.vocabulary.text import clean_text


def ask(
    viewer: Viewer,
    edition_id: uuid.UUID,
    text: str,
    *,
    expires_at: datetime | None = None,
    is_confirmed: bool = False,
) -> Inquiry:
    """Who wrote it need not be known, and does not become known. What may want to know it is asked again, and told of."""
    edition = edition_asked_about(viewer, edition_id)
    words = clean_text(text, most=LONGEST, required=True)
    to = came_from(viewer, edition)
    sign = sign_in(viewer, edition, words)
    if sign and not is_confirmed:
        raise MayUnmask
    asked = Asked(InquiryKind.QUESTION, to, words, expires_at=expires_at, sign=sign.value if sign else "")
    made = put(viewer, edition, asked)
    if sign:
        tell_later(edition.public_id, viewer.desk_id, sign)
    return made
