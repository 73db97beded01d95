"""Before a draft leaves: what was found in it, who gets it first, and that whoever sends it has said yes to both (C-258, C-264)."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from noroshi.advisories.actions import issue_advisory
from noroshi.advisories.kinds import ADDRESSED, deeds_of_kind
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.checks import Finding, looked_through
from noroshi.drafting.files import files_of
from noroshi.drafting.models import Draft
from noroshi.drafting.posted import Posted, posted_already
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.reading import Filled
from noroshi.drafting.sending import FILES, as_it_stands, filled
from noroshi.editions.addressed import addressed
from noroshi.editions.models import EditionKind
from noroshi.editions.wishes import parties
from noroshi.reports.actions import submit_report
from noroshi.reports.actions.submit import also_to, stops_of
from noroshi.vault.queries import FileShown
from noroshi.vocabulary import Tlp
from noroshi.vocabulary.errors import Refusal

CONFIRMED: frozenset[Tlp] = frozenset({Tlp.RED, Tlp.AMBER})
"""Within these nobody gets anything whom the sender has not named."""


class RecipientsNotConfirmed(Refusal):
    code, status = "recipients_not_confirmed", 422
    ja = "RED・AMBER は、宛先を確かめてから送ります。宛先に印を付けてください。"
    en = "RED and AMBER are sent once you have confirmed who gets them. Tick each recipient."


class RecipientsDiffer(Refusal):
    code, status = "recipients_differ", 409
    ja = "確かめたあとで宛先が変わりました。いまの宛先を確かめてから送ってください。"
    en = "The recipients have changed since you confirmed them. Look at them as they are now, then send it."


class WordsContradictMarking(Refusal):
    code, status = "words_contradict_marking", 422
    ja = "本文に、選んだ共有範囲より狭い色が書かれています。直すか、このまま送ることを確かめてください。"
    en = "The text names a color that goes less far than the one you chose. Mend it, or confirm that it is meant."


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`recipients` as they were shown, or None for a machine that was shown none; `checks` by their kinds.

    `alone` is the reason of one person who issues a warning without a second.
    """

    recipients: frozenset[str] | None = None
    checks: frozenset[str] = frozenset()
    alone: str = ""


def send_draft(viewer: Viewer, draft_id: UUID, *, version: int, confirmed: Confirmed) -> UUID:
    """A report to the next station of its way, an advisory or a sheet to whom it names; sent already, it is the same edition again."""
    shown = draft(viewer, draft_id)
    if shown.state == "open" and shown.is_scheme_in_force and shown.version == version:
        _must_be_confirmed(viewer, shown, confirmed)
    of_kind = deeds_of_kind(shown.kind)
    if of_kind is not None:
        return of_kind.send(viewer, draft_id, version)
    if shown.kind == EditionKind.ADVISORY:
        return issue_advisory(viewer, draft_id, version=version, alone=confirmed.alone)
    return submit_report(viewer, draft_id, version=version)


def findings(shown: DraftShown, files: Collection[FileShown]) -> tuple[Finding, ...]:
    """In what was typed, as it was typed."""
    tlp = str(shown.written.wish.get("tlp") or "")
    beside = [one.name for one in files if one.field == FILES[0]]
    return looked_through(shown.form, shown.written.typed, Tlp.of(tlp) if tlp in set(Tlp) else None, beside)


def same_content(viewer: Viewer, shown: DraftShown, found: Filled) -> tuple[Posted, ...]:
    """Among what the asker may read."""
    return posted_already(viewer, shown.row, found.content)


def recipients(viewer: Viewer, row: Draft, found: Filled) -> frozenset[str]:
    """Who gets it first, as parties: the next station of a report, whom an advisory or a sheet names."""
    if row.kind in ADDRESSED:
        named = parties(viewer, row.wish.get("destinations") or ())
        return frozenset(one.text for one in addressed(sorted(map(str, named))))
    prepared = as_it_stands(row, found)
    first, also = stops_of(viewer, row, prepared)[0], also_to(viewer, prepared)
    return frozenset(f"desk:{stop.desk.public_id}" for stop in (first, also) if stop)


def _must_be_confirmed(viewer: Viewer, shown: DraftShown, confirmed: Confirmed) -> None:
    """What cannot be read yet is refused by the deed itself, with everything that is in its way."""
    asked = sorted({one.field for one in findings(shown, files_of(viewer, shown)) if one.kind.must_be_confirmed})
    if asked and "stricter_words" not in confirmed.checks:
        raise WordsContradictMarking(fields={name: [WordsContradictMarking.code] for name in asked})
    if confirmed.recipients is None or shown.written.wish.get("tlp") not in CONFIRMED:
        return
    try:
        named = recipients(viewer, shown.row, filled(viewer, shown.row))
    except Refusal:
        return
    if not named <= confirmed.recipients:
        raise RecipientsDiffer if confirmed.recipients else RecipientsNotConfirmed
