"""The written stories of `cast/editions/` as deeds: who sent, passed on, issued, published, marked again and recalled what, when."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from noroshi.demo import written
from noroshi.demo.year.cases import Says, minutes
from noroshi.demo.year.casting import Casting, Sitting
from noroshi.demo.year.deeds import Deed, What
from noroshi.demo.year.telling_time import short
from noroshi.demo.year.telling_time import written as told
from noroshi.vocabulary import HopKind

READ_HOURS_LATER: Final = 0.05
NOT_YET_READ: Final = 4
"""One in so many recipients has not looked yet."""


def deeds(cast: written.Cast, now: datetime) -> list[Deed]:
    """Of all stories, in no order."""
    casting, rows = Casting(cast), {row.key: row for row in cast.edition}
    desks = {login: desk for login, _, desk in cast.people()}
    return [deed for row in cast.edition for deed in _Telling(row, rows, casting, desks, now).deeds()]


class _Telling:
    """One written edition with everything that happened to it."""

    def __init__(
        self,
        row: written.Edition,
        rows: dict[str, written.Edition],
        casting: Casting,
        desks: dict[str, str],
        now: datetime,
    ) -> None:
        self.row, self.rows, self.casting, self.desks, self.now = row, rows, casting, desks, now

    def deeds(self) -> Iterator[Deed]:
        row = self.row
        made = self._made()
        yield made
        for passed in row.hop:
            yield from self._passed(passed, made)
        if row.publish_hours_ago is not None:
            yield self._about(row.publish_hours_ago, What.PUBLISH)
        if row.remark_hours_ago is not None:
            again = self._about(row.remark_hours_ago, What.MARK_AGAIN, row.remark_reason)
            yield replace(again, tlp=(row.remark_tlp or row.tlp).value)
        if row.recall_hours_ago is not None:
            yield self._about(row.recall_hours_ago, What.RECALL, row.recall_reason)

    def _made(self) -> Deed:
        """Sealed and sent in one: at the moment of its first hop."""
        row = self.row
        what, of, way, to = self._kind()
        return Deed(
            at=self._at(row.hop[0].hours_ago if row.hop else row.hours_ago),
            what=what,
            who=self._who(row.by),
            key=row.key,
            of=of,
            says=Says(self._typed(), self._marks()),
            way=way,
            tlp=row.tlp.value,
            sectors=row.sectors,
            to=to,
            wish=self._wish(),
            handling_note=row.handling_note,
            title=row.title,
        )

    def _kind(self) -> tuple[What, tuple[str, ...], str, tuple[str, ...]]:
        row = self.row
        before = (row.continues,) if row.continues else row.derived_from
        if row.kind == "notice":
            return What.POST, (), "", row.hop[0].to if row.hop else ()
        if row.kind == "advisory":
            return What.ISSUE_NEXT if row.continues else What.ISSUE, before, "", row.destinations
        if row.derived_from:
            return What.ANONYMIZE, before, "", ()
        return What.FOLLOW_UP if row.continues else What.FILE, before, self._way(), ()

    def _way(self) -> str:
        """Straight to the ministry where the first hop goes there."""
        liaison = f"desk:{self.casting.liaison(self.row.sectors[0]).desk}"
        return "direct_report" if self.row.hop and liaison in self.row.hop[0].to else "anonymized_report"

    def _typed(self) -> dict[str, Any]:
        row = self.row
        if row.kind == "notice":
            return {"title": row.title, "body": row.body, **row.fields, "importance": row.importance.value}
        summary = "threat_summary" if row.kind == "advisory" else "summary"
        typed = {summary: f"{row.title}\n{row.body}", **row.fields, "importance": row.importance.value}
        if row.derived_from and row.kind == "report":
            return {**typed, "systems": row.fields.get("systems", "会員の設備")}
        return {**typed, **self._times()} if row.kind == "report" else typed

    def _times(self) -> dict[str, Any]:
        """Detection is two hours before the first edition of the matter."""
        first = self.row
        while first.continues:
            first = self.rows[first.continues]
        detected = self._at(first.hours_ago) - timedelta(hours=2)
        steps = [step.partition(" ") for step in self.row.steps]
        at = [detected + timedelta(minutes=minutes(after)) for after, _, _ in steps]
        timeline = [
            {"at": short(moment), "entry": entry}
            for moment, (_, _, entry) in zip(at, steps, strict=True)
            if moment < self._at(self.row.hours_ago)
        ]
        return {"detected_at": told(detected), "occurred_at": told(min([detected, *at])), "timeline": timeline}

    def _marks(self) -> dict[str, dict[str, str]]:
        if not self.row.occurred:
            return {}
        certainty, basis = self.row.occurred
        return {"occurred_at": {"certainty": certainty, "basis": basis}}

    def _wish(self) -> dict[str, Any]:
        row = self.row
        parts = [
            {
                "fields": list(part.fields),
                **({"tlp": part.tlp.value} if part.tlp else {}),
                **({"readers": list(part.readers)} if part.readers is not None else {}),
                **({"kept_from": list(part.kept_from)} if part.kept_from else {}),
                "mark": str(number),
            }
            for number, part in enumerate(row.withheld, start=1)
        ]
        lists = {"additions": row.additions, "exclusions": row.exclusions, "receivers": row.receivers, "parts": parts}
        published = [{"fields": list(one.fields), "address": one.address} for one in row.published]
        return {**lists, "published": published, "bars_government": row.bars_government}

    def _passed(self, passed: written.Hop, made: Deed) -> Iterator[Deed]:
        """The first hop is that of the sending; parties beyond it are told by a hop of their own."""
        row, at = self.row, self._at(passed.hours_ago)
        base = Deed(at, What.HOP, self._who(passed.by), of=(row.key,), kind=passed.kind.value, note=passed.note)
        base = replace(base, title=row.title, to=self._beyond(passed, made))
        if passed is row.hop[0] and row.kind != "notice":
            if base.to:
                yield replace(base, at=at + timedelta(minutes=1))
        elif passed is not row.hop[0]:
            yield replace(base, what=self._deed(passed))
        yield from self._looks(passed, at)

    def _beyond(self, passed: written.Hop, made: Deed) -> tuple[str, ...]:
        if passed is not self.row.hop[0]:
            return passed.to
        reached = {*made.to, *(() if made.what in (What.ANONYMIZE,) else self._first_stop(made))}
        return tuple(one for one in passed.to if one not in reached) if made.what is not What.ANONYMIZE else ()

    def _first_stop(self, made: Deed) -> set[str]:
        """Where the way leads first."""
        if made.what not in (What.FILE, What.FOLLOW_UP):
            return set()
        operator, sector = self.row.by.partition("@")[2], self.row.sectors[0]
        casting = self.casting
        stop = casting.liaison(sector) if made.way == "direct_report" else casting.secretariat(operator, sector)
        return {f"desk:{stop.desk}"}

    def _deed(self, passed: written.Hop) -> What:
        if passed.kind is not HopKind.RELAY:
            return What.HOP
        return What.RELAY if self.row.kind == "report" else What.RELAY_DOWN

    def _looks(self, passed: written.Hop, at: datetime) -> Iterator[Deed]:
        """Points of contact of the desks it went to look at it."""
        for place, party in enumerate(sorted(passed.to)):
            naming, _, which = party.partition(":")
            if naming == "desk" and (len(self.row.key) + place) % NOT_YET_READ and which in self.casting.contacts:
                reader = self.casting.contacts[which]
                later = at + timedelta(hours=READ_HOURS_LATER)
                yield Deed(later, What.LOOK, reader, of=(self.row.key,), title=self.row.title)

    def _about(self, hours_ago: float, what: What, note: str = "") -> Deed:
        row = self.row
        return Deed(self._at(hours_ago), what, self._who(row.by), of=(row.key,), note=note, title=row.title)

    def _at(self, hours_ago: float) -> datetime:
        return self.now - timedelta(hours=hours_ago)

    def _who(self, login: str) -> Sitting:
        return Sitting(login, self.desks[login])
