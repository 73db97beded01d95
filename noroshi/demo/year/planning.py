"""Plans the year: every deed with its moment. The same seed makes the same world; what lies after `now` has not happened yet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from noroshi.demo.written import Cast
from noroshi.demo.year import advising, agencies, fresh
from noroshi.demo.year.cases import Case, Says, afterwards, first, without_names
from noroshi.demo.year.casting import CENTER_DESK, Casting, Sitting
from noroshi.demo.year.choosing import Occurrence, occurrences
from noroshi.demo.year.deeds import Deed, What
from noroshi.demo.year.scenes import Scenes
from noroshi.demo.year.telling_time import hours, office, some_time
from noroshi.vocabulary import Importance, Tlp

SEED: Final = 1586
EARLIEST_LAG_HOURS: Final = 0.6
LOOKS: Final = timedelta(days=60)
FOLLOWED: Final = 0.33
THIRD: Final = 0.25
COMPLETED: Final = 0.25
NOTES: Final = (
    "企業名等の特定事項を除き、他分野へ提供してよい。",
    "自社サイトで公表した部分は、範囲にかかわらず共有してよい。",
    "委託先の名は伏せてほしい。",
    "所管省庁の確認の後に展開してほしい。",
)


def plan(cast: Cast, scenes: Scenes, now: datetime) -> list[Deed]:
    """In order of time, up to `now`."""
    draw = Random(SEED)  # noqa: S311 - a story, not a secret
    casting = Casting(cast)
    found = occurrences(cast, scenes, now, draw)
    deeds = [deed for one in found for deed in _Thread(one, casting, draw).deeds()]
    deeds += agencies.deeds(scenes, casting, now, draw)
    deeds += advising.deeds(scenes, casting, now, draw, reports=_arrivals(found, deeds))
    deeds += fresh.deeds(scenes, casting, now, draw)
    kept = (deed for deed in deeds if deed.at < now and not _is_old_look(deed, now))
    return sorted(kept, key=lambda deed: deed.at)


def _is_old_look(deed: Deed, now: datetime) -> bool:
    """Who looked at what a quarter ago is not told any more."""
    return deed.what is What.LOOK and now - deed.at > LOOKS


def _arrivals(found: list[Occurrence], deeds: list[Deed]) -> dict[str, tuple[str, datetime]]:
    """By head of the case: what the center holds of its first edition, and since when.

    What went past the ministry, or was for named desks only, is nothing that could be told on.
    """
    heads = {f"y{one.number}": one.case.head for one in found}
    kept = {one.key for one in deeds if one.way == "report_past_ministry" or one.tlp == Tlp.RED.value}
    arrived: dict[str, tuple[str, datetime]] = {}
    for deed in deeds:
        if deed.what is What.LOOK and deed.who.desk == CENTER_DESK:
            first = deed.of[0].split("-")[0]
            if first in heads and first not in kept:
                arrived.setdefault(heads[first], (deed.of[0], deed.at))
    return arrived


@dataclass
class _Thread:
    """A case with its editions and their way."""

    one: Occurrence
    casting: Casting
    draw: Random

    @property
    def case(self) -> Case:
        return self.one.case

    def deeds(self) -> Iterator[Deed]:
        draw = self.draw
        detected = some_time(self.one.day, draw)
        way, count = self._way(), self._count()
        reported, writer = self._reported(detected), self._writer()
        for number in range(1, count + 1):
            is_last = number == count
            say = first if number == 1 else afterwards
            says = say(self.case, detected, reported, draw, is_last=is_last)
            yield from self._edition(number, reported, writer, way, says)
            reported = office(reported + timedelta(days=draw.choice((1, 1, 2, 3, 5, 8, 13))) + hours(draw, 0, 6), draw)

    def _edition(self, number: int, at: datetime, writer: Sitting, way: str, says: Says) -> Iterator[Deed]:
        draw, case = self.draw, self.case
        key = f"y{self.one.number}" if number == 1 else f"y{self.one.number}-{number}"
        before = f"y{self.one.number}" if number == 2 else f"y{self.one.number}-{number - 1}"
        if draw.random() < 0.08:
            says.typed.update(attachment_presence="yes", attachments_follow_by="本日中に電子メールで送付する。")
        yield Deed(
            at=at,
            what=What.FILE if number == 1 else What.FOLLOW_UP,
            who=writer,
            key=key,
            of=() if number == 1 else (before,),
            says=says,
            way=way,
            tlp=self._tlp(way).value,
            sectors=(case.sector,),
            handling_note=draw.choice(NOTES) if draw.random() < 0.15 else "",
            title=case.head,
        )
        yield from self._road(key, at, way, says)

    def _road(self, key: str, at: datetime, way: str, says: Says) -> Iterator[Deed]:
        draw, case = self.draw, self.case
        liaison = self.casting.liaison(case.sector)
        if way == "anonymized_report":
            secretariat = self.casting.secretariat(case.operator, case.sector)
            at = self._later(at, 0.4, 5)
            instead = Says(without_names(says, case), says.marks)
            told = Deed(at, What.ANONYMIZE, secretariat, f"{key}-a", (key,), instead, tlp=self._tlp(way).value)
            yield replace(told, sectors=(case.sector,), title=case.head)
            key = f"{key}-a"
        if way != "report_past_ministry":
            at = self._later(at, 0.3, 4)
            if way != "anonymized_report" and case.tlp is not Tlp.RED and draw.random() < COMPLETED:
                yield self._completed(key, at, liaison, says)
                key = f"{key}-m"
            else:
                yield Deed(at, What.RELAY, liaison, of=(key,), title=case.head)
        center = self.casting.contacts[CENTER_DESK]
        yield Deed(at + hours(draw, 0.1, 1.5), What.LOOK, center, of=(key,), title=case.head)

    def _completed(self, key: str, at: datetime, liaison: Sitting, says: Says) -> Deed:
        """The ministry's own edition adds what it has asked for."""
        asked = self.draw.choice(
            (
                "所管省庁において事業者に電話で確認した。影響の範囲に変更はない。",
                "所管省庁への報告の時点で、同じ事象の報告はほかにない。",
                "サービス維持レベルの判断について、事業者と所管省庁の見解は一致している。",
                "所管省庁において記載を整えた。原因の欄は事業者の確認による。",
            )
        )
        typed = {**says.typed, "supplement": "\n".join(filter(None, (says.typed.get("supplement"), asked)))}
        done = Deed(at, What.COMPLETE, liaison, f"{key}-m", (key,), Says(typed, says.marks), tlp=self.case.tlp.value)
        return replace(done, sectors=(self.case.sector,), title=self.case.head)

    def _way(self) -> str:
        if self.case.is_statutory:
            return "statutory_report"
        ways = ("anonymized_report", "direct_report", "report_past_ministry")
        return self.draw.choices(ways, (60, 37, 3))[0]

    def _tlp(self, way: str) -> Tlp:
        """Through the secretariat RED would stop there."""
        return Tlp.AMBER if self.case.tlp is Tlp.RED and way != "direct_report" else self.case.tlp

    def _count(self) -> int:
        if self.case.later is None and self.draw.random() > FOLLOWED / 2:
            return 1
        if self.case.later and self.draw.random() > FOLLOWED * 2:
            return 1
        return 3 if self.draw.random() < THIRD else 2

    def _reported(self, detected: datetime) -> datetime:
        if self.case.importance is Importance.WARNING or self.case.is_breached:
            return detected + hours(self.draw, EARLIEST_LAG_HOURS, 4)
        return office(detected + hours(self.draw, 1.5, 26), self.draw)

    def _writer(self) -> Sitting:
        other = self.casting.also_writing(self.case.operator)
        return other if other and self.draw.random() < 0.3 else self.casting.writer(self.case.operator)

    def _later(self, at: datetime, least: float, most: float) -> datetime:
        """Warnings are passed on at night too."""
        after = at + hours(self.draw, least, most)
        return after if self.case.importance is Importance.WARNING else office(after, self.draw)
