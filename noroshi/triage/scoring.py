"""One score and why it is what it is, line by line. Plain Python; the same figures as in the factors, and nothing beside them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from math import exp, log, prod
from typing import Final

from noroshi.stix.severity import severity_of
from noroshi.triage.factors import (
    DAYS,
    IMPORTANCE,
    RELEVANCE,
    RELIABILITY,
    SEVERITY,
    UNSAID_CONFIDENCE,
    UNSAID_SEVERITY,
)
from noroshi.vocabulary import Freshness, Relevance, Reliability, TextLanguage
from noroshi.vocabulary.word import Text

DAY_SECONDS: Final = 86_400.0
POINTS: Final = 100


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a score looks at. `weight` was laid down when the value came in and never changes."""

    weight: float
    confidence: int | None
    reliability: Reliability
    freshness: Freshness
    relevance: Relevance
    severity: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One factor: its share, and the same as points, which add up to the score's own."""

    name: Text
    said: Text
    factor: float

    @property
    def points(self) -> float:
        """On a scale where halving costs the same everywhere; 0 is the best that there is."""
        return log(self.factor) if self.factor > 0 else float("-inf")


@dataclass(frozen=True, slots=True)
class Scored:
    score: float
    lines: tuple[Line, ...]


def weight_of(confidence: int | None, start: datetime, freshness: Freshness, severity: int | None = None) -> float:
    return log(_share(confidence) * _severity(severity)) + start.timestamp() / DAY_SECONDS / DAYS[freshness]


def scored(facts: Facts, now: datetime) -> Scored:
    """The score is the product of its lines; what lies in the future counts as new."""
    age = age_days(facts, now)
    days = DAYS[facts.freshness]
    said = facts.confidence
    lines = (
        Line(
            Text("確度", "Confidence"),
            Text(f"{said}", f"{said}")
            if said is not None
            else Text(f"記載なし（{UNSAID_CONFIDENCE}とみなす）", f"not given, counts as {UNSAID_CONFIDENCE}"),
            _share(said),
        ),
        _line(Text("情報源の信頼度", "Reliability of the source"), facts.reliability, RELIABILITY[facts.reliability]),
        _line(Text("重大さ", "Importance"), facts.freshness, IMPORTANCE[facts.freshness]),
        Line(Text("深刻度", "Severity"), _severity_said(facts.severity), _severity(facts.severity)),
        Line(
            Text("鮮度", "Freshness"),
            Text(f"{age:.0f}日前（{days}日で約3分の1）", f"{age:.0f} days old (about a third after {days})"),
            exp(-age / days),
        ),
        _line(Text("関係", "Relevance"), facts.relevance, RELEVANCE[facts.relevance]),
    )
    return Scored(prod(line.factor for line in lines), lines)


def spoken(of: Scored, languages: Collection[TextLanguage], *, is_foreign: bool) -> Scored:
    """With the line of its language: all of the score, or none of it where the profile leaves the language out."""
    factor, named = 0.0 if is_foreign else 1.0, sorted(languages)
    said = Text("・".join(one.ja for one in named), " / ".join(one.en for one in named))
    line = Line(Text("言語", "Language"), said if named else Text("文章なし", "no text"), factor)
    return Scored(of.score * factor, (*of.lines, line))


def age_days(facts: Facts, now: datetime) -> float:
    start = (facts.weight - log(_share(facts.confidence) * _severity(facts.severity))) * DAYS[facts.freshness]
    return max(0.0, now.timestamp() / DAY_SECONDS - start)


def bar(threshold: float, rest: float, freshness: Freshness, now: datetime) -> float:
    """The weight from which something is above a threshold, `rest` being all factors that are no weight."""
    return log(threshold / rest) + now.timestamp() / DAY_SECONDS / DAYS[freshness]


def _share(confidence: int | None) -> float:
    return max(1, UNSAID_CONFIDENCE if confidence is None else confidence) / 100


def _severity(said: int | None) -> float:
    return UNSAID_SEVERITY if said is None else SEVERITY[severity_of(said)]


def _severity_said(said: int | None) -> Text:
    if said is None:
        return Text("記載なし（減点なし）", "not given, takes nothing away")
    word = severity_of(said)
    if said < 0:
        return Text(word.ja, word.en)
    return Text(f"CVSS {said / 10:.1f}（{word.ja}）", f"CVSS {said / 10:.1f} ({word.en})")


def _line(name: Text, word: Reliability | Freshness | Relevance, factor: float) -> Line:
    return Line(name, Text(word.ja, word.en), factor)
