"""Measures that a later issue replaces are shown struck, with the reason (C-054)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.fields import fields_of
from noroshi.drafting.superseded import Replaced, replaced
from noroshi.editions.queries import Stated
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.differences import Piece
from noroshi.web import plain_sight
from noroshi.web.pages.items.lines import number_words
from noroshi.web.pages.items.values import Reader


@dataclass(frozen=True, slots=True)
class Superseded:
    """The text with what is no more struck; `words` say by which issue, and why."""

    pieces: tuple[Piece, ...]
    words: str


def superseded(reading: Stated, others: Sequence[Stated], reader: Reader) -> Mapping[str, Superseded]:
    """By field."""
    return {one.field_id: _shown(one, reader) for one in replaced(reading, others)}


def struck(found: Sequence[Replaced], reader: Reader) -> Superseded | None:
    """Where somebody has asked already what was replaced."""
    return _shown(found[0], reader) if found else None


def _shown(one: Replaced, reader: Reader) -> Superseded:
    form = scheme_of(one.by.scheme).form(FormKind.of(one.by.kind)) if one.by.kind in set(FormKind) else None
    field = next((each for each in fields_of(form) if each.id == one.field_id), None) if form else None
    before, after = (reader.text(field, said.value) for said in (one.before, one.after))
    return Superseded(one.shown(before, after), _why(one))


def _why(one: Replaced) -> str:
    name = number_words(one.by.number) or _("a later edition")
    words = (
        _("What is struck was replaced here.") if one.is_latest else _("What is struck was replaced by %(edition)s.")
    )
    reason = plain_sight.defanged_within(one.reason)
    return words % {"edition": name} + (" " + _("Put right because: %(why)s") % {"why": reason} if reason else "")
