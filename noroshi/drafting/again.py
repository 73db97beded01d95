"""An own edition as its writer would type it again: marks before its paragraphs, the handling note without its made sentences."""

from collections.abc import Collection
from typing import Any

from noroshi.drafting.portions import marked_again
from noroshi.drafting.queries import typed_of
from noroshi.drafting.wish import marks_of, wish_of
from noroshi.editions.queries import Reading
from noroshi.editions.terms import NOTE, TermKind, free_note, terms_in
from noroshi.sharing.marking import Marking
from noroshi.sharing.redaction import TERMS


def typed_again(
    reading: Reading, marking: Marking | None, leave_out: Collection[str]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Somebody else's edition, without its marking, comes as it reads; what an own one has put right is put right."""
    content = marked_again(reading.sealed, marks_of(marking)) if marking else reading.content
    typed, marks = typed_of({name: raw for name, raw in content.items() if name not in leave_out and name != TERMS})
    if marking:
        kept = {name: {key: mark[key] for key in mark if key != "correction"} for name, mark in marks.items()}
        marks = {name: mark for name, mark in kept.items() if mark}
    if NOTE in typed:
        typed[NOTE] = free_note(reading.content)
    return typed, marks


def wished_again(reading: Reading, marking: Marking) -> dict[str, Any]:
    """Whether names stood in the handling note is said by the note alone."""
    named = {TermKind.ALSO_TO, TermKind.NOT_TO} & {term.kind for term in terms_in(reading.content)}
    return {**wish_of(marking), **({"names_in_note": True} if named else {})}
