"""Confirming: the desk that wrote the item says that these words mean the same. From then on everybody reads them who reads the passage."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.models import Part
from noroshi.ledger.actions import record
from noroshi.observables import found_in
from noroshi.translating.errors import OnlyTheAuthorConfirms, PassageUnknown, ValuesLost
from noroshi.translating.models import Translation
from noroshi.translating.queries import Side, Translated, translation_of
from noroshi.vocabulary import Language
from noroshi.vocabulary.text import clean_text

MOST_LETTERS: Final = 20_000
MOST_NAMED: Final = 5


def confirm(viewer: Viewer, edition_id: UUID, into: Language, words: Mapping[str, str]) -> int:
    """How many passages changed. Empty words take back what was confirmed; what is not named stays as it is."""
    side = translation_of(viewer, edition_id, into)
    if side.reading.originator.pk != viewer.desk_id:
        raise OnlyTheAuthorConfirms
    if side.reading.is_recalled:
        raise AlreadyRecalled
    changed = list(_changed(side, words))
    with transaction.atomic():
        for one, text in changed:
            _keep(side, one.passage.key, text)
        if changed:
            reading = side.reading
            objects = [(reading.public_id, reading.originator.organization_id)]
            record(deed="confirm_translation", actor=viewer.actor, objects=objects, detail={"language": into.value})
    return len(changed)


def _changed(side: Side, words: Mapping[str, str]) -> Iterator[tuple[Translated, str]]:
    """Everything is looked at before anything is kept."""
    known = {one.passage.key: one for one in side.passages}
    if words.keys() - known.keys():
        raise PassageUnknown
    for key, written in words.items():
        text = clean_text(written, most=MOST_LETTERS)
        if text != known[key].text:
            _refuse_lost_values(known[key].passage.text, text)
            yield known[key], text


def _refuse_lost_values(original: str, text: str) -> None:
    if not text:
        return
    there = {(found.kind, found.value) for found in found_in(text)}
    lost = dict.fromkeys(found.written for found in found_in(original) if (found.kind, found.value) not in there)
    if lost:
        raise ValuesLost(values=", ".join(list(lost)[:MOST_NAMED]))


def _keep(side: Side, passage: str, text: str) -> None:
    """In the part that carries the field now."""
    field = passage.partition("/")[0]
    rows = Part.objects.filter(edition=side.reading.key, marking_number=_carrying(side, field), content__has_key=field)
    part = rows.get()
    before = Translation.objects.filter(part=part, passage=passage, language=side.into.value)
    latest = before.aggregate(latest=Max("number"))["latest"] or 0
    Translation.objects.create(
        part=part,
        audience_id=part.audience_id,
        passage=passage,
        language=side.into.value,
        number=latest + 1,
        text=text,
        at=timezone.now(),
    )


def _carrying(side: Side, field: str) -> int:
    rows = Part.objects.filter(edition=side.reading.key, content__has_key=field)
    return int(rows.aggregate(latest=Max("marking_number"))["latest"])
