"""What an edition says otherwise than the one before, in words: for paper that knows no colors, and for reading over the telephone.

Such lines and rows begin with `SIGN`; whoever reads a form back leaves them out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from noroshi.paper import values
from noroshi.paper.labels import ESCAPE
from noroshi.paper.paper import Paper
from noroshi.schemes.forms import FormField
from noroshi.vocabulary import FieldType, Said
from noroshi.vocabulary.aligning import aligned
from noroshi.vocabulary.differences import GONE, KEPT, NEW, Piece, pieces
from noroshi.vocabulary.plain_sight import defanged_within

SIGN: Final = "※前の報から　"
REPLACED: Final = "※差し替え済み　"
SIGNS: Final = (SIGN, REPLACED)
CHOSEN: Final = frozenset({FieldType.CHOICE, FieldType.CHOICES})
NOTHING: Final = "記載なし"
MOST_KEPT: Final = 24


@dataclass(frozen=True, slots=True)
class Told:
    """`sign` and `words` stand before the pieces: 訂正, 追記; or by which edition it was replaced."""

    sign: str
    words: str
    pieces: tuple[Piece, ...]

    def text(self, kind: str) -> tuple[str, ...]:
        """Line by line what went, or what came."""
        lines = (line.strip() for piece in self.pieces if piece.kind == kind for line in piece.text.splitlines())
        return tuple(line for line in lines if line)


def told_of(paper: Paper, field_id: str) -> tuple[Told, ...]:
    """What changed in this field, and what has been replaced since; nothing where neither is so."""
    field = paper.field(field_id)
    return tuple(one for one in (_since(paper, field_id, field), _replaced(paper, field_id, field)) if one)


def set_in(text: str) -> str:
    """A value of the writer's own that begins like our words is set in by one space, `set_out` takes it away again."""
    return ESCAPE + text if text.lstrip(ESCAPE).startswith(SIGNS) else text


def set_out(text: str) -> str:
    return text.removeprefix(ESCAPE) if text.lstrip(ESCAPE).startswith(SIGNS) else text


def shortened(told: Sequence[Piece]) -> Iterator[Piece]:
    """What stands is only there to find the place again."""
    for place, piece in enumerate(told):
        text = piece.text
        if piece.kind != KEPT or len(text) <= 2 * MOST_KEPT:
            yield piece
            continue
        head = text[:MOST_KEPT] if place else ""
        tail = text[-MOST_KEPT:] if place < len(told) - 1 else ""
        yield Piece(f"{head}…{tail}", KEPT)


def _since(paper: Paper, field_id: str, field: FormField | None) -> Told | None:
    if paper.since is None or field_id not in paper.since.before:
        return None
    before, now = Said.of(paper.since.before[field_id]), paper.said(field_id)
    kind = paper.since.kinds.get(field_id)
    words = kind.ja if kind else "変更"
    found = [*_pieces(paper, field, before, now), *_marks(before, now)]
    return Told(SIGN, words if not before.is_empty else f"{words}（前の報には{NOTHING}）", tuple(found))


def _replaced(paper: Paper, field_id: str, field: FormField | None) -> Told | None:
    found = paper.replaced.get(field_id)
    if found is None:
        return None
    told = _pieces(paper, field, paper.said(field_id), Said.of(found.after))
    return Told(REPLACED, defanged_within(found.words), tuple(piece for piece in told if piece.kind != NEW))


def _pieces(paper: Paper, field: FormField | None, before: Said, now: Said) -> list[Piece]:
    if field and field.type in CHOSEN:
        return list(_options(paper, field, before, now))
    if field and field.type is FieldType.ROWS:
        return list(_rows(paper, field, before, now))
    return pieces(*(defanged_within(values.words(paper.scheme, field, said.value)) for said in (before, now)))


def _options(paper: Paper, field: FormField, before: Said, now: Said) -> Iterator[Piece]:
    was, is_now = ([box for box in values.boxes(paper.scheme, field, said) if box.is_checked] for said in (before, now))
    ids, were = {box.id for box in is_now}, {box.id for box in was}
    yield from (Piece(f"{box.words}\n", GONE) for box in was if box.id not in ids)
    yield from (Piece(f"{box.words}\n", NEW) for box in is_now if box.id not in were)


def _rows(paper: Paper, field: FormField, before: Said, now: Said) -> Iterator[Piece]:
    old, new = (said.value if isinstance(said.value, list) else [] for said in (before, now))
    for was, is_now in aligned(old, new):
        went, came = (_row(paper, field, row) for row in (was, is_now))
        if went != came:
            yield from _went_and_came(f"{went}\n", f"{came}\n")


def _row(paper: Paper, field: FormField, row: object) -> str:
    cells = next(values.rows(paper.scheme, field, [row]), ()) if row else ()
    return defanged_within("　".join(cell.replace("\n", " ") for cell in cells if cell))


def _marks(before: Said, now: Said) -> Iterator[Piece]:
    """How sure the writer is; a value that was stated as known has no such mark."""
    was, is_now = (values.marks(said) for said in (before, now))
    if was != is_now and not before.is_empty:
        yield from _went_and_came(*(f"\n〔{defanged_within(words or '断定')}〕" for words in (was, is_now)))


def _went_and_came(went: str, came: str) -> Iterator[Piece]:
    yield from (Piece(went, GONE), Piece(came, NEW))
