"""From what was typed to what can be sealed: read once against the form; only starred items block (手引書 様式 ※4)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from noroshi.audiences.kept_schemes import scheme_key, scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.consulting import is_consultation, lacking_to_consult
from noroshi.drafting.errors import FieldNeeded, SchemeChanged
from noroshi.drafting.models import Draft
from noroshi.drafting.portions import PortionUnexplained, cut, marks_used
from noroshi.drafting.queries import form_of
from noroshi.drafting.reading import Filled, read_form
from noroshi.drafting.wish import marking_wish
from noroshi.editions.models import EditionKind
from noroshi.editions.terms import Term, terms_of, with_terms
from noroshi.editions.wishes import MarkingWish, PartWish, marking
from noroshi.sharing.marking import Marking
from noroshi.vault.actions import listed
from noroshi.vault.queries import FileShown
from noroshi.vocabulary import Said, Tlp
from noroshi.vocabulary.errors import InvalidFields, Refusal

FILES = ("attachments", "specimens")
SCOPE = "sharing_scope"
STRUCTURED = frozenset({"additions", "exclusions", "published", "bars_government"})


@dataclass(frozen=True, slots=True)
class Ready:
    """Checked content and wish of a draft that may be sent."""

    kind: EditionKind
    content: dict[str, Any]
    internal: dict[str, Any]
    importance: str
    wish: MarkingWish
    filed_to: str = ""

    def said(self, field: str) -> Any:
        return Said.of(self.content.get(field, self.internal.get(field, ""))).value


def filled(viewer: Viewer, row: Draft, beside: Sequence[FileShown] | None = None) -> Filled:
    """What the form makes of the draft now: for the page that checks as one types, and for sending, which holds the files still.

    `beside` are its files where they were read already.
    """
    scheme = scheme_of(row.scheme)
    form = form_of(scheme, row.kind)
    known = {one.id for one in form.fields}
    files = {name: _files(viewer, row, name, beside) for name in FILES if name in known}
    typed = {**row.typed, **{name: found for name, found in files.items() if found}}
    return read_form(form, scheme, typed, row.marks, now=timezone.localtime())


def _files(viewer: Viewer, row: Draft, name: str, beside: Sequence[FileShown] | None) -> list[dict[str, object]]:
    if beside is None:
        return listed(viewer, row.public_id, name)
    return [one.plain for one in beside if one.field == name and one.edition is None]


def ready(viewer: Viewer, row: Draft, found: Filled | None = None) -> Ready:
    """Or a refusal that names every field in the way at once."""
    if row.scheme != scheme_key():
        raise SchemeChanged
    found = found or filled(viewer, row)
    missing = {name: [FieldNeeded.code] for name in lacking(row, found)}
    mistakes = {**missing, **_unexplained(row), **found.mistakes}
    if mistakes:
        raise InvalidFields(fields=mistakes)
    return as_it_stands(row, found)


def lacking(row: Draft, found: Filled) -> list[str]:
    """Starred items that nobody filled; the color is one of them. A consultation without a color stays with whoever is asked."""
    if is_consultation(row.way):
        return list(lacking_to_consult(found))
    return [*found.missing, *([] if row.wish.get("tlp") else [SCOPE])]


def as_it_stands(row: Draft, found: Filled) -> Ready:
    """Whether or not it may be sent already: so that the writer can be shown what sending would mean."""
    note = str(Said.of(found.content.get("handling_note", "")).value or "")
    wish = marking_wish(row.wish, note)
    content, by_mark = cut(form_of(scheme_of(row.scheme), row.kind), found.content, wish.tlp)
    return Ready(
        kind=EditionKind(row.kind),
        content=content,
        internal=found.internal,
        importance=found.importance,
        wish=replace(wish, parts=_with_pieces(wish.parts, by_mark)),
        filed_to=str(row.wish.get("filed_to") or ""),
    )


def to_seal(row: Draft, prepared: Ready, made: Marking) -> dict[str, Any]:
    """Content with what the handling note says by its structure, in words."""
    scheme = scheme_of(row.scheme)
    terms = terms_of(made, form_of(scheme, row.kind), scheme, names=prepared.wish.names_in_note)
    return with_terms(prepared.content, terms)


def terms_wished(viewer: Viewer, row: Draft) -> tuple[Term, ...]:
    """What the handling note will say by its structure; nothing while the structure cannot be read."""
    if not STRUCTURED & {name for name, value in row.wish.items() if value}:
        return ()
    scheme = scheme_of(row.scheme)
    try:
        wish = marking_wish(row.wish)
        made = marking(viewer, wish, row.kind)
    except Refusal:
        return ()
    return terms_of(made, form_of(scheme, row.kind), scheme, names=wish.names_in_note)


def _with_pieces(parts: Sequence[PartWish], by_mark: dict[str, list[str]]) -> tuple[PartWish, ...]:
    """Marked paragraphs join the part of their number, and are nobody else's while there is no such part."""
    joined = [replace(part, fields=frozenset(part.fields) | frozenset(by_mark.get(part.mark, ()))) for part in parts]
    known = {part.mark for part in parts}
    apart = [
        PartWish(frozenset(names), Tlp.of(mark) if mark in set(Tlp) else None, None if mark in set(Tlp) else ())
        for mark, names in by_mark.items()
        if mark not in known
    ]
    return tuple(part for part in (*apart, *joined) if part.fields)


def _unexplained(row: Draft) -> dict[str, list[str]]:
    """Fields with a paragraph whose mark nobody has explained."""
    known = {str(part.get("mark") or "") for part in row.wish.get("parts") or []} | set(Tlp)
    used = marks_used(form_of(scheme_of(row.scheme), row.kind), row.typed)
    return {name: [PortionUnexplained.code] for mark, names in used.items() if mark not in known for name in names}
