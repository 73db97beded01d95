"""The workbench: the original, the outgoing edition, and what in either could still say who wrote it (C-016, 手引書 2.1)."""

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from noroshi.audiences.viewer import Viewer
from noroshi.directory.models import Organization
from noroshi.drafting.models import Purpose
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.rewording import ABOUT, texts_written
from noroshi.drafting.suspects import texts_of
from noroshi.drafting.written import Written
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.reports.errors import NotAnAnonymizedDraft
from noroshi.reports.narrowing import narrowness_of
from noroshi.reports.sources import known_of, others_of
from noroshi.schemes.forms import Form
from noroshi.traces import Known, Named, Trace, find, named_in
from noroshi.traces.folding import fold, folded
from noroshi.traces.narrowness import Narrowness
from noroshi.vault.queries import FileShown, files_of, files_of_draft
from noroshi.vocabulary import FieldType, Text
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.traces import Sureness, TraceSign

FEW: Final = 5
"""With fewer members than this, sector and date alone may say who it was. Only the class is told, never the number."""
COMPANY: Final = "company"
BY_HAND: Final = "by_hand"
MARKED: Final = Text("［非公開］", "[withheld]")
WORDS: Final = frozenset({FieldType.LINE, FieldType.TEXT, FieldType.LOOSE_MOMENT, FieldType.ROWS})
FILES: Final = ("attachments", "specimens")
OWN_BLOCK: Final = "source_"


class Step(StrEnum):
    """What became of a finding: still there, left on purpose, or gone from the outgoing edition."""

    OPEN = "open"
    KEPT = "kept"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Spot:
    """One passage: the place of its text, and from where to where."""

    place: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything that is one and the same name, number or address, under one number in both texts."""

    number: int
    key: str
    kind: str
    texts: tuple[str, ...]
    is_known: bool
    instead: str
    original: tuple[Spot, ...]
    outgoing: tuple[Spot, ...]
    step: Step
    sureness: Sureness = Sureness.OWN
    why: TraceSign | None = None


@dataclass(frozen=True, slots=True)
class Workbench:
    """`original` is None when it was recalled or is no longer open to this desk. `is_small`: fewer members than `FEW`."""

    draft: DraftShown
    original: Reading | None
    findings: tuple[Finding, ...] = ()
    is_small: bool = False
    narrow: Narrowness | None = None
    original_files: tuple[FileShown, ...] = ()
    files: tuple[FileShown, ...] = ()
    written: Written = field(default_factory=Written)

    @property
    def left(self) -> tuple[Finding, ...]:
        """What nobody has decided about."""
        return tuple(one for one in self.findings if one.step is Step.OPEN)

    @property
    def taken(self) -> frozenset[str]:
        """Digests of the files that the outgoing edition carries."""
        return frozenset(one.sha256 for one in self.files)


def workbench(viewer: Viewer, draft_id: uuid.UUID, written: Written | None = None) -> Workbench:
    """With what was saved, or with what its writer has typed since."""
    shown = draft(viewer, draft_id)
    must_be_anonymized(shown)
    text = written or shown.written
    original = readable_original(viewer, shown)
    if original is None:
        return Workbench(shown, None, written=text)
    files = tuple(files_of_draft(viewer, draft_id))
    return Workbench(
        draft=shown,
        original=original,
        findings=findings_of(viewer, original, shown.form, text, files),
        is_small=_is_small(viewer, original),
        narrow=narrowness_of(viewer, original, text),
        original_files=tuple(files_of(viewer, original.public_id)),
        files=files,
        written=text,
    )


def must_be_anonymized(shown: DraftShown) -> None:
    if shown.purpose != Purpose.ANONYMIZED:
        raise NotAnAnonymizedDraft


def readable_original(viewer: Viewer, shown: DraftShown) -> Reading | None:
    for source in shown.sources:
        try:
            return edition_readable_by(viewer, source, answer="page")
        except NotFound:
            return None
    return None


def findings_of(
    viewer: Viewer, original: Reading, form: Form, written: Written, files: Iterable[FileShown] = ()
) -> tuple[Finding, ...]:
    """Numbered in the order of the original; what only the outgoing text holds comes after."""
    source = known_of(viewer, original)
    known = source | others_of(viewer, original)
    wanted = tuple(written.wish.get("sought_words") or ())
    told = _worded(form, texts_of(original.content))
    outgoing = {**_worded(form, texts_written(written)), **_names(files)}
    named = named_in({*told.values(), *outgoing.values()}, known)
    before = _passages(told, known, source, wanted, named)
    after = _passages(outgoing, known, source, wanted, named)
    kept = set(written.wish.get("kept_words") or [])
    keys = list(dict.fromkeys(key_of(one) for one in [*before, *after]))
    return tuple(_finding(number, key, before, after, kept) for number, key in enumerate(keys, 1))


def key_of(passage: "Passage") -> str:
    """The source's own names are one finding, however they are written; everything else by its folded text."""
    is_own_name = passage.kind == "name" and passage.is_known
    what = "" if is_own_name else hashlib.sha256(folded(passage.text).encode()).hexdigest()[:12]
    return f"{passage.kind}{what}"


