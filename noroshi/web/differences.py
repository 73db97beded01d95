"""What changed between two wordings, in pieces small enough to read: words and numbers whole, Japanese by the character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:/\-\[\]@]*|[ァ-ヶー]+|[一-龠々]+|\s+|.", re.DOTALL)
LIKE_ENOUGH = 0.4


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: in both, only before, or only after."""

    text: str
    kind: str


def pieces(before: str, after: str) -> list[Piece]:
    """The pieces in reading order. Wordings that have little in common are shown one after the other, not in shreds."""
    if not before or not after:
        return [piece for piece in (Piece(before, "gone"), Piece(after, "new")) if piece.text]
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < LIKE_ENOUGH:
        return [Piece(before, "gone"), Piece(after, "new")]
    return list(_walk(matcher, old, new))


def _walk(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield Piece("".join(old[old_from:old_to]), "kept")
            continue
        if old_to > old_from:
            yield Piece("".join(old[old_from:old_to]), "gone")
        if new_to > new_from:
            yield Piece("".join(new[new_from:new_to]), "new")
