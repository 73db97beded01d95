"""Beside ⑥: which service maintenance levels the sector has, and whether the typed figures cross them (C-020, 手引書 表2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from noroshi.drafting.figures import UNITS, read_figure
from noroshi.schemes.levels import Figure, Level, any_breached
from noroshi.schemes.sectors import Sector, Service
from noroshi.vocabulary import Comparison, LevelKind, Metric
from noroshi.vocabulary.errors import Refusal
from noroshi.vocabulary.unreadable import FieldUnknown

ASKED_OF_ANY_OUTAGE: Final = (Metric.USERS, Metric.DURATION_MIN)
SIGNS: Final = {
    Comparison.AT_LEAST: "{unit} or more",
    Comparison.MORE_THAN: "more than {unit}",
    Comparison.AT_MOST: "{unit} or less",
    Comparison.LESS_THAN: "less than {unit}",
    Comparison.EXACTLY: "exactly {unit}",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure to type, and what was understood of it."""

    metric: Metric
    amount: float | None = None

    def label(self, lang: str) -> str:
        return self.metric.label(lang)

    def unit(self, lang: str) -> str:
        return UNITS[self.metric].label(lang)


@dataclass(frozen=True, slots=True)
class LevelFinding:
    """One printed level, the services that it holds for (none: the whole sector), and whether it is crossed (None: not decided)."""

    level: Level
    services: tuple[Service, ...]
    is_breached: bool | None
    missing: tuple[Metric, ...]
    cite: str

    def text(self, lang: str) -> str:
        """電気通信設備の故障 → 役務提供の停止・品質の低下: 影響利用者数 30,000人以上 かつ 継続時間 120分以上."""
        is_english = lang.lower().startswith("en")
        both = " and " if is_english else " かつ "
        words = self.level.en if is_english else self.level.ja
        around = (
            (self.level.trigger_en, self.level.effect_en)
            if is_english
            else (self.level.trigger_ja, self.level.effect_ja)
        )
        figures = both.join(_figure(figure, lang) for figure in self.level.all)
        return ": ".join(part for part in (words, " → ".join(filter(None, around)), figures) if part)


@dataclass(frozen=True, slots=True)
class LevelAnswer:
    """`mistakes` are codes by metric; `is_breached` is None until what is known decides it."""

    asked: tuple[Asked, ...]
    findings: tuple[LevelFinding, ...]
    is_breached: bool | None
    mistakes: dict[str, list[str]]


def levels_answer(sector: Sector, typed: Mapping[str, object], service_id: str = "") -> LevelAnswer:
    """By metric: {"users": "3万", "duration_min": "1.5時間"}. With a service, its levels alone."""
    held = _held(sector, service_id)
    metrics = tuple(metric for metric in Metric if any(metric in _asks(level) for level in held))
    measured, mistakes = _measured(metrics, typed)
    findings = tuple(_finding(level, services, sector, measured) for level, services in held.items())
    return LevelAnswer(
        asked=tuple(Asked(metric, measured.get(metric)) for metric in metrics),
        findings=findings,
        is_breached=any_breached(tuple(held), measured),
        mistakes=mistakes,
    )


def _held(sector: Sector, service_id: str) -> dict[Level, tuple[Service, ...]]:
    """Each level once; a level of the sector itself names no service unless some have their own."""
    services = [service for service in sector.services if service_id in ("", service.id)]
    held: dict[Level, tuple[Service, ...]] = {}
    for service in services:
        for level in sector.levels_of(service):
            held[level] = (*held.get(level, ()), service)
    return {level: () if len(those) == len(sector.services) else those for level, those in held.items()}


def _asks(level: Level) -> tuple[Metric, ...]:
    return ASKED_OF_ANY_OUTAGE if level.kind is LevelKind.NO_OUTAGE else tuple(figure.metric for figure in level.all)


def _measured(
    metrics: tuple[Metric, ...], typed: Mapping[str, object]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """A metric that the sector does not ask is ignored: the sector may just have been changed."""
    measured: dict[str, float] = {}
    known = {metric.value for metric in Metric}
    mistakes = {name[:60]: [FieldUnknown.code] for name in list(typed)[:20] if name not in known}
    for metric in metrics:
        try:
            amount = read_figure(metric, typed.get(metric.value) or "")
        except Refusal as refusal:
            mistakes[metric.value] = [refusal.code]
        else:
            measured |= {} if amount is None else {metric.value: amount}
    return measured, mistakes


def _finding(
    level: Level, services: tuple[Service, ...], sector: Sector, measured: Mapping[str, float]
) -> LevelFinding:
    answer = level.is_breached(measured)
    missing = tuple(metric for metric in _asks(level) if metric.value not in measured) if answer is None else ()
    return LevelFinding(level, services, answer, missing, level.cite or sector.cite)


def _figure(figure: Figure, lang: str) -> str:
    label = figure.metric.label(lang).partition("(")[0].partition(" in ")[0]
    if lang.lower().startswith("en"):
        return f"{label} {SIGNS[figure.op].format(unit=f'{figure.value:,} {UNITS[figure.metric].en}')}"
    return f"{label} {figure.value:,}{UNITS[figure.metric].ja}{figure.op.ja}"
