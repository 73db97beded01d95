"""What changed between two wordings, in pieces small enough to read: words and numbers whole, Japanese by the character."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKENS = re.compile(r"[0-9A-Za-z][0-9A-Za-z._:/\-\[\]@]*|[ァ-ヶー]+|[一-龠々]+|\s+|.", re.DOTALL)
LIKE_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: in both, only before, or only after."""

    text: str
    kind: str


def pieces(before: str, after: str) -> list[Piece]:
    """The pieces in reading order: lines that stand are kept, and in the others what went and what came."""
    if "\n" not in before or "\n" not in after:
        return _words(before, after)
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        went, came = old[old_from:old_to], new[new_from:new_to]
        pairs = zip(went, came, strict=True) if len(went) == len(came) else [("".join(went), "".join(came))]
        for one, other in pairs:
            found += [Piece(one, "kept")] if kind == "equal" else _words(one, other)
    return found


def _words(before: str, after: str) -> list[Piece]:
    """Wordings that have little in common are shown one after the other, not in shreds."""
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
