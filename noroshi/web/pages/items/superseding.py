"""Measures that a later issue replaces are shown struck, with the reason: whoever opens an old one must not act on it (C-054)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.drafting.fields import fields_of
from noroshi.editions.queries import Line, Stated
from noroshi.vocabulary import FormKind, Said
from noroshi.vocabulary.differences import Piece, pieces
from noroshi.web import plain_sight
from noroshi.web.pages.items.lines import number_words
from noroshi.web.pages.items.values import Reader

MEASURES: Final = ("course_of_action",)


@dataclass(frozen=True, slots=True)
class Superseded:
    """The text with what is no more struck; `words` say by which issue, and why."""

    pieces: tuple[Piece, ...]
    words: str


def superseded(reading: Stated, others: Sequence[Stated], reader: Reader) -> Mapping[str, Superseded]:
    """By field. In the latest issue what it replaced stands struck, in an earlier one what the latest replaces."""
    own = [one for one in others if one.originator.pk == reading.originator.pk and one.kind == reading.kind]
    here = next((place for place, one in enumerate(own) if one.key == reading.key), 0)
    if len(own) < 2:
        return {}
    is_latest = here == len(own) - 1
    before, after = (own[here - 1], own[here]) if is_latest else (own[here], own[-1])
    found = {name: _struck(name, before, after, reader, is_latest=is_latest) for name in MEASURES}
    return {name: one for name, one in found.items() if one is not None}


def _struck(name: str, before: Stated, after: Stated, reader: Reader, *, is_latest: bool) -> Superseded | None:
    form = scheme_of(after.scheme).form(FormKind.of(after.kind)) if after.kind in set(FormKind) else None
    field = next((one for one in fields_of(form) if one.id == name), None) if form else None
    old, new = (Said.of(one.content.get(name, "")) for one in (before, after))
    told = pieces(reader.text(field, old.value), reader.text(field, new.value))
    if not any(piece.kind == "gone" for piece in told):
        return None
    shown = told if is_latest else [piece for piece in told if piece.kind != "new"]
    return Superseded(tuple(shown), _why(after, new, is_latest=is_latest))


def _why(after: Line, new: Said, *, is_latest: bool) -> str:
    name = number_words(after.number) or _("a later edition")
    words = _("What is struck was replaced here.") if is_latest else _("What is struck was replaced by %(edition)s.")
    reason = plain_sight.defanged_within(new.correction)
    return words % {"edition": name} + (" " + _("Put right because: %(why)s") % {"why": reason} if reason else "")
