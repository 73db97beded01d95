"""What was read of a form becomes a draft of the desk: over what desk and person already answer; what cannot stand is told by its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from unicodedata import normalize
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from noroshi.advisories.actions import begin_advisory, begin_next_issue
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import amend
from noroshi.drafting.files import add_file
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.reading import read_form
from noroshi.drafting.written import Written
from noroshi.editions.models import Edition, Registration
from noroshi.paper.brought import FileBrought, FormRead, Trouble
from noroshi.reports.actions import begin_follow_up, begin_report
from noroshi.vault.errors import NotLookedInto
from noroshi.vocabulary import FormKind, YesNo
from noroshi.vocabulary.errors import InvalidFields, Refusal, refusals

ATTACHMENTS: Final = "attachments"


@dataclass(frozen=True, slots=True)
class Begun:
    """The draft, and everything of the form that did not get into it as it was written."""

    draft: DraftShown
    troubles: tuple[Trouble, ...]


def begin_from(viewer: Viewer, read: FormRead, *, way: str = "") -> Begun:
    """In the caller's transaction. What no text may hold is left out and told; what is merely wrong stays as it was typed."""
    typed, marks = dict(read.typed), {name: dict(mark) for name, mark in read.marks.items()}
    left_out: list[Trouble] = []
    try:
        with transaction.atomic():
            begun = _begun(viewer, read, typed, marks, way)
    except InvalidFields as refusal:
        for name, codes in refusal.fields.items():
            field = name.removeprefix("marks.")
            typed.pop(field, None)
            marks.pop(field, None)
            left_out.extend(_troubles(read, {field: codes}))
        begun = _begun(viewer, read, typed, marks, way)
    whole = enclosed(viewer, begun, read.files)
    return Begun(whole.draft, (*read.troubles, *left_out, *_mistakes(read, begun), *whole.troubles))


def enclosed(viewer: Viewer, draft: DraftShown, files: Iterable[FileBrought]) -> Begun:
    """Each by itself: one that the vault refuses does not take the others with it."""
    refused: list[Trouble] = []
    has_attachment = False
    for one in files:
        try:
            with transaction.atomic():
                kept = add_file(viewer, draft.public_id, field=one.field, name=one.name, chunks=[one.content])
                has_attachment = has_attachment or one.field == ATTACHMENTS
                refused += [Trouble(one.name[:60], NotLookedInto())] if kept.is_unseen else []
        except Refusal as refusal:
            refused.append(Trouble(one.name[:60], refusal))
    if has_attachment:
        change = Written({"attachment_presence": YesNo.YES.value})
        draft = amend(viewer, draft.public_id, change, version=draft.version)
    return Begun(draft, tuple(refused))


def _begun(
    viewer: Viewer, read: FormRead, typed: Mapping[str, Any], marks: Mapping[str, Mapping[str, Any]], way: str
) -> DraftShown:
    earlier = _earlier(viewer, read)
    if earlier:
        begun = begin_follow_up(viewer, earlier) if read.kind is FormKind.REPORT else begin_next_issue(viewer, earlier)
    else:
        begun = begin_report(viewer, way) if read.kind is FormKind.REPORT else begin_advisory(viewer)
    wish = {"tlp": read.scope} if read.scope else {}
    return amend(viewer, begun.public_id, Written(typed, marks, wish), version=begun.version)


def _earlier(viewer: Viewer, read: FormRead) -> UUID | None:
    """A form with the number of one of the desk's own matters is its next edition; any other number is only told."""
    number = normalize("NFKC", read.beside.get("reference_number", "")).strip().upper()
    if not number:
        return None
    held = Held.by(viewer)
    matters = held.of_these(Registration.objects.filter(reference_number=number)).values_list("matter", flat=True)
    own = Edition.objects.filter(matter__in=list(matters), originator_desk=viewer.desk_id, kind=read.kind.value)
    return held.of_these(own).order_by("-number").values_list("public_id", flat=True).first()


def _mistakes(read: FormRead, draft: DraftShown) -> list[Trouble]:
    """What the form says to it, beside the cells and lines where it stood."""
    filled = read_form(draft.form, draft.scheme, draft.written.typed, draft.written.marks, now=timezone.now())
    came = {name: codes for name, codes in filled.mistakes.items() if name.split(".")[0] in read.places}
    return _troubles(read, came)


def _troubles(read: FormRead, mistakes: Mapping[str, list[str]]) -> list[Trouble]:
    found = []
    for name, codes in mistakes.items():
        field = name.split(".")[0]
        for code in codes:
            known = refusals().get(code)
            if known is not None:
                try:
                    found.append(Trouble(read.places.get(field, ""), known(), field))
                except TypeError:
                    continue
    return found
