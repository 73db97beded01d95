"""The handling note as it stands now: what was sealed keeps its words, what a later marking says is told instead of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.editions.models import Edition
from noroshi.editions.terms import NOTE, TermKind, terms_in, terms_of, with_terms
from noroshi.sharing.marking import Marking
from noroshi.sharing.redaction import TERMS
from noroshi.vocabulary import FormKind, Said

NAMING = frozenset({TermKind.ALSO_TO, TermKind.NOT_TO})


@dataclass(frozen=True, slots=True)
class Handled:
    """What every rendering says now, and since when."""

    said: Mapping[str, Any]
    since: datetime

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> "Handled | None":
        return cls(kept["said"], datetime.fromisoformat(kept["at"])) if kept else None

    def instead(self, content: Mapping[str, Any]) -> dict[str, Any]:
        """The note stands where it stood."""
        now = {name: self.said.get(name) for name in (NOTE, TERMS)}
        kept = {name: now.get(name, value) for name, value in content.items()} | now
        return {name: value for name, value in kept.items() if name not in now or value}


def handled_anew(edition: Edition, marking: Marking, content: Mapping[str, Any]) -> dict[str, Any] | None:
    """The words of this marking, to be kept beside the part that carries the note. A notice has no form to say them in.

    Names stand in the note only where they stood there before: whom one leaves out is not for everybody to read.
    """
    kind = next((kind for kind in FormKind if kind.value == edition.kind), None)
    scheme = scheme_of(edition.scheme)
    form = scheme.form(kind) if kind else None
    if form is None:
        return None
    names = bool(NAMING & {term.kind for term in terms_in(content)})
    note = {NOTE: marking.handling_note} if marking.handling_note else {}
    said = with_terms(note, terms_of(marking, form, scheme, names=names))
    return {"said": said, "at": timezone.now().isoformat(), "number": edition.marking_number}


def carrier(pieces: Iterable[Mapping[str, Any]]) -> int:
    """Which of the parts carries the note: the one that had it when it was sealed, else the open one, which is first."""
    return next((slot for slot, piece in enumerate(pieces) if NOTE in piece or TERMS in piece), 0)


def was_said(content: Mapping[str, Any], now: Handled | None) -> str:
    """The note of the time of sealing, where it says something else than the note does now."""
    before = str(Said.of(content.get(NOTE, "")).value or "")
    return before if now and before != str(now.said.get(NOTE, "")) else ""
