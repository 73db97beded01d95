"""A mistake in a scheme file: where, what is wrong, and what would be right, in both languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from noroshi.vocabulary import Text
from noroshi.vocabulary.errors import Refusal


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """`line` is 1 for a file as a whole."""

    file: Path
    line: int
    what: Text
    instead: Text

    def label(self, lang: str) -> str:
        """One line, as compilers write it, so that editors can jump to it."""
        arrow = "Instead: " if lang.startswith("en") else "正しくは: "
        return f"{self.file}:{self.line}: {self.what.label(lang)} {arrow}{self.instead.label(lang)}"

    def __str__(self) -> str:
        return self.label("en")


_FEW = 6


class SchemeBroken(Refusal):
    """A scheme is never half loaded: one mistake refuses the whole of it."""

    code, status = "scheme_broken", 422
    ja = "スキーム {scheme} に誤りが {count} 件あります。{first}"
    en = "The scheme {scheme} has {count} mistakes. {first}"

    def __init__(self, *, scheme: str, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__(scheme=scheme, count=len(self.mistakes), first=self.mistakes[0])


def nearest(word: str, known: Iterable[str]) -> Text:
    """All the known words when they are few, else those closest to the given one."""
    choices = sorted(known)
    close = get_close_matches(word, choices, n=3, cutoff=0.6) if len(choices) > _FEW else []
    shown = ", ".join(close or choices[:12]) or "-"
    if close:
        return Text(f"{shown} のことでしょうか。", f"did you mean {shown}?")
    rest = len(choices) - 12
    more = (f" ほか{rest}件", f" and {rest} more") if rest > 0 else ("", "")
    return Text(f"次のいずれか: {shown}{more[0]}", f"one of: {shown}{more[1]}")
