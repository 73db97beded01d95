"""Answering what was asked of this desk, and taking back what it asked itself."""

import uuid
from typing import Final

from noroshi.asking.actions.ending import end, inquiry_to_end
from noroshi.asking.actions.putting import LONGEST
from noroshi.asking.errors import AnswerUnfit
from noroshi.asking.events import Words, speaking
from noroshi.asking.models import Reply
from noroshi.audiences.viewer import Viewer
from noroshi.vocabulary import InquiryKind, InquiryState
from noroshi.vocabulary.text import clean_text

IN_WORDS: Final = frozenset({InquiryKind.QUESTION, InquiryKind.CONSULTATION})


def answer(
    viewer: Viewer,
    inquiry_id: uuid.UUID,
    ending: InquiryState,
    *,
    text: str = "",
) -> Reply:
    """In one's own words and at one's own time, also when the answer came from further back."""
    inquiry = inquiry_to_end(viewer, inquiry_id)
    if inquiry.kind not in IN_WORDS:
        raise AnswerUnfit
    words = clean_text(text, most=LONGEST, required=ending is InquiryState.TOLD)
    speaking(Words(viewer, inquiry.edition, words))
    return end(viewer, inquiry, ending, text=words)


def withdraw(viewer: Viewer, inquiry_id: uuid.UUID, *, text: str = "") -> Reply:
    inquiry = inquiry_to_end(viewer, inquiry_id)
    return end(viewer, inquiry, InquiryState.WITHDRAWN, text=clean_text(text, most=LONGEST))
