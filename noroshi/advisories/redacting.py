"""What was no piece of its own when it was sealed is held back by the next edition: a draft with those paragraphs taken out."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from noroshi.advisories.actions.begin import begin_next_issue
from noroshi.advisories.kinds import deeds_of_kind
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import save
from noroshi.drafting.compared import form_of_edition
from noroshi.drafting.portions import Block, blocks, without
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.editions.models import EditionKind
from noroshi.editions.queries import edition_readable_by
from noroshi.reports.actions.begin import begin_follow_up, latest_own
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, Said
from noroshi.vocabulary.errors import NotFound, Refusal


class NothingTakenOut(Refusal):
    code, status = "nothing_taken_out", 422
    ja = "次の報に書かない段落を選んでください。"
    en = "Choose the paragraphs that the next report leaves out."


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """What one field says, paragraph by paragraph."""

    field: FormField
    blocks: tuple[Block, ...]


def paragraphs(viewer: Viewer, edition_id: uuid.UUID) -> tuple[Paragraphs, ...]:
    """Of the latest own edition of the matter: the next one follows on it."""
    reading = edition_readable_by(viewer, latest_own(viewer, edition_id).public_id, answer="page")
    form = form_of_edition(reading)
    if form is None:
        raise NotFound
    said = ((field, Said.of(reading.content.get(field.id, "")).value) for field in form.fields if _is_text(field))
    return tuple(Paragraphs(field, tuple(blocks(text))) for field, text in said if isinstance(text, str) and text)


def begin_without(viewer: Viewer, edition_id: uuid.UUID, taken: Collection[str]) -> DraftShown:
    """The draft of the next edition. The one that is out keeps its words with whoever holds it, until it is recalled."""
    known = {block.digest for one in paragraphs(viewer, edition_id) for block in one.blocks}
    if not known & set(taken):
        raise NothingTakenOut
    latest = latest_own(viewer, edition_id)
    of_kind = deeds_of_kind(latest.kind)
    begin = begin_next_issue if latest.kind == EditionKind.ADVISORY else of_kind.go_on if of_kind else begin_follow_up
    begun = begin(viewer, edition_id)
    texts = {field.id for field in begun.form.fields if _is_text(field)}
    before = begun.written
    typed = {
        name: without(value, taken) if name in texts and isinstance(value, str) else value
        for name, value in before.typed.items()
    }
    written = Written(typed, before.marks, before.wish, before.figures)
    return save(viewer, begun.public_id, written, version=begun.version)


def _is_text(field: FormField) -> bool:
    return field.type is FieldType.TEXT
