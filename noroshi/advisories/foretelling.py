"""A draft as one looks at it before sending, of whatever kind: what it says, what it lacks, and what sending would mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from uuid import UUID

from noroshi.advisories.kinds import ADDRESSED
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.files import files_of
from noroshi.drafting.foretelling import Foretold, foretell
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import as_it_stands, filled, lacking
from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.propagation import unnamed
from noroshi.editions.queries import lines_readable_by
from noroshi.editions.wishes import marking, parties
from noroshi.reports.foretelling import Ahead, foretell_report, source_caps
from noroshi.reports.ways import Stop
from noroshi.sharing.parties import Party
from noroshi.vault.queries import FileShown
from noroshi.vocabulary.errors import Refusal

DESTINATIONS = "destinations"


class Asks(Enum):
    """How much is asked about how far it goes: by each color, by the chosen one only, or nothing, where the answer is known."""

    ALL = auto()
    CHOSEN = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Looked:
    """`missing` blocks sending; `number` and `reference_number` are those that it will carry, as far as they are known."""

    draft: DraftShown
    filled: Filled
    missing: tuple[str, ...]
    foretold: Foretold
    stops: tuple[Stop, ...]
    also: Stop | None
    destinations: tuple[Addressed, ...]
    number: int | None
    reference_number: str
    files: Sequence[FileShown]


def look(viewer: Viewer, draft_id: UUID) -> Looked:
    """Of the own desk; to everybody else there is no such draft."""
    return look_at(viewer, draft(viewer, draft_id))


def look_at(viewer: Viewer, shown: DraftShown, asks: Asks = Asks.ALL) -> Looked:
    """A draft that was read already."""
    row, files = shown.row, files_of(viewer, shown)
    found = filled(viewer, row, files)
    is_addressed = row.kind in ADDRESSED
    to: frozenset[Party] = frozenset()
    ahead = Ahead((), Foretold(None, {}))
    if is_addressed:
        ahead, to = _ahead(viewer, row, found, asks)
    elif asks is not Asks.NOTHING:
        ahead = foretell_report(viewer, row, found, counts=asks is Asks.ALL)
    missing = [*lacking(row, found), *([DESTINATIONS] if is_addressed and not to else [])]
    before = lines_readable_by(viewer, [shown.continues]).get(shown.continues) if shown.continues else None
    return Looked(
        draft=shown,
        filled=found,
        missing=tuple(dict.fromkeys(missing)),
        foretold=ahead.foretold,
        stops=ahead.stops,
        also=ahead.also,
        destinations=tuple(addressed(sorted(map(str, to)))),
        number=1 if shown.continues is None else before.number + 1 if before and before.number else None,
        reference_number=before.reference_number if before else "",
        files=files,
    )


def to_ask(before: DraftShown, after: DraftShown) -> Asks:
    """How far it goes, as far as that can be another answer now; what is made from sources is bound by every field."""
    if after.sources or _deciding(before) != _deciding(after):
        return Asks.ALL
    return Asks.NOTHING if before.written.wish.get("tlp") == after.written.wish.get("tlp") else Asks.CHOSEN


def _deciding(shown: DraftShown) -> tuple[object, ...]:
    """What decides how far each color goes."""
    typed, marks = shown.written.typed, shown.written.marks
    fields = (part.get(name) for part in (typed, marks) for name in ("sector", "handling_note"))
    return shown.way, {**shown.written.wish, "tlp": None}, *fields


def _ahead(viewer: Viewer, row: Draft, found: Filled, asks: Asks) -> tuple[Ahead, frozenset[Party]]:
    """And to whom it is addressed."""
    try:
        prepared = as_it_stands(row, found)
        made = marking(viewer, prepared.wish, row.kind)
        made = replace(made, caps=unnamed(source_caps(viewer, row, found.content), made.additions))
    except Refusal as refusal:
        return Ahead((), Foretold(None, {}, refusal)), frozenset()
    to, chosen = parties(viewer, prepared.wish.destinations), prepared.wish.tlp if row.wish.get("tlp") else None
    if asks is Asks.NOTHING:
        return Ahead((), Foretold(None, {})), to
    counts = asks is Asks.ALL
    return Ahead((), foretell(viewer, chosen, lambda tlp: (replace(made, tlp=tlp), to), counts=counts)), to