@dataclass(frozen=True, slots=True)
class Passage:
    kind: str
    spot: Spot
    instead: str
    sureness: Sureness
    why: TraceSign | None = None

    @property
    def is_known(self) -> bool:
        return self.sureness is not Sureness.POSSIBLE

    @property
    def text(self) -> str:
        return self.spot.text


def _finding(number: int, key: str, before: list[Passage], after: list[Passage], kept: set[str]) -> Finding:
    here = [one for one in before if key_of(one) == key]
    there = [one for one in after if key_of(one) == key]
    first = (here or there)[0]
    step = Step.DONE if not there else Step.KEPT if key in kept else Step.OPEN
    return Finding(
        number=number,
        key=key,
        kind=first.kind,
        texts=tuple(dict.fromkeys(one.text for one in [*here, *there])),
        is_known=any(one.is_known for one in [*here, *there]),
        instead=(there or here)[0].instead,
        original=tuple(one.spot for one in here),
        outgoing=tuple(one.spot for one in there),
        step=step,
        sureness=min((one.sureness for one in [*here, *there]), key=list(Sureness).index),
        why=first.why,
    )


def _passages(
    texts: Mapping[str, str], known: Known, source: Known, wanted: Iterable[str] = (), named: Named = ()
) -> list[Passage]:
    """The block of who reports is the writer's own; only what is the source's is found in it. `named`: by any of the texts."""
    found: list[Passage] = []
    for place, text in texts.items():
        is_own = place.startswith(OWN_BLOCK)
        here = _in_text(place, text, source if is_own else known, () if is_own else named)
        found += _with_wanted(here, place, text, wanted)
    return found


def _in_text(place: str, text: str, known: Known, named: Named) -> list[Passage]:
    return [
        Passage(one.kind.value, Spot(place, one.start, one.end, one.text), _instead(one, text), one.certainty, one.why)
        for one in find(text, known, named)
        if one.certainty is Sureness.OWN or not place.startswith(OWN_BLOCK)
    ]


def _with_wanted(found: list[Passage], place: str, text: str, wanted: Iterable[str]) -> list[Passage]:
    """Words that a person marked, wherever they stand: what they overlap is part of them."""
    shape = fold(text)
    for word in wanted:
        for start, end in shape.spans(folded(word)):
            found = [one for one in found if one.spot.end <= start or end <= one.spot.start]
            instead = MARKED.label("en" if text.isascii() else "ja")
            found.append(Passage(BY_HAND, Spot(place, start, end, text[start:end]), instead, Sureness.OWN))
    return sorted(found, key=lambda one: one.spot.start)


def _instead(one: Trace, text: str) -> str:
    return one.kind.label("en" if text.isascii() else "ja")


def _worded(form: Form, texts: Mapping[str, str]) -> dict[str, str]:
    """What people wrote in words, in printed order; options are no names."""
    types = {one.id: one.type for one in form.fields}
    order = {name: place for place, name in enumerate(types)}
    found = {place: text for place, text in texts.items() if _is_worded(place, types)}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[0].partition(".")[0], -1)))


def _is_worded(place: str, types: Mapping[str, FieldType]) -> bool:
    name, _dot, rest = place.partition(".")
    if name in FILES:
        return rest.endswith("name")
    return rest in ABOUT or types.get(name, FieldType.LINE) in WORDS or name.startswith(OWN_BLOCK)


def _names(files: Iterable[FileShown]) -> dict[str, str]:
    return {f"{one.field}.{one.public_id}.name": one.name for one in files}


def _is_small(viewer: Viewer, original: Reading) -> bool:
    members = Organization.objects.filter(ceptoars=viewer.organization_id, is_active=True)
    return members.filter(sectors__overlap=list(original.sectors)).count() < FEW
