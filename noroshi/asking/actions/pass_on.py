"""Passing a question on along the chain: an inquiry of this desk's own, which says nothing of who asked before (C-086)."""

import uuid
from typing import NamedTuple

from django.utils import timezone

from noroshi.asking.actions.ending import inquiry_to_end
from noroshi.asking.actions.open_link import open_to_pass_on
from noroshi.asking.actions.putting import LONGEST, Asked, put
from noroshi.asking.along import came_from
from noroshi.asking.errors import InquiryEnded, NobodyToAsk, NowhereFurther, PassedOnAlready
from noroshi.asking.models import Inquiry, Tie
from noroshi.asking.standing import state_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition
from noroshi.ledger.actions import record
from noroshi.vocabulary import InquiryKind, InquiryState
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text


class Further(NamedTuple):
    """The desk one leg further back, and the item as that desk knows it."""

    edition: Edition
    to: Desk


def pass_on(viewer: Viewer, inquiry_id: uuid.UUID, *, text: str = "") -> Inquiry:
    """In the words in which it came, or in others. Where this desk took the name out, it opens the link for it."""
    upper = inquiry_to_end(viewer, inquiry_id)
    if upper.to_desk_id != viewer.desk_id:
        raise NotFound
    if state_of(upper, timezone.now()) is not InquiryState.OPEN:
        raise InquiryEnded
    if _is_under_way(viewer, upper):
        raise PassedOnAlready
    further = _further(viewer, upper)
    words = clean_text(text, most=LONGEST) or upper.text
    asked = Asked(InquiryKind.of(upper.kind), further.to, words, upper.wanted, upper=upper)
    made = put(viewer, further.edition, asked)
    record(deed="pass_on_inquiry", actor=viewer.actor, objects=[(upper.public_id, viewer.organization_id)])
    return made


def _further(viewer: Viewer, upper: Inquiry) -> Further:
    edition = upper.edition
    if edition.originator_desk_id == viewer.desk_id:
        edition = _source(viewer, edition)
    try:
        to = came_from(viewer, edition)
    except NobodyToAsk:
        raise NowhereFurther from None
    if to.pk == upper.by_desk_id:
        raise NowhereFurther
    return Further(edition, to)


def _source(viewer: Viewer, edition: Edition) -> Edition:
    """Of what this desk made from one other edition; of what it wrote itself there is nobody further back."""
    if not edition.is_derived:
        raise NowhereFurther
    sources = open_to_pass_on(viewer, edition.public_id)
    rows = Edition.objects.filter(public_id__in=sources).select_related("originator_desk__organization")
    found = list(readable_by(viewer, rows))
    if len(sources) != 1 or not found:
        raise NowhereFurther
    return found[0]


def _is_under_way(viewer: Viewer, upper: Inquiry) -> bool:
    """Asked further back already, and there it is open or was answered."""
    lower = [tie.lower for tie in readable_by(viewer, Tie.objects.filter(upper=upper)).select_related("lower__reply")]
    gone = {InquiryState.EXPIRED, InquiryState.WITHDRAWN}
    return any(state_of(one, timezone.now()) not in gone for one in lower)
