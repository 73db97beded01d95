"""What a further edition changes, for a letter: said by the room above that knows forms, nothing where it says nothing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

type Lines = tuple[tuple[str, str], ...]
type Content = Mapping[str, Any]
type Teller = Callable[[str, str, Content, Content, str], Lines]
type Striker = Callable[[str, str, Content, Content, str], tuple[Content, Lines]]


class Struck(str):
    """Words of a letter that do not stand any more: struck where the letter can, marked line by line where it cannot."""

    __slots__ = ()

    @property
    def marked(self) -> str:
        return "\n".join(f"× {line}" for line in self.splitlines())


_tellers: Final[list[Teller]] = []
"""The room that knows what a change is registers it: kind, scheme, before, after, language."""


_strikers: Final[list[Striker]] = []
"""Likewise what of an item does not stand any more: kind, scheme, what it says, what its desk says now, language."""


def changes_told_by(teller: Teller, striker: Striker) -> None:
    _tellers[:], _strikers[:] = [teller], [striker]


def changes_told(kind: str, scheme: str, before: Mapping[str, Any], after: Mapping[str, Any], lang: str) -> Lines:
    return tuple(line for one in _tellers for line in one(kind, scheme, before, after, lang))


def without_what_went(kind: str, scheme: str, said: Content, now: Content, lang: str) -> tuple[Content, Lines]:
    """What still stands of it, and the rest as it is struck."""
    for one in _strikers:
        return one(kind, scheme, said, now, lang)
    return said, ()
