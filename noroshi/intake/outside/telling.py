"""What a non-member is asked: what happened, when, which systems, what was done, what to look for. Never who it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from unicodedata import normalize

from noroshi.drafting.checks.bound import bound
from noroshi.drafting.checks.finding import Finding
from noroshi.drafting.checks.personal import personal
from noroshi.vocabulary import Text
from noroshi.vocabulary.errors import InvalidFields, Refusal
from noroshi.vocabulary.text import clean_line, clean_text

LONGEST: Final = {"what": 5000, "when": 200, "systems": 2000, "measures": 2000, "indicators": 4000}
QUESTIONS: Final[Mapping[str, Text]] = {
    "what": Text("何が起きたか", "What happened"),
    "when": Text("いつ", "When"),
    "systems": Text("対象のシステムや製品", "Systems or products"),
    "measures": Text("取った対応", "What was done"),
    "indicators": Text(
        "手がかり（通信先、ファイル名、ハッシュ値など）", "What to look for (addresses, file names, hashes)"
    ),
}
ONE_LINE: Final = frozenset({"when"})


class ToldOutsideUnfit(Refusal):
    """Somebody who thinks again before sending saves the desk from holding what it must not hold."""

    code, status = "told_outside_unfit", 422
    ja = "個人情報や、ほかの人との約束で守る情報のように見えるところがあります。消すか、そのまま送ることを確かめてください。"
    en = "Some of it looks like personal data, or like something you have promised to keep. Take it out, or confirm that you mean it."


@dataclass(frozen=True, slots=True)
class Told:
    """Cleaned answers by question; empty ones are left out."""

    said: Mapping[str, str]

    @property
    def title(self) -> str:
        return self.said["what"].split("\n", 1)[0][:120]


def told(given: Mapping[str, object]) -> Told:
    said: dict[str, str] = {}
    mistakes: dict[str, list[str]] = {}
    for name, most in LONGEST.items():
        clean = clean_line if name in ONE_LINE else clean_text
        try:
            text = clean(given.get(name) or "", most=most, required=name == "what")
        except Refusal as refusal:
            mistakes[name] = [refusal.code]
        else:
            said |= {name: text} if text else {}
    if mistakes:
        raise InvalidFields(fields=mistakes)
    return Told(said)


def looks_unfit(texts: Mapping[str, str]) -> tuple[Finding, ...]:
    """Probable personal data and what may be bound by a promise, once each."""
    found = [
        Finding(kind, name, words)
        for name, text in texts.items()
        for check in (personal, bound)
        for kind, words in check(normalize("NFKC", text))
    ]
    return tuple(dict.fromkeys(found))
