"""Paragraphs with a range of their own: sealed under names of their own, one text again for whoever holds them.

`summary#4f0c` is a piece of `summary`. A piece knows after how many lines of the open text it stands and nothing of other pieces;
who lacks it finds no gap.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

SIGN: Final = "#"
AFTER: Final = "after"
VALUE: Final = "value"


def is_piece(name: str) -> bool:
    return SIGN in name


def field_of(name: str) -> str:
    return name.partition(SIGN)[0]


def names_for(field: str, count: int) -> list[str]:
    """In the order of the text; drawn, so that no name says how many there are."""
    drawn: set[str] = set()
    while len(drawn) < count:
        drawn.add(secrets.token_hex(4))
    return [f"{field}{SIGN}{tag}" for tag in sorted(drawn)]


def whole(content: Mapping[str, Any]) -> dict[str, Any]:
    """What a reader holds, each text in one: pieces stand where they stood."""
    pieces: dict[str, list[str]] = {}
    for name in sorted(content):
        if is_piece(name):
            pieces.setdefault(field_of(name), []).append(name)
    if not pieces:
        return dict(content)
    joined = {field: _joined(content.get(field), [content[name] for name in names]) for field, names in pieces.items()}
    return {name: joined.get(name, value) for name, value in content.items() if not is_piece(name)} | {
        field: value for field, value in joined.items() if field not in content
    }


def _joined(base: Any, pieces: Sequence[Mapping[str, Any]]) -> Any:
    """What is said about the text (how sure, from what) stays with it."""
    said = dict(base) if isinstance(base, Mapping) else {VALUE: base or ""}
    if base is None:
        said |= {name: value for name, value in pieces[0].items() if name not in {AFTER, VALUE}}
    lines = str(said[VALUE]).split("\n") if said[VALUE] else []
    for _number, piece in sorted(enumerate(pieces), key=lambda one: (int(one[1][AFTER]), one[0]), reverse=True):
        place = min(int(piece[AFTER]), len(lines))
        lines[place:place] = _set_apart(str(piece[VALUE]), lines, place)
    text = "\n".join(lines)
    return {**said, VALUE: text} if set(said) - {VALUE} else text


def _set_apart(text: str, lines: Sequence[str], place: int) -> list[str]:
    """A paragraph keeps its blank lines."""
    before = [""] if place and lines[place - 1] else []
    after = [""] if place < len(lines) and lines[place] else []
    return [*before, *text.split("\n"), *after]
