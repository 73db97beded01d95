"""The center's advisories of the year: written ones, the monthly round of updates, and lists of addresses; relayed and answered."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final

from noroshi.demo.year.cases import Says
from noroshi.demo.year.casting import CENTER_DESK, ISSUERS, Casting, Sitting
from noroshi.demo.year.deeds import Deed, What
from noroshi.demo.year.rounds import addresses, updates
from noroshi.demo.year.scenes import Advisory, Scenes
from noroshi.demo.year.shape import DAYS, SECTORS
from noroshi.demo.year.telling_time import hours, office
from noroshi.vocabulary import Importance, SightingAnswer, Tlp

ANSWERS: Final = (SightingAnswer.NOT_SEEN.value, SightingAnswer.UNKNOWN.value, SightingAnswer.SEEN.value, "")
ANSWERED: Final = (60, 16, 6, 18)
NOTES: Final = {
    SightingAnswer.NOT_SEEN.value: (
        "",
        "",
        "",
        "過去30日の記録に該当なし。",
        "該当する製品の利用なし。",
        "対象外の構成であることを確認した。",
    ),
    SightingAnswer.UNKNOWN.value: (
        "",
        "委託先に照会中。",
        "記録の保存期間が足りず、確認できない。",
        "来週の保守の日に確認する。",
    ),
    SightingAnswer.SEEN.value: (
        "同じ送信元からの探索を2件確認。遮断済み。",
        "対象の版を1台で利用。更新した。",
        "該当のメールを3通受信。開いた者はいない。",
    ),
    "": ("", ""),
}
RECENT_DAYS: Final = 45
OLDER: Final = 5
PASSED_ON: Final = 3
MEMBERS_TOLD: Final = 0.5
"""Of an older advisory to everybody, so many liaisons passed it on themselves; the others kept it for reference."""


def deeds(
    scenes: Scenes, casting: Casting, now: datetime, draw: Random, reports: Mapping[str, tuple[str, datetime]]
) -> Iterator[Deed]:
    """`reports` are those that reached the center, by the head of their case."""
    rows = [*scenes.advisory, *updates(now, draw), *addresses(now, draw)]
    loose = [row for row in rows if row.month is None and row.hours_ago is None and row.drawn_from not in reports]
    draw.shuffle(loose)
    moments = iter(_spread(len(loose), now, draw))
    for number, row in enumerate(rows):
        sources = reports.get(row.drawn_from)
        at = _moment(row, now, draw, sources) or next(moments)
        of = (sources[0],) if sources else ()
        yield from _Issue(f"t{number}", row, of, casting, now, draw).deeds(at)


def _spread(count: int, now: datetime, draw: Random) -> list[datetime]:
    step = (DAYS - 6) / count
    return [office(now - timedelta(days=5 + step * (place + draw.random())), draw) for place in range(count)]


def _moment(row: Advisory, now: datetime, draw: Random, sources: tuple[str, datetime] | None) -> datetime | None:
    if row.hours_ago is not None:
        return now - timedelta(hours=row.hours_ago)
    if row.month is not None:
        days = (now.month - row.month) % 12 * 30 + draw.uniform(2, 24)
        return office(now - timedelta(days=days), draw)
    return office(sources[1] + timedelta(days=draw.uniform(1, 6)), draw) if sources else None


@dataclass
class _Issue:
    """One advisory with its way down and what came back."""

    key: str
    row: Advisory
    of: tuple[str, ...]
    casting: Casting
    now: datetime
    draw: Random

    @property
    def sectors(self) -> tuple[str, ...]:
        return tuple(SECTORS) if self.row.sectors == ("*",) else self.row.sectors

    def deeds(self, at: datetime) -> Iterator[Deed]:
        row = self.row
        issuer = Sitting(self.draw.choice(ISSUERS), CENTER_DESK)
        made = Deed(at, What.ISSUE, issuer, self.key, self.of, Says(self._typed()), tlp=row.tlp.value, title=row.head)
        yield replace(made, sectors=self.sectors, to=self._destinations())
        yield from self._down(self.key, at)
        if row.follow:
            at = self._followed(at)
            says = Says(
                {"threat_summary": f"{row.head}\n{row.follow.told}", "course_of_action": _lines(row.follow.action)}
            )
            again = Deed(at, What.ISSUE_NEXT, issuer, f"{self.key}-2", (self.key,), says, title=row.head)
            yield replace(again, tlp=row.tlp.value, sectors=self.sectors, to=self._destinations())
            yield from self._down(f"{self.key}-2", at)

    def _typed(self) -> dict[str, Any]:
        row = self.row
        typed = {
            "importance": row.importance.value,
            "threat_summary": f"{row.head}\n{row.told}",
            "threat_target": row.target,
            "course_of_action": _lines(row.action),
            "others": "特になし",
            "basis": row.basis,
            "advisory_style": row.style,
            "provision_case": row.case,
            "addressees": row.addressees(),
        }
        return {name: value for name, value in typed.items() if value not in ("", [])}

    def _destinations(self) -> tuple[str, ...]:
        return tuple(f"ministry_for_sector:{self.casting.ministry(sector)}/{sector}" for sector in self.sectors)

    def _followed(self, at: datetime) -> datetime:
        if self.row.hours_ago is not None:
            return self.now - timedelta(hours=11)
        return office(at + timedelta(days=self.draw.choice((2, 4, 7, 15))), self.draw)

    def _down(self, key: str, at: datetime) -> Iterator[Deed]:
        liaisons: dict[str, list[str]] = {}
        for sector in self.sectors:
            liaisons.setdefault(self.casting.liaison(sector).desk, []).append(sector)
        if not self._is_recent(at) and self.row.sectors == ("*",):
            liaisons = {desk: liaisons[desk] for desk in self.draw.sample(sorted(liaisons), PASSED_ON)}
        for desk, sectors in liaisons.items():
            yield from self._through(key, self._later(at, 0.3, 5), self.casting.contacts[desk], sectors)

    def _through(self, key: str, at: datetime, liaison: Sitting, sectors: list[str]) -> Iterator[Deed]:
        secretariats = [one for sector in sectors for one in self.casting.secretariats(sector)]
        yield from self._answer(key, at - timedelta(minutes=6), liaison, 0.5)
        to = tuple(f"desk:{one.desk}" for one in secretariats)
        yield Deed(at, What.RELAY_DOWN, liaison, of=(key,), to=to, title=self.row.head)
        if self.row.tlp is Tlp.RED:
            return
        for one in secretariats:
            if not self._is_recent(at) and self.draw.random() > MEMBERS_TOLD:
                continue
            ceptoar = one.desk.partition(".")[0]
            passed = self._later(at, 0.2, 6)
            to = (f"ceptoar_members:{ceptoar}",)
            yield Deed(passed, What.RELAY_DOWN, one, of=(key,), to=to, title=self.row.head)
            yield from self._answer(key, passed - timedelta(minutes=4), one, 0.4)
            for member in self.casting.members(ceptoar):
                yield from self._answer(key, self._later(passed, 0.3, 40), member, 0.75)

    def _answer(self, key: str, at: datetime, who: Sitting, often: float) -> Iterator[Deed]:
        """Older ones were answered by fewer; nobody asks about them any more."""
        if self.draw.random() < (often if self._is_recent(at) else often / OLDER):
            answer = self.draw.choices(ANSWERS, ANSWERED)[0]
            note = self.draw.choice(NOTES[answer])
            yield Deed(at, What.ANSWER, who, of=(key,), answer=answer, note=note, title=self.row.head)

    def _is_recent(self, at: datetime) -> bool:
        return self.now - at < timedelta(days=RECENT_DAYS)

    def _later(self, at: datetime, least: float, most: float) -> datetime:
        after = at + hours(self.draw, least, most)
        return after if self.row.importance is Importance.WARNING else office(after, self.draw)


def _lines(items: tuple[str, ...]) -> str:
    return "\n".join(f"・{item}" for item in items)
