"""Reworking an anonymized draft: passages replaced or left on purpose, times rounded, fields emptied, files chosen one by one."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Final

from django.utils import timezone

from noroshi.audiences.viewer import Viewer
from noroshi.drafting import actions as drafting
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import DraftShown, shown
from noroshi.drafting.rewording import Rewording, is_in_english, reworded, rounded, texts_written, with_text
from noroshi.drafting.written import Written
from noroshi.reports.anonymizing import (
    OWN_BLOCK,
    Finding,
    Spot,
    Step,
    Workbench,
    findings_of,
    readable_original,
    workbench,
)
from noroshi.reports.errors import SuspectsLeft
from noroshi.reports.undoing import SOUGHT, remembered, undone
from noroshi.traces.folding import folded
from noroshi.traces.generalizing import Step as Coarseness
from noroshi.traces.generalizing import changed
from noroshi.vault.actions import copy_to
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary import YesNo
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import clean_line

ROUNDED: Final = ("detected_at", "occurred_at")
KEPT: Final = "kept_words"
SHORTEST_WORD, LONGEST_WORD, MOST_WORDS = 2, 80, 50


class Less(StrEnum):
    """What is told less exactly in a text."""

    NUMBERS = "numbers"
    TIMES = "times"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Rework:
    """What is done besides keeping what was typed. `words` are the writer's own instead of what is suggested, by key.

    `kinds` replaces everything of a kind, `sought` marks a word of the writer's own wherever it stands, `roughened` tells a field
    less exactly: numbers, times or words of a sector. `undoes` takes the latest step back.
    """

    replaced: frozenset[str] = frozenset()
    replaces_all: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    reopened: frozenset[str] = frozenset()
    keeps_all: bool = False
    rounded: str = ""
    by_half_days: bool = True
    emptied: str = ""
    kinds: frozenset[str] = frozenset()
    sought: str = ""
    unsought: str = ""
    roughened: str = ""
    less: Less = Less.NUMBERS
    undoes: bool = False


def rework(viewer: Viewer, draft_id: uuid.UUID, written: Written, *, version: int, asked: Rework) -> DraftShown:
    """Saved in one step, like any draft: who saves second is told."""
    bench = workbench(viewer, draft_id, written)
    return drafting.save(viewer, draft_id, _reworked(bench, asked), version=version)


def take_file(viewer: Viewer, draft_id: uuid.UUID, file_id: uuid.UUID) -> None:
    """Never by itself: one file of the original, chosen by a person. A second press takes it once."""
    bench = workbench(viewer, draft_id)
    chosen = next((one for one in bench.original_files if one.public_id == file_id), None)
    if chosen is None:
        raise NotFound
    if chosen.sha256 in bench.taken:
        return
    copy_to(viewer, file_id, audience_id=bench.draft.audience_id, draft=draft_id)
    if not chosen.is_specimen:
        change = Written({"attachment_presence": YesNo.YES.value})
        drafting.amend(viewer, draft_id, change, version=bench.draft.version)


def must_be_looked_through(viewer: Viewer, row: Draft) -> None:
    """Every passage that may say who it was is replaced, or left on purpose."""
    if row.purpose != Purpose.ANONYMIZED:
        return
    now = shown(row)
    original = readable_original(viewer, now)
    if original is None:
        return
    files = files_of_draft(viewer, row.public_id)
    found = findings_of(viewer, original, now.form, now.written, files)
    if any(one.step is Step.OPEN for one in found):
        raise SuspectsLeft


def _reworked(bench: Workbench, asked: Rework) -> Written:
    if asked.undoes:
        return undone(bench.written)
    return remembered(bench.written, _changed(bench, asked))


def _changed(bench: Workbench, asked: Rework) -> Written:
    written = reworded(bench.written, _rewordings(bench.findings, asked))
    if asked.roughened:
        written = roughened(written, asked.roughened, asked.less)
    if asked.sought or asked.unsought:
        written = _sought(written, asked)
    if asked.rounded in ROUNDED:
        written = _rounded(written, asked.rounded, by_half_days=asked.by_half_days)
    if asked.emptied:
        written = _emptied(bench, written, asked.emptied)
    return _with_kept(bench, written, asked)


def _rewordings(findings: Iterable[Finding], asked: Rework) -> list[Rewording]:
    chosen = [one for one in findings if one.key in asked.replaced or _is_chosen_with_others(one, asked)]
    return [
        Rewording(spot.place, spot.start, spot.end, asked.words.get(one.key, "") or one.instead)
        for one in chosen
        for spot in one.outgoing
        if not spot.place.startswith(("attachments.", "specimens."))
        and (one.key in asked.replaced or not _is_own(spot))
    ]


def _is_chosen_with_others(one: Finding, asked: Rework) -> bool:
    return (asked.replaces_all and _is_suggested(one)) or (one.kind in asked.kinds and one.step is Step.OPEN)


def _is_own(spot: Spot) -> bool:
    """The writer's own name and address may share a word with the source's: a person decides about them, never all at once."""
    return spot.place.startswith(OWN_BLOCK)


def _is_suggested(one: Finding) -> bool:
    """The source's own; what only might be is left to a person: the attacker's address is what others need."""
    return one.is_known and one.step is Step.OPEN


def _rounded(written: Written, name: str, *, by_half_days: bool) -> Written:
    text = rounded(
        str(written.typed.get(name) or ""),
        now=timezone.localtime(),
        half_days=by_half_days,
        is_english=is_in_english(written),
    )
    return replace(written, typed={**written.typed, name: text}) if text else written


def roughened(written: Written, name: str, less: Less) -> Written:
    step = Coarseness.HALF_DAY if less is Less.TIMES else None
    for place, text in texts_written(written).items():
        if place.partition(".")[0] == name:
            words = changed(text, step=step, numbers=less is Less.NUMBERS, sector=less is Less.SECTOR)
            written = with_text(written, place, words)
    return written


def _sought(written: Written, asked: Rework) -> Written:
    """A word of one character would be found everywhere."""
    word = clean_line(asked.sought, most=LONGEST_WORD)
    words = [one for one in written.wish.get(SOUGHT) or [] if one != asked.unsought]
    if len(folded(word)) >= SHORTEST_WORD and word not in words and len(words) < MOST_WORDS:
        words.append(word)
    return replace(written, wish={**written.wish, SOUGHT: words})


def _emptied(bench: Workbench, written: Written, name: str) -> Written:
    """Where the form can say so, it says that the name was taken out."""
    known = bench.draft.form.field(name)
    if known is None or name not in written.typed:
        return written
    empty: Any = [] if isinstance(written.typed[name], list) else ""
    marks = {each: mark for each, mark in written.marks.items() if each != name}
    if known.may_be_anonymized:
        marks[name] = {"anonymized": True}
    return replace(written, typed={**written.typed, name: empty}, marks=marks)


def _with_kept(bench: Workbench, written: Written, asked: Rework) -> Written:
    before = set(written.wish.get(KEPT) or [])
    every = {one.key for one in bench.findings if one.outgoing}
    kept = (before | asked.kept | (every if asked.keeps_all else set())) - asked.reopened - asked.replaced
    if kept == before:
        return written
    return replace(written, wish={**written.wish, KEPT: sorted(kept)})
