"""A draft as one looks at it before sending, report or advisory: what it says, what it lacks, and what sending would mean."""

from dataclasses import dataclass, replace
from uuid import UUID

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.foretelling import Foretold, foretell
from noroshi.drafting.models import Draft
from noroshi.drafting.queries import DraftShown, draft, draft_row
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import Ready, as_it_stands, filled, lacking
from noroshi.editions.addressed import Addressed, addressed
from noroshi.editions.models import EditionKind
from noroshi.editions.queries import lines_readable_by
from noroshi.editions.wishes import marking
from noroshi.reports.foretelling import Ahead, foretell_report, source_caps
from noroshi.reports.ways import Stop
from noroshi.sharing.marking import Cap, Marking
from noroshi.sharing.parties import Party
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal

DESTINATIONS = "destinations"


@dataclass(frozen=True, slots=True)
class Looked:
    """`missing` blocks sending; `number` and `reference_number` are those that it will carry, as far as they are known."""

    draft: DraftShown
    filled: Filled
    missing: tuple[str, ...]
    foretold: Foretold
    stops: tuple[Stop, ...]
    destinations: tuple[Addressed, ...]
    number: int | None
    reference_number: str


def look(viewer: Viewer, draft_id: UUID) -> Looked:
    """Of the own desk; to everybody else there is no such draft."""
    shown, row = draft(viewer, draft_id), draft_row(viewer, draft_id)
    found = filled(viewer, row)
    is_advisory = row.kind == EditionKind.ADVISORY
    ahead = _ahead(viewer, row, found) if is_advisory else foretell_report(viewer, row, found)
    parties = _destinations(viewer, row) if is_advisory else ()
    missing = [*lacking(row, found), *([DESTINATIONS] if is_advisory and not parties else [])]
    before = lines_readable_by(viewer, [shown.continues]).get(shown.continues) if shown.continues else None
    return Looked(
        draft=shown,
        filled=found,
        missing=tuple(dict.fromkeys(missing)),
        foretold=ahead.foretold,
        stops=ahead.stops,
        destinations=tuple(addressed(sorted(map(str, parties)))),
        number=1 if shown.continues is None else before.number + 1 if before and before.number else None,
        reference_number=before.reference_number if before else "",
    )


def _ahead(viewer: Viewer, row: Draft, found: Filled) -> Ahead:
    try:
        prepared = as_it_stands(row, found)
    except Refusal as refusal:
        return Ahead((), Foretold(None, {}, refusal))
    chosen = prepared.wish.tlp if row.wish.get("tlp") else None
    caps = source_caps(viewer, row, found.content)
    return Ahead((), foretell(viewer, chosen, lambda tlp: _marked(viewer, prepared, tlp, caps)))


def _marked(viewer: Viewer, prepared: Ready, tlp: Tlp, caps: tuple[Cap, ...]) -> tuple[Marking, frozenset[Party]]:
    made = replace(marking(viewer, replace(prepared.wish, tlp=tlp), "advisory"), caps=caps)
    return made, made.destinations


def _destinations(viewer: Viewer, row: Draft) -> frozenset[Party]:
    try:
        return marking(
            viewer, replace(as_it_stands(row, filled(viewer, row)).wish, tlp=Tlp.RED), "advisory"
        ).destinations
    except Refusal:
        return frozenset()
