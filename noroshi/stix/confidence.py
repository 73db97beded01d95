"""Confidence in the words of each scale, and the number from 0 to 100 that STIX keeps (STIX 2.1, appendix A).

Typed, it is a number, a word of any scale in either language, `B2` of Admiralty, or a scale with its word: `wep:likely`.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.word import Bilingual


@dataclass(frozen=True, slots=True)
class Step(Bilingual):
    """From `least` up to the next step of its scale; `value` is what the word alone means."""

    word: str
    value: int
    least: int
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Scale(Bilingual):
    id: str
    ja: str
    en: str
    steps: tuple[Step, ...]

    def value(self, word: str) -> int | None:
        """None for a word that this scale does not have, and for what says that nobody can tell."""
        return next((step.value for step in self.steps if step.word == word), None)

    def step(self, confidence: int | None) -> Step | None:
        if confidence is None or not 0 <= confidence <= 100:
            return None
        return self.steps[bisect_right([step.least for step in self.steps], confidence) - 1]


_LEVELS = Scale(
    "level",
    "高・中・低",
    "none, low, medium, high",
    (
        Step("none", 0, 0, "なし", "none"),
        Step("low", 15, 1, "低", "low"),
        Step("med", 50, 30, "中", "medium"),
        Step("high", 85, 70, "高", "high"),
    ),
)
_TENTHS = Scale(
    "tenths",
    "0〜10",
    "0 to 10",
    tuple(Step(str(n), n * 10, max(n * 10 - 5, 0), f"{n}/10", f"{n} of 10") for n in range(11)),
)
_ADMIRALTY = Scale(
    "admiralty",
    "情報の確度（アドミラルティ）",
    "Admiralty credibility",
    (
        Step("5", 10, 0, "5 ありそうにない", "5 improbable"),
        Step("4", 30, 20, "4 疑わしい", "4 doubtful"),
        Step("3", 50, 40, "3 ありうる", "3 possibly true"),
        Step("2", 70, 60, "2 おそらく真実", "2 probably true"),
        Step("1", 90, 80, "1 他の情報源で確認済み", "1 confirmed by other sources"),
    ),
)
_WEP = Scale(
    "wep",
    "蓋然性の言葉（WEP）",
    "words of estimative probability",
    (
        Step("impossible", 0, 0, "ありえない", "impossible"),
        Step("highly-unlikely", 10, 1, "まずありえない", "highly unlikely, almost certainly not"),
        Step("unlikely", 30, 20, "ありそうにない", "unlikely, probably not"),
        Step("even-chance", 50, 40, "五分五分", "even chance"),
        Step("likely", 70, 60, "ありそうである", "likely, probable"),
        Step("highly-likely", 90, 80, "まず確実", "highly likely, almost certain"),
        Step("certain", 100, 100, "確実", "certain"),
    ),
)
_DNI = Scale(
    "dni",
    "米国国家情報長官の尺度（DNI）",
    "DNI scale",
    (
        Step("almost-no-chance", 5, 0, "ほぼ可能性なし", "almost no chance, remote"),
        Step("very-unlikely", 15, 10, "ごく低い", "very unlikely, highly improbable"),
        Step("unlikely", 30, 20, "低い", "unlikely, improbable"),
        Step("roughly-even", 50, 40, "ほぼ五分五分", "roughly even chance"),
        Step("likely", 70, 60, "高い", "likely, probable"),
        Step("very-likely", 85, 80, "ごく高い", "very likely, highly probable"),
        Step("almost-certain", 95, 90, "ほぼ確実", "almost certain, nearly certain"),
    ),
)
SCALES: Final = MappingProxyType({scale.id: scale for scale in (_LEVELS, _TENTHS, _ADMIRALTY, _WEP, _DNI)})
CANNOT_BE_JUDGED: Final = "6"
"""Admiralty 6 says that nobody can tell: no confidence is written."""
LETTER_AND_DIGIT: Final = re.compile("[a-f]?([1-6])")
LONGEST: Final = 60


class ConfidenceUnknown(Refusal):
    code, status = "confidence_unknown", 422
    ja = "確度は、0から100までの数か、「高」「B2」「likely」のような尺度の言葉で入力してください。"
    en = "Confidence is a number from 0 to 100, or a word of a scale such as high, B2 or likely."


def confidence(scale: str, word: str) -> int | None:
    """The number that a word of a scale means; None where nothing is said."""
    found = SCALES.get(scale)
    return found.value(word) if found else None


def in_words(value: int | None, scale: str = "level") -> Step | None:
    """The word of a scale for a number; None where nothing is said."""
    found = SCALES.get(scale)
    return found.step(value) if found else None


def in_every_scale(value: int | None) -> list[tuple[Scale, Step]]:
    """The same number in the words of each; nothing where nothing is said."""
    return [(scale, step) for scale in SCALES.values() if (step := scale.step(value)) is not None]


def written(given: Any) -> int | None:
    """What somebody typed, as the number; None where it is empty or says that nobody can tell."""
    text = unicodedata.normalize("NFKC", str(given if given is not None else ""))[: LONGEST + 1].strip().lower()
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 3 and int(text) <= 100:
        return int(text)
    if judged := LETTER_AND_DIGIT.fullmatch(text):
        return _of_admiralty(judged[1])
    scale, _, word = text.partition(":")
    if scale == "admiralty" and (judged := LETTER_AND_DIGIT.fullmatch(word.strip())):
        return _of_admiralty(judged[1])
    found = WRITTEN.get(text, set()) if not word else _of_scale(scale.strip(), word.strip())
    if len(found) != 1:
        raise ConfidenceUnknown
    return next(iter(found))


def _of_admiralty(digit: str) -> int | None:
    return None if digit == CANNOT_BE_JUDGED else confidence("admiralty", digit)


def _of_scale(scale: str, word: str) -> set[int]:
    value = confidence(scale, word.replace(" ", "-"))
    return set() if value is None else {value}


def _ways(step: Step) -> Iterator[str]:
    """How a word is written: as machines name it, as people of either language do, whole or by one of its synonyms."""
    yield from (step.ja, step.en, *step.en.split(", "))
    if not step.word.isdigit():
        yield from (step.word, step.word.replace("-", " "))


def _written(scales: Iterable[Scale]) -> dict[str, set[int]]:
    """What means one number on one scale and another on the next is asked for with its scale."""
    found: dict[str, set[int]] = {}
    for scale in scales:
        for step in scale.steps:
            for way in _ways(step):
                found.setdefault(unicodedata.normalize("NFKC", way).lower(), set()).add(step.value)
    return found


WRITTEN: Final = MappingProxyType(_written(SCALES.values()))
