"""What agencies told the center, spread over the year."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from noroshi.demo.year.cases import Says
from noroshi.demo.year.casting import CENTER_DESK, Casting
from noroshi.demo.year.deeds import Deed, What
from noroshi.demo.year.scenes import Agency, Scenes
from noroshi.demo.year.telling_time import hours, office, written
from noroshi.demo.year.wording import Words
from noroshi.vocabulary import Cause, Outlook, Tlp

LATEST_HOURS_AGO = 9


def deeds(scenes: Scenes, casting: Casting, now: datetime, draw: Random) -> Iterator[Deed]:
    rows = list(scenes.agency)
    draw.shuffle(rows)
    for place, row in enumerate(rows):
        days = 360 * (1 - place / (len(rows) - 1))
        at = office(now - timedelta(days=days) + hours(draw, 0, 60), draw)
        if place == len(rows) - 1:
            at = now - timedelta(hours=LATEST_HOURS_AGO)
        key = f"agency{place}"
        filed = Deed(at, What.FILE, casting.contacts[row.by], key, says=_says(row, at, draw), tlp=Tlp.AMBER.value)
        yield _with(filed, row)
        center = casting.contacts[CENTER_DESK]
        yield Deed(at + hours(draw, 0.2, 3), What.LOOK, center, of=(key,), title=row.head)


def _with(deed: Deed, row: Agency) -> Deed:
    return replace(deed, sectors=row.sectors, title=row.head)


def _says(row: Agency, at: datetime, draw: Random) -> Says:
    words = Words(draw, {})
    noticed = at - hours(draw, 3, 50)
    return Says(
        {
            "importance": row.importance.value,
            "event_kind": row.kind.value,
            "causes": [Cause.UNKNOWN.value],
            "summary": f"{row.head}\n{words.fill(row.told)}",
            "supplement": words.fill(row.supplement),
            "detected_at": written(noticed),
            "sector": row.sectors[0],
            "may_spread": "yes",
            "outlook": Outlook.CONSIDERING_MEASURES.value,
            "press_status": "none",
        }
    )
