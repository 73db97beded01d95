"""Asking the source's desk for its approval of the processed text, and answering: yes, yes with its own words, or no (C-082)."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from noroshi.asking.actions.ending import end, inquiry_to_end
from noroshi.asking.actions.putting import LONGEST, Asked, put
from noroshi.asking.approvals import edited, edits_of, wanted_of
from noroshi.asking.errors import AnswerUnfit, InquiryEnded, NotAnonymous
from noroshi.asking.models import Inquiry, Reply, Tie
from noroshi.asking.standing import state_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting import actions as drafting
from noroshi.drafting.errors import SourceGone
from noroshi.drafting.models import Purpose
from noroshi.drafting.queries import DraftShown, draft_row, shown
from noroshi.drafting.rewording import texts_written
from noroshi.drafting.written import Written
from noroshi.editions.models import Edition
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import InquiryKind, InquiryState
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_text


def ask_approval(viewer: Viewer, draft_id: uuid.UUID, *, text: str = "", expires_at: datetime | None = None) -> Inquiry:
    """Of the draft as it was saved. What was asked before about it and is still open is taken back: the newest counts."""
    draft = shown(draft_row(viewer, draft_id, to_change=True))
    if draft.purpose != Purpose.ANONYMIZED:
        raise NotAnonymous
    source = _source(viewer, draft)
    _withdraw_earlier(viewer, draft_id)
    wanted = wanted_of(draft.written, files_of_draft(viewer, draft_id))
    asked = Asked(
        InquiryKind.APPROVAL, source.originator_desk, text, {**wanted, "scheme": draft.scheme_key}, expires_at, draft=draft_id
    )  # fmt: skip
    return put(viewer, source, asked)


def approve(
    viewer: Viewer,
    inquiry_id: uuid.UUID,
    ending: InquiryState,
    *,
    text: str = "",
    edits: Mapping[str, str] | None = None,
) -> Reply:
    """Edits are whole texts by their place; only places that were shown, only what really changes."""
    inquiry = inquiry_to_end(viewer, inquiry_id)
    if inquiry.kind != InquiryKind.APPROVAL:
        raise AnswerUnfit
    changed = _changed(inquiry, edits or {})
    if ending is InquiryState.YES and changed:
        ending = InquiryState.YES_WITH_EDITS
    if ending is InquiryState.YES_WITH_EDITS and not (changed or text.strip()):
        ending = InquiryState.YES
    given = {"edits": changed} if changed and ending is InquiryState.YES_WITH_EDITS else {}
    return end(viewer, inquiry, ending, text=clean_text(text, most=LONGEST), given=given)


def take_edits(viewer: Viewer, inquiry_id: uuid.UUID, *, version: int) -> DraftShown:
    """The draft becomes the text to which the source has said yes."""
    rows = readable_by(viewer, Tie.objects.filter(lower=inquiry_id, lower__by_desk=viewer.desk_id))
    tie = rows.exclude(draft=None).select_related("lower__reply").first()
    if tie is None or tie.draft is None:
        raise NotFound
    edits = edits_of(tie.lower)
    if not edits:
        raise InquiryEnded
    before = shown(draft_row(viewer, tie.draft)).written
    said = edited(tie.lower.wanted, edits)
    written = Written({**before.typed, **said.typed}, {**before.marks, **said.marks}, before.wish, before.figures)
    return drafting.save(viewer, tie.draft, written, version=version)


def _source(viewer: Viewer, draft: DraftShown) -> Edition:
    rows = Edition.objects.filter(public_id__in=draft.sources).select_related("originator_desk__organization")
    found = readable_by(viewer, rows).first()
    if found is None:
        raise SourceGone
    return found


def _withdraw_earlier(viewer: Viewer, draft_id: uuid.UUID) -> None:
    ties = readable_by(viewer, Tie.objects.filter(draft=draft_id, lower__kind=InquiryKind.APPROVAL.value))
    for tie in ties.select_related("lower__reply"):
        if state_of(tie.lower, timezone.now()) is InquiryState.OPEN:
            end(viewer, inquiry_to_end(viewer, tie.lower_id), InquiryState.WITHDRAWN)


def _changed(inquiry: Inquiry, edits: Mapping[str, str]) -> dict[str, str]:
    shown_texts = texts_written(Written(inquiry.wanted.get("typed", {}), inquiry.wanted.get("marks", {})))
    found: dict[str, str] = {}
    for place, raw in edits.items():
        if place not in shown_texts:
            raise AnswerUnfit
        words = clean_text(raw)
        if words != shown_texts[place]:
            found[place] = words
    return found
