"""Passing a question on along the chain: an inquiry of this desk's own, which says nothing of who asked before (C-086)."""

import uuid
from typing import NamedTuple

from django.utils import timezone

from noroshi.asking.actions.ending import inquiry_to_end
from noroshi.asking.actions.open_link import open_to_pass_on
from noroshi.asking.actions.putting import LONGEST, Asked, put
from noroshi.asking.along import came_from
from noroshi.asking.errors import ChooseTheSource, InquiryEnded, NobodyToAsk, NowhereFurther, PassedOnAlready
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


def pass_on(viewer: Viewer, inquiry_id: uuid.UUID, *, text: str = "", about: uuid.UUID | None = None) -> Inquiry:
    """In the words in which it came, or in others. Where this desk took the name out, it opens the link for it.

    What this desk made of several is passed on to one of them at a time, `about` which: none learns that there is another.
    """
    upper = _to_pass_on(viewer, inquiry_id)
    if about is None and _is_under_way(viewer, upper):
        raise PassedOnAlready
    further = _further(viewer, upper, about)
    if about is not None and _is_under_way(viewer, upper, further.edition):
        raise PassedOnAlready
    words = clean_text(text, most=LONGEST) or upper.text
    asked = Asked(InquiryKind.of(upper.kind), further.to, words, upper.wanted, upper=upper)
    made = put(viewer, further.edition, asked)
    record(deed="pass_on_inquiry", actor=viewer.actor, objects=[(upper.public_id, viewer.organization_id)])
    return made


def sources_to_ask(viewer: Viewer, inquiry_id: uuid.UUID) -> list[Edition]:
    """What the item was made of, as far as this desk reads it, but for what is asked of already. It opens the link."""
    upper = _to_pass_on(viewer, inquiry_id)
    if upper.edition.originator_desk_id != viewer.desk_id:
        raise NowhereFurther
    found = [one for one in _sources(viewer, upper.edition) if one.originator_desk_id != viewer.desk_id]
    return [one for one in found if not _is_under_way(viewer, upper, one)]


def _to_pass_on(viewer: Viewer, inquiry_id: uuid.UUID) -> Inquiry:
    upper = inquiry_to_end(viewer, inquiry_id)
    if upper.to_desk_id != viewer.desk_id:
        raise NotFound
    if state_of(upper, timezone.now()) is not InquiryState.OPEN:
        raise InquiryEnded
    return upper


def _further(viewer: Viewer, upper: Inquiry, about: uuid.UUID | None) -> Further:
    edition = upper.edition
    if edition.originator_desk_id == viewer.desk_id:
        edition = _source(viewer, edition, about)
    elif about is not None:
        raise NotFound
    try:
        to = came_from(viewer, edition)
    except NobodyToAsk:
        raise NowhereFurther from None
    if to.pk == upper.by_desk_id:
        raise NowhereFurther
    return Further(edition, to)


def _source(viewer: Viewer, edition: Edition, about: uuid.UUID | None) -> Edition:
    """The one of which this desk made it, or that one of several which it has chosen."""
    found = _sources(viewer, edition)
    if about is None:
        if len(found) > 1:
            raise ChooseTheSource
        return found[0]
    chosen = next((one for one in found if one.public_id == about), None)
    if chosen is None:
        raise NotFound
    return chosen


def _sources(viewer: Viewer, edition: Edition) -> list[Edition]:
    """Of what this desk wrote itself there is nobody further back, nor of what it cannot read any more."""
    if not edition.is_derived:
        raise NowhereFurther
    sources = open_to_pass_on(viewer, edition.public_id)
    rows = Edition.objects.filter(public_id__in=sources).select_related("originator_desk__organization")
    found = list(readable_by(viewer, rows))
    if not found:
        raise NowhereFurther
    return found


def _is_under_way(viewer: Viewer, upper: Inquiry, edition: Edition | None = None) -> bool:
    """Asked further back already, about this edition or any, and there it is open or was answered."""
    ties = readable_by(viewer, Tie.objects.filter(upper=upper)).select_related("lower__reply")
    lower = [tie.lower for tie in ties if edition is None or tie.lower.edition_id == edition.pk]
    gone = {InquiryState.EXPIRED, InquiryState.WITHDRAWN}
    return any(state_of(one, timezone.now()) not in gone for one in lower)
