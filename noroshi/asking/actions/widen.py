"""Asking an originator for a wider range, and its answer, which alone may change the marking (手引書 3.1; C-065, C-066)."""

import uuid
from datetime import datetime

from noroshi.asking.actions.ending import end, inquiry_to_end
from noroshi.asking.actions.putting import LONGEST, Asked, edition_asked_about, put
from noroshi.asking.errors import AnswerUnfit, NobodyToAsk, NothingWider
from noroshi.asking.events import Words, speaking
from noroshi.asking.models import Inquiry, Reply
from noroshi.asking.widening import Wider, widened
from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import mark_again
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.models import Edition
from noroshi.vocabulary import InquiryKind, InquiryState, Tlp
from noroshi.vocabulary.text import clean_text


def ask_to_widen(
    viewer: Viewer, edition_id: uuid.UUID, wider: Wider, text: str, *, expires_at: datetime | None = None
) -> Inquiry:
    """It goes to whoever set the range: of an anonymized item to the secretariat that took the name out, and no further by itself."""
    edition = edition_asked_about(viewer, edition_id)
    if edition.originator_desk_id == viewer.desk_id:
        raise NobodyToAsk
    if edition.is_recalled:
        raise AlreadyRecalled
    asked = Wider.of(viewer, _wider(edition, wider.tlp), wider.to)
    if asked.is_nothing:
        raise NothingWider
    words = clean_text(text, most=LONGEST, required=True)
    return put(
        viewer,
        edition,
        Asked(InquiryKind.WIDENING, edition.originator_desk, words, asked.plain(), expires_at=expires_at),
    )


def answer_widening(
    viewer: Viewer, inquiry_id: uuid.UUID, given: Wider | None, *, text: str = "", as_asked: bool = False
) -> Reply:
    """Without `given` it is a no. What is given is at most what was asked for, and marks the item again at once."""
    inquiry = inquiry_to_end(viewer, inquiry_id)
    if inquiry.kind != InquiryKind.WIDENING:
        raise AnswerUnfit
    words = clean_text(text, most=LONGEST)
    speaking(Words(viewer, inquiry.edition, words))
    asked = Wider.read(inquiry.wanted)
    if as_asked:
        given = asked
    if given is None:
        return end(viewer, inquiry, InquiryState.NO, text=words)
    if given.is_nothing or not given.is_within(asked):
        raise AnswerUnfit
    ending = InquiryState.YES if given == asked else InquiryState.YES_WITH_EDITS
    made = end(viewer, inquiry, ending, text=words, given=given.plain())
    if inquiry.edition.originator_desk_id == viewer.desk_id:
        _mark(viewer, inquiry, given)
    return made


def _mark(viewer: Viewer, inquiry: Inquiry, given: Wider) -> None:
    """Why stands in the marking's own record, which only the originator's desk reads."""
    edition = inquiry.edition.public_id
    marking, number = widened(viewer, edition, given)
    by = f"{inquiry.by_desk.organization.name_ja} {inquiry.by_desk.name_ja}"
    mark_again(viewer, edition, marking, read_number=number, reason=f"{by}: {inquiry.text}"[:400])


def _wider(edition: Edition, tlp: Tlp | None) -> Tlp | None:
    """A color that says no more than the present one asks for nothing."""
    return tlp if tlp and tlp.width > Tlp.of(edition.tlp).width else None
