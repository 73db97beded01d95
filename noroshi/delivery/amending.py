"""What a further edition changes, for a letter: said by the room above that knows forms, nothing where it says nothing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

type Lines = tuple[tuple[str, str], ...]
type Teller = Callable[[str, str, Mapping[str, Any], Mapping[str, Any], str], Lines]


class Struck(str):
    """Words of a letter that do not stand any more: struck where the letter can, marked line by line where it cannot."""

    __slots__ = ()

    @property
    def marked(self) -> str:
        return "\n".join(f"× {line}" for line in self.splitlines())


_tellers: Final[list[Teller]] = []
"""The room that knows what a change is registers it: kind, scheme, before, after, language."""


def changes_told_by(teller: Teller) -> None:
    _tellers[:] = [teller]


def changes_told(kind: str, scheme: str, before: Mapping[str, Any], after: Mapping[str, Any], lang: str) -> Lines:
    return tuple(line for one in _tellers for line in one(kind, scheme, before, after, lang))
