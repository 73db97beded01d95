"""Measures that a later issue replaces: whoever opens an old one must not act on it (C-054). Told by page, paper, letter and API alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from noroshi.audiences.viewer import Viewer
from noroshi.editions.queries import Reading, Stated, Wanted, edition_readable_by, editions_readable_by
from noroshi.vocabulary import Said
from noroshi.vocabulary.differences import Piece, pieces

MEASURES: Final = ("course_of_action", "measures")
"""Of an advisory, of an incident sheet; a form has one of them."""
MOST: Final = 40


@dataclass(frozen=True, slots=True)
class Replaced:
    """What stood there and what stands there now. `is_latest` says on which of the two the reader looks; `by` is the newer one."""

    field_id: str
    before: Said
    after: Said
    by: Stated
    is_latest: bool

    @property
    def reason(self) -> str:
        return self.after.correction

    def shown(self, before: str, after: str) -> tuple[Piece, ...]:
        """In the words of whoever shows it. An earlier issue is shown as it was, with what is no more struck."""
        told = pieces(before, after)
        return tuple(told if self.is_latest else (piece for piece in told if piece.kind != "new"))


def replaced(reading: Stated, others: Sequence[Stated]) -> tuple[Replaced, ...]:
    """In the latest issue what it replaced, in an earlier one what the latest replaces; `others` as far as the reader holds them."""
    own = [one for one in others if one.originator.pk == reading.originator.pk and one.kind == reading.kind]
    here = next((place for place, one in enumerate(own) if one.key == reading.key), 0)
    if len(own) < 2:
        return ()
    is_latest = here == len(own) - 1
    before, after = (own[here - 1], own[here]) if is_latest else (own[here], own[-1])
    found = (Replaced(name, *_said(name, before, after), after, is_latest) for name in MEASURES)
    return tuple(one for one in found if gone(one.before, one.after))


def around_in_matter(viewer: Viewer, reading: Reading, answer: str = "record") -> list[Stated]:
    """This edition between the one that it follows and the latest, as far as this reader holds them; oldest first."""
    if not any(name in reading.content for name in MEASURES):
        return []
    lines = editions_readable_by(viewer, Wanted(matter=reading.matter, kinds=[reading.kind], limit=MOST))
    own = sorted((one for one in lines if one.originator.pk == reading.originator.pk), key=lambda one: one.key)
    earlier, later = ([one for one in own if one.key < reading.key], [one for one in own if one.key > reading.key])
    beside = later[-1:] or earlier[-1:]
    others = [edition_readable_by(viewer, one.public_id, answer=answer) for one in beside]
    return sorted([reading, *others], key=lambda one: one.key)


def gone(before: Said, after: Said) -> tuple[str, ...]:
    """Stretches of the measures that do not stand any more."""
    old, new = str(before.value or ""), str(after.value or "")
    told = pieces(old, new) if old.strip() and old != new else []
    return tuple(piece.text.strip() for piece in told if piece.kind == "gone" and piece.text.strip())


def gone_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """By field, for a letter."""
    found = {name: gone(*(Said.of(one.get(name, "")) for one in (before, after))) for name in MEASURES}
    return {name: stretches for name, stretches in found.items() if stretches}


def lines_gone(before: Any, after: Any) -> tuple[str, str]:
    """Whole lines of the measures of an earlier issue: those that its latest says as well, and those that it does not."""
    old, new = (str(Said.of(one).value or "").splitlines() for one in (before, after))
    standing = {line.strip() for line in new}
    kept, went = ([line for line in old if (line.strip() in standing) is stands] for stands in (True, False))
    return "\n".join(kept).strip(), "\n".join(went).strip()


def _said(name: str, *editions: Stated) -> tuple[Said, Said]:
    before, after = (Said.of(one.content.get(name, "")) for one in editions)
    return before, after
