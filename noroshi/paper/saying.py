"""What is said about a value beside it, one line below: 〔推定：サーバログ等より推測〕, 〔未確認〕, 〔匿名〕."""

import re
from typing import Any, Final

from noroshi.paper.labels import ANONYMIZED, CERTAINTY, ESCAPE
from noroshi.paper.values import marks
from noroshi.vocabulary import Said

LINE: Final = re.compile(r"(\u3000*)〔([^\n]*)〕")
CERTAIN: Final = {words: one.value for one, words in CERTAINTY.items()}
BASIS: Final = "根拠"
JOINED, TOLD = "、", "："


def said_line(said: Said) -> str:
    """Empty when nothing is said about it."""
    words = marks(said)
    return f"〔{words}〕" if words else ""


def read_said(line: str) -> dict[str, Any] | None:
    """None when the line is not such a line."""
    found = LINE.fullmatch(line.strip(" "))
    if found is None or found[1]:
        return None
    mark: dict[str, Any] = {}
    rest = found[2]
    if rest == ANONYMIZED or rest.startswith(ANONYMIZED + JOINED):
        mark["anonymized"] = True
        rest = rest[len(ANONYMIZED) :].removeprefix(JOINED)
    if rest:
        words, _, basis = rest.partition(TOLD) if TOLD in rest else rest.partition(":")
        if words.strip() not in (*CERTAIN, BASIS):
            return None
        if words.strip() in CERTAIN:
            mark["certainty"] = CERTAIN[words.strip()]
        if basis.strip():
            mark["basis"] = basis.strip()
    return mark or None


def with_said(text: str, said: Said) -> str:
    """In one cell. A last line of the writer's own that only looks like such a line is set in by one space."""
    line = said_line(said)
    if line:
        return f"{text}\n{line}" if text else line
    *before, last = text.split("\n")
    return "\n".join([*before, ESCAPE + last]) if LINE.fullmatch(last) else text


def apart(text: str) -> tuple[str, dict[str, Any]]:
    """The value and what is said about it."""
    *before, last = text.split("\n")
    mark = read_said(last)
    if mark:
        return "\n".join(before), mark
    found = LINE.fullmatch(last)
    return ("\n".join([*before, last.removeprefix(ESCAPE)]) if found and found[1] else text), {}
