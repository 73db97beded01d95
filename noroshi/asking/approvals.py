"""Whether a source's desk wants to see the processed text first, and whether what is to be sent is what it has approved (C-082)."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from noroshi.asking.errors import ApprovalNeeded, ApprovalPending, ChangedSinceApproved, NotApproved
from noroshi.asking.models import ApprovalWish, Inquiry, Tie
from noroshi.asking.standing import reply_to, state_of
from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import DraftShown, shown
from noroshi.drafting.rewording import with_text
from noroshi.drafting.written import Written
from noroshi.editions.models import Edition
from noroshi.ledger.canonical import canonical
from noroshi.vault.queries import FileShown, files_of_draft
from noroshi.vocabulary import InquiryKind, InquiryState
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True)
class Approval:
    """How a draft stands with its source. `is_wanted`: nothing leaves without a yes. `is_current`: the yes is to this very text."""

    is_wanted: bool
    inquiry: uuid.UUID | None = None
    state: InquiryState | None = None
    is_current: bool = False

    @property
    def hindrance(self) -> type[Refusal] | None:
        match self.state:
            case InquiryState.OPEN:
                return ApprovalPending
            case InquiryState.NO | InquiryState.EXPIRED:
                return NotApproved
            case InquiryState.YES | InquiryState.YES_WITH_EDITS:
                return None if self.is_current else ChangedSinceApproved
            case _:
                return ApprovalNeeded if self.is_wanted else None


def approval_of(viewer: Viewer, draft: DraftShown, files: Iterable[FileShown] | None = None) -> Approval:
    """The latest word counts."""
    is_wanted = any(wants_approval(viewer, desk) for desk in source_desks(viewer, draft))
    ties = readable_by(viewer, Tie.objects.filter(draft=draft.public_id, lower__kind=InquiryKind.APPROVAL.value))
    latest = ties.select_related("lower__reply").order_by("-lower__at").first()
    if latest is None:
        return Approval(is_wanted)
    held = files if files is not None else files_of_draft(viewer, draft.public_id)
    is_current = _approved(latest.lower) == _digest(wanted_of(draft.written, held))
    return Approval(is_wanted, latest.lower_id, state_of(latest.lower, timezone.now()), is_current)


def must_be_approved(viewer: Viewer, row: Draft) -> None:
    """Asked before a draft without the name is sent."""
    if row.purpose != Purpose.ANONYMIZED:
        return
    hindrance = approval_of(viewer, shown(row)).hindrance
    if hindrance is not None:
        raise hindrance


def source_desks(viewer: Viewer, draft: DraftShown) -> set[int]:
    rows = readable_by(viewer, Edition.objects.filter(public_id__in=draft.sources))
    return set(rows.values_list("originator_desk_id", flat=True))


def wants_approval(viewer: Viewer, desk: int) -> bool:
    """As the desk last said; it is heard by its own secretariats alone."""
    rows = readable_by(viewer, ApprovalWish.objects.filter(desk=desk)).order_by("-at")
    return bool(rows.values_list("is_wanted", flat=True).first())


def wanted_of(written: Written, files: Iterable[FileShown]) -> dict[str, Any]:
    """What is put before the source: everything that would leave, as it stands now."""
    names = {one.sha256: one.name for one in files}
    return {"typed": _some(written.typed), "marks": _some(written.marks), "files": names}


def edited(wanted: Mapping[str, Any], edits: Mapping[str, str]) -> Written:
    """The text that was asked about, with the source's own words in it."""
    written = Written(wanted.get("typed", {}), wanted.get("marks", {}))
    for place, text in edits.items():
        written = with_text(written, place, text)
    return written


def edits_of(inquiry: Inquiry) -> dict[str, str]:
    reply = reply_to(inquiry)
    return dict(reply.given.get("edits", {})) if reply else {}


def _approved(inquiry: Inquiry) -> str:
    """Of what a yes was said to."""
    written = edited(inquiry.wanted, edits_of(inquiry))
    return _digest({**inquiry.wanted, "typed": _some(written.typed), "marks": _some(written.marks)})


def _digest(wanted: Mapping[str, Any]) -> str:
    """A comma more is another text."""
    held = {"typed": wanted["typed"], "marks": wanted["marks"], "files": sorted(wanted["files"])}
    return hashlib.sha256(canonical(held)).hexdigest()


def _some(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in ("", [], {}, None)}


def may_wish(viewer: Viewer) -> bool:
    """Only members of a CEPTOAR have somebody who takes their name out."""
    return Organization.objects.filter(pk=viewer.organization_id, ceptoars__is_active=True).exists()
