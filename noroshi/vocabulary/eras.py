"""Japanese eras, both ways: the sheets print 令和8年, people type R8."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Era:
    """`letter` is the short form; `begins` the first day, `last_year` the last year that was counted."""

    ja: str
    letter: str
    begins: date
    last_year: int

    def western(self, year: int) -> int | None:
        return self.begins.year + year - 1 if 1 <= year <= self.last_year else None


ERAS: Final = (
    Era("令和", "R", date(2019, 5, 1), 99),
    Era("平成", "H", date(1989, 1, 8), 31),
    Era("昭和", "S", date(1926, 12, 25), 64),
)
BY_NAME: Final = {name: era for era in ERAS for name in (era.ja, era.letter)}


def era_year(day: date) -> str:
    """令和8年; the first year is 元年. Before the eras that we know, the western year."""
    for era in ERAS:
        if day >= era.begins:
            year = day.year - era.begins.year + 1
            return f"{era.ja}{'元' if year == 1 else year}年"
    return f"{day.year}年"
