"""A draft on its form, to be faxed or read out before it is sent here: what cannot be read stands as it was typed."""

from typing import Any

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.exporting.named import destinations
from noroshi.drafting.exporting.papers import enclosed, told
from noroshi.drafting.exporting.since import since_of_draft
from noroshi.drafting.fields import FOLLOW_BY, NEXT_REPORT
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.reading import read_form
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.paper.paper import Holder, Paper
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import NotFound


def paper_of_draft(viewer: Viewer, draft: DraftShown, *, holder: Holder | None) -> Paper:
    """Without a holder nobody takes it: it is what would be printed, without what stood there before."""
    now, before = timezone.now(), _continued(viewer, draft)
    typed = _typed(draft)
    content = {**typed, **_derived(viewer, draft, before)}
    center = draft.scheme.center_on(now.date())
    return Paper(
        scheme=draft.scheme,
        form=draft.form,
        content=content,
        title=draft.title,
        told=told(draft.form, content, now),
        files=enclosed(files_of_draft(viewer, draft.public_id)),
        center=center.ja if center else "",
        since=since_of_draft(draft.form, before, typed) if before and holder else None,
        holder=holder,
        is_draft=True,
    )


def _typed(draft: DraftShown) -> dict[str, Any]:
    written = draft.written
    filled = read_form(draft.form, draft.scheme, written.typed, written.marks, now=timezone.now())
    mistaken = {name.split(".")[0] for name in filled.mistakes}
    unread = {name: written.typed[name] for name in mistaken if isinstance(written.typed.get(name), str)}
    known = {field.id for field in draft.form.fields if not field.internal}
    said = {
        name: value
        for name, value in (unread | filled.content).items()
        if name in known | {FOLLOW_BY.id, NEXT_REPORT.id}
    }
    return {**said, "importance": filled.importance}


def _continued(viewer: Viewer, draft: DraftShown) -> Reading | None:
    """What a follow-up goes on from, as long as it may be read."""
    try:
        return edition_readable_by(viewer, draft.continues, answer="export") if draft.continues else None
    except NotFound:
        return None


def _derived(viewer: Viewer, draft: DraftShown, before: Reading | None) -> dict[str, Any]:
    """What the deed will tell: the color wished for, to whom, and which edition of what."""
    wish = draft.written.wish
    tlp = str(wish.get("tlp") or "")
    return {
        "sharing_scope": tlp if tlp in set(Tlp) else "",
        "destinations": destinations(viewer, wish.get("destinations") or []),
        "edition_number": _number(draft, before.number if before else None),
        "reference_number": before.reference_number if before else "",
    }


def _number(draft: DraftShown, before: int | None) -> int | str:
    if draft.continues is None:
        return 1
    return before + 1 if before else ""
