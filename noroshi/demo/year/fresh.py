"""The last days: notices between those whom reports do not reach, reports that wait, and drafts that still lie on desks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from noroshi.demo.year.cases import Says
from noroshi.demo.year.casting import Casting, Sitting
from noroshi.demo.year.deeds import Deed, What
from noroshi.demo.year.scenes import Fresh, Notice, Scenes
from noroshi.demo.year.telling_time import short, written
from noroshi.demo.year.wording import Words
from noroshi.vocabulary import Cause, Outlook, Tlp


def deeds(scenes: Scenes, casting: Casting, now: datetime, draw: Random) -> Iterator[Deed]:
    desks = {login: desk for login, _, desk in casting.cast.people()}
    for number, notice in enumerate(scenes.notice):
        yield _post(f"n{number}", notice, Sitting(notice.by, desks[notice.by]), now, draw)
    for number, row in enumerate(scenes.waiting):
        yield _filed(f"w{number}", row, Sitting(row.by, desks[row.by]), now, is_sent=True)
    for number, row in enumerate(scenes.draft):
        yield _filed(f"d{number}", row, Sitting(row.by, desks[row.by]), now, is_sent=False)


def _post(key: str, row: Notice, who: Sitting, now: datetime, draw: Random) -> Deed:
    says = Says({"title": row.title, "body": Words(draw, {}).fill(row.body), "importance": row.importance.value})
    at = now - timedelta(hours=row.hours)
    posted = Deed(at, What.POST, who, key, says=says, tlp=row.tlp.value, sectors=row.sectors, title=row.title)
    return replace(posted, to=row.to, kind="post", wish={"additions": [*row.to, *row.additions]})


def _filed(key: str, row: Fresh, who: Sitting, now: datetime, *, is_sent: bool) -> Deed:
    at = now - timedelta(hours=row.hours)
    noticed = at - timedelta(hours=1.4)
    typed: dict[str, Any] = {
        "importance": row.importance.value,
        "summary": f"{row.head}\n{row.told}",
        "systems": row.systems,
        "detected_at": written(noticed),
    }
    if row.kind:
        typed |= {
            "event_kind": row.kind.value,
            "causes": [Cause.UNKNOWN.value],
            "outlook": Outlook.CONTINUING.value,
            "press_status": "none",
            "timeline": [{"at": short(noticed), "entry": "最初の申告"}, {"at": short(at), "entry": "第1報を送付"}],
        }
    return Deed(
        at, What.FILE, who, key, says=Says(typed), way=row.way, tlp=Tlp.AMBER.value, is_sent=is_sent, title=row.head
    )
