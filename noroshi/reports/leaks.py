"""The last look before something leaves that must not say whose it is: its words, its files and how it will be printed (C-078, C-272).

Searched is only what the desk may know of its sources; the directory is never asked for more.
"""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Person
from noroshi.drafting.exporting.drafts import paper_of_draft
from noroshi.drafting.models import Draft, Purpose
from noroshi.drafting.queries import DraftShown, draft, shown
from noroshi.drafting.rewording import texts_written
from noroshi.editions.models import EditionKind
from noroshi.ledger.canonical import canonical
from noroshi.paper.own_words import own_words
from noroshi.paper.pdf import pdf
from noroshi.paper.text import text
from noroshi.paper.xlsx import spreadsheet
from noroshi.reports.anonymizing import OWN_BLOCK
from noroshi.reports.errors import LeakFound
from noroshi.reports.leaks_in_files import Inside, Unseen, in_file, in_rendering
from noroshi.reports.models import LeakRelease
from noroshi.reports.sources import known_of_sources
from noroshi.traces import Known, find_own
from noroshi.vault.queries import files_of_draft
from noroshi.vocabulary.traces import FilePart, Sureness, TraceKind, TraceSign


@dataclass(frozen=True, slots=True)
class Leak:
    """`place` is a field (`timeline.3.entry`), the name of a file, or a rendering; inside a file `path`, `part` and `detail` say where."""

    place: str
    text: str
    kind: TraceKind
    certainty: Sureness
    why: TraceSign
    start: int = 0
    end: int = 0
    file: uuid.UUID | None = None
    path: tuple[str, ...] = ()
    part: FilePart | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReleaseShown:
    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LeakCheck:
    """`digest` names exactly what was looked at (what is printed follows from it): a release holds for that and nothing else.
    `may_release`: this person is a second one."""

    draft: uuid.UUID
    version: int
    digest: str
    leaks: tuple[Leak, ...]
    unseen: tuple[Unseen, ...]
    release: ReleaseShown | None
    may_release: bool

    @property
    def is_blocked(self) -> bool:
        return bool(self.leaks or self.unseen) and self.release is None


def leak_check(viewer: Viewer, draft_id: uuid.UUID) -> LeakCheck:
    """For the page and the interface of whoever writes or releases it."""
    return check(viewer, draft(viewer, draft_id))


def must_not_leak(viewer: Viewer, row: Draft, *, renders: bool = True) -> None:
    """`renders` as well how it will be printed: at the moment of sending, not each time a page asks what stands in the way."""
    if checked_before_leaving(row) and check(viewer, shown(row), renders=renders).is_blocked:
        raise LeakFound


def checked_before_leaving(row: Draft) -> bool:
    """A name is taken out, or several reports become an advisory; everything else says openly whose it is."""
    return row.purpose == Purpose.ANONYMIZED or (row.kind == EditionKind.ADVISORY and bool(row.sealed_sources))


def check(viewer: Viewer, draft: DraftShown, *, renders: bool = True) -> LeakCheck:
    known = known_of_sources(viewer, draft.sources) if checked_before_leaving(draft.row) else Known()
    files = files_of_draft(viewer, draft.public_id)
    inside = [in_file(viewer, one, known) for one in files] if not known.is_nothing else []
    leaks = (*_in_words(draft, known), *(_leak(one) for found in inside for one in found.traces))
    printed = tuple(_in_renderings(viewer, draft, known, leaks)) if renders and not known.is_nothing else ()
    unseen = tuple(one for found in inside for one in found.unseen)
    digest = _digest(draft, [one.sha256 + one.name for one in files], leaks, unseen)
    return LeakCheck(
        draft=draft.public_id,
        version=draft.version,
        digest=digest,
        leaks=(*leaks, *printed),
        unseen=unseen,
        release=_release(viewer, draft.public_id, digest),
        may_release=viewer.seat.person_id not in writers_of(draft.row),
    )


def writers_of(row: Draft) -> frozenset[int]:
    """Everybody who ever saved it or put a file into it."""
    return frozenset({row.begun_by_id, row.saved_by_id, *row.writers})


def _in_words(draft: DraftShown, known: Known) -> Iterator[Leak]:
    """In the block of who writes stands the writer's own; only what is the source's for certain counts there."""
    for place, typed in texts_written(draft.written).items():
        for one in find_own(typed, known):
            if one.certainty is Sureness.OWN or not place.startswith(OWN_BLOCK):
                yield Leak(place, one.text, one.kind, one.certainty, one.why, one.start, one.end)


def _in_renderings(viewer: Viewer, draft: DraftShown, known: Known, before: Iterable[Leak]) -> Iterator[Leak]:
    """As it will be printed, mailed and put into a spreadsheet: what the words alone did not show, and the form does not say itself."""
    paper = paper_of_draft(viewer, draft, holder=None)
    already, printed = {one.text for one in before}, own_words(paper)
    made = {"text": text(paper).encode(), "pdf": pdf(paper)}
    if draft.kind != EditionKind.SHEET:
        made["xlsx"] = spreadsheet(paper)
    for name, data in made.items():
        for one in in_rendering(name, data, known):
            is_new = one.trace.text not in already and one.trace.text not in printed
            if one.trace.certainty is Sureness.OWN and is_new:
                yield _leak(one)


def _leak(one: Inside) -> Leak:
    trace, piece = one.trace, one.piece
    return Leak(
        place=one.place,
        text=trace.text,
        kind=trace.kind,
        certainty=trace.certainty,
        why=trace.why,
        start=trace.start,
        end=trace.end,
        file=one.file,
        path=piece.path,
        part=piece.part,
        detail=piece.detail,
    )


def _digest(draft: DraftShown, files: Iterable[str], leaks: Iterable[Leak], unseen: Iterable[Unseen]) -> str:
    said = {
        "texts": texts_written(draft.written),
        "files": sorted(files),
        "leaks": [f"{one.place} {one.start} {one.text}" for one in leaks],
        "unseen": [f"{one.file} {one.why.value} {'/'.join(one.path)}" for one in unseen],
    }
    return hashlib.sha256(canonical(said)).hexdigest()


def _release(viewer: Viewer, draft_id: uuid.UUID, digest: str) -> ReleaseShown | None:
    rows = LeakRelease.objects.filter(draft=draft_id, digest=bytes.fromhex(digest)).select_related("by")
    row = readable_by(viewer, rows).first()
    return ReleaseShown(row.by, row.at, row.reason) if row else None
