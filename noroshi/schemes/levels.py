"""Service maintenance levels: the line below which a service may not fall (手引書 表2)."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from noroshi.vocabulary import Comparison, LevelKind, Metric

_COMPARE: dict[Comparison, Callable[[float, float], bool]] = {
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE_THAN: operator.gt,
    Comparison.AT_MOST: operator.le,
    Comparison.LESS_THAN: operator.lt,
    Comparison.EXACTLY: operator.eq,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed figure: users >= 30000."""

    metric: Metric
    op: Comparison
    value: int

    def is_met(self, measured: Mapping[str, float]) -> bool | None:
        """None while nobody has said how much it was."""
        amount = measured.get(self.metric)
        return None if amount is None else _COMPARE[self.op](amount, self.value)


@dataclass(frozen=True, slots=True)
class Level:
    """A level is breached when all its figures are met; `no_outage` is breached by any outage at all (表2 注2)."""

    kind: LevelKind
    ja: str = ""
    en: str = ""
    trigger_ja: str = ""
    trigger_en: str = ""
    effect_ja: str = ""
    effect_en: str = ""
    all: tuple[Figure, ...] = ()
    cite: str = ""

    def is_breached(self, measured: Mapping[str, float]) -> bool | None:
        """True, False, or None when what is known does not decide it."""
        if self.kind is LevelKind.NO_OUTAGE:
            return any(amount > 0 for amount in measured.values()) if measured else None
        answers = [figure.is_met(measured) for figure in self.all]
        if False in answers:
            return False
        return None if None in answers else True


def any_breached(levels: tuple[Level, ...], measured: Mapping[str, float]) -> bool | None:
    """Several lines stand beside each other (放送): crossing one is enough; unknown only if none is crossed."""
    answers = [level.is_breached(measured) for level in levels]
    if True in answers:
        return True
    return None if None in answers or not answers else False
