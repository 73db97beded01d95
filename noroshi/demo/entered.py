"""What people of the demonstration accepted before they came in, and for how long a company keeps its reports."""

from datetime import date, datetime, timedelta
from typing import Any

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.editions.models import EditionKind
from noroshi.legal.actions import accept_pledges, next_version, set_period, write_pledge
from noroshi.legal.pledges import outstanding
from noroshi.vocabulary import PledgeKind, PledgeReach, Tlp

SECRETARIAT, COMPANY = "miwa@electricity_ceptoar", "saeki@shiomi"
RULE: dict[str, Any] = {
    "title_ja": "電力セプター 情報取扱いルールの確認",
    "title_en": "Handling rules of the electricity CEPTOAR",
    "text_ja": "受け取った情報は、示された共有範囲の中だけで使います。\n範囲を越えて知らせたいときは、先に発信者に尋ねます。\n"
    "どこから来た情報かを推し量ったり、調べたりしません。",
    "text_en": "What I receive I use only inside its sharing scope.\nBefore I tell others beyond it, I ask the originator.\n"
    "I neither guess nor look for where it came from.",
}
PLEDGE: dict[str, Any] = {
    "title_ja": "誓約書",
    "title_en": "Pledge of staff",
    "text_ja": "職務で知った情報を、在職中も退職した後も、正当な理由なく漏らしません。",
    "text_en": "What I learn at work I tell nobody without a lawful reason, neither now nor after I leave.",
    "penalty_ja": "違反したときは、就業規則による懲戒のほか、法令による罰則を受けることがあります。",
    "penalty_en": "Whoever breaks this may be disciplined under the rules of employment and punished under the law.",
}
KEPT_DAYS = 180


def enter(world: World, now: datetime) -> None:
    """Everybody has accepted, so that the tour begins where it did; in a small world without these people nothing of it happens."""
    if not {SECRETARIAT, COMPANY} <= world.people.keys():
        return
    secretariat, company = world.viewer(SECRETARIAT), world.viewer(COMPANY)
    with told_at(now - timedelta(days=380)):
        first = _written(secretariat, PledgeKind.HANDLING, PledgeReach.MEMBERS, world.day(-380), RULE)
        _written(company, PledgeKind.PLEDGE, PledgeReach.ORGANIZATION, world.day(-380), PLEDGE)
        _accepted(world)
    with told_at(now - timedelta(days=90)):
        with acting_as(secretariat):
            words = {**RULE, "text_ja": f"{RULE['text_ja']}\n写しを取ったときは、どこに置いたかを記録します。"}
            words["text_en"] = f"{RULE['text_en']}\nWhere I keep a copy, I write down where."
            next_version(secretariat.seat, first, valid_from=world.day(-90), **words)
        _accepted(world)
        with acting_as(company):
            for tlp in (Tlp.AMBER, Tlp.GREEN):
                set_period(company, EditionKind.REPORT, tlp, KEPT_DAYS)


def _written(by: Viewer, kind: PledgeKind, reach: PledgeReach, valid_from: date, words: dict[str, Any]) -> Any:
    with acting_as(by):
        return write_pledge(by.seat, kind=kind, reach=reach, valid_from=valid_from, **words).public_id


def _accepted(world: World) -> None:
    for login in world.people:
        viewer = world.viewer(login)
        with acting_as(viewer):
            waiting = [one.public_id for one in outstanding(viewer.seat)]
            if waiting:
                accept_pledges(viewer.seat, waiting)
