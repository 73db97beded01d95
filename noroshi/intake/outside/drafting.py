"""What a non-member told becomes a draft: everything in it says that it is not verified, and from whom it is not known."""

from dataclasses import replace
from typing import Final

from django.db import transaction

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import amend
from noroshi.drafting.written import Written
from noroshi.intake.beginning import Begun
from noroshi.intake.models import Arrival, ArrivalLine
from noroshi.intake.outside.telling import QUESTIONS
from noroshi.paper.brought import Trouble
from noroshi.reports.actions import begin_report
from noroshi.vault.actions import copy_to
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import Certainty, YesNo
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.text import LONGEST_TEXT

BASIS: Final = "会員でない方からの公開受付（未確認）"
DIRECT: Final = {"what": "summary", "systems": "systems"}


def drafted_from_outside(viewer: Viewer, row: Arrival, *, way: str = "") -> Begun:
    """In the viewer's name, with the files as attachments; whatever the vault refuses now is told and left out."""
    typed = _typed(viewer, row)
    marks = {name: {"certainty": Certainty.UNCONFIRMED.value, "basis": BASIS} for name in typed}
    begun = begin_report(viewer, way)
    draft = amend(viewer, begun.public_id, Written(typed, marks), version=begun.version)
    troubles, copied = [], False
    for one in files_of_draft(viewer, row.public_id):
        try:
            with transaction.atomic():
                copy_to(viewer, one.public_id, audience_id=draft.audience_id, draft=draft.public_id)
            copied = True
        except Refusal as refusal:
            troubles.append(Trouble(one.name[:60], refusal))
    if copied:
        there = Written({"attachment_presence": YesNo.YES.value})
        draft = amend(viewer, draft.public_id, there, version=draft.version)
    return replace(Begun(draft, ()), troubles=tuple(troubles))


def _typed(viewer: Viewer, row: Arrival) -> dict[str, str]:
    """What has an item of its own goes there; the rest stands below its question."""
    lines = list(readable_by(viewer, ArrivalLine.objects.filter(arrival=row, by=None)).order_by("pk"))
    said = {name: str(text) for line in lines for name, text in line.said.items()}
    rest = [f"【{QUESTIONS[name].ja}】\n{said[name]}" for name in QUESTIONS if name in said and name not in DIRECT]
    rest += [f"【追記 {line.at:%m/%d}】\n{line.text}" for line in lines if line.text]
    typed = {field: said[name] for name, field in DIRECT.items() if name in said}
    supplement = "\n\n".join(rest)[:LONGEST_TEXT]
    return typed | ({"supplement": supplement} if supplement else {})
