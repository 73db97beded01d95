"""What stands ready in an emergency, alive in the demonstration: a direct warning, a hotline, modes, a note, and what waits for two."""

from datetime import datetime, timedelta
from typing import Any

from noroshi.advisories.actions import answer_tier, ask_release, begin_advisory, issue_advisory, relay_advisory
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.drafting.actions import save
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.emergency.actions import (
    begin_situation,
    confirm_mode,
    end_mode,
    hear,
    open_hotline,
    propose_mode,
    say,
    warn_directly,
)
from noroshi.vocabulary import ActionTaken, AddresseeTier, EmergencyKind, IncidentState

WARNING: dict[str, Any] = {
    "importance": "warning",
    "threat_summary": "遠隔保守の接続口を狙う攻撃が続いており、短時間で設定を書き換えられる",
    "threat_target": "外部に開いた遠隔保守の接続口",
    "course_of_action": "接続口を閉じ、接続の記録を確かめる。閉じられないときは、接続元を限る。",
    "advisory_style": "risk_based",
    "provision_case": "exposed_systems",
    "addressees": [
        {"tier": "ciso", "expected_action": "遠隔保守をいったん止めるかどうかを判断し、指示する"},
        {"tier": "csirt", "expected_action": "接続口の一覧を作り、記録を確かめて結果を報告する"},
        {"tier": "operations", "expected_action": "接続口を閉じ、閉じた時刻を記録する"},
    ],
}
FROM_REPORTS: dict[str, Any] = {
    "importance": "caution",
    "threat_summary": "保守用端末を踏み台にした探索が、複数の事業者等で見つかっている",
    "course_of_action": "保守用端末からの通信先を確かめる。",
    "provision_case": "otherwise_useful",
}


def tell_emergencies(world: World, now: datetime) -> None:
    """In a small world without these desks nothing of it happens."""
    if not {"nisc.cip", "shiomi.csirt", "hokuryo.csirt", "meti.electricity"} <= world.desks.keys():
        return
    center = world.viewer("makino@nisc")
    with told_at(now - timedelta(hours=5)):
        _warned(world, center)
    with told_at(now - timedelta(hours=4)):
        _hotline(world, center)
    _modes(world, center, now)
    with told_at(now - timedelta(hours=2)):
        _noted(world)
        _waiting(world, center)


def _warned(world: World, center: Viewer) -> None:
    """Issued to the ministry, and straight to the one electric company that has agreed to it; no standing order is faster."""
    to = [f"ministry_for_sector:{world.organizations['meti'].public_id}/electricity"]
    with acting_as(center):
        draft = _written(center, begin_advisory(center), WARNING, to)
        edition = issue_advisory(center, draft.public_id, version=draft.version)
        reason = "攻撃が続いており、通常の経路では間に合わない"
        warn_directly(center, edition, to=[world.organizations["hokuryo"].public_id], reason=reason)
    operator = world.viewer("watarase@hokuryo")
    with acting_as(operator):
        answer_tier(operator, edition, AddresseeTier.CSIRT, ActionTaken.UNDER_WAY)
    liaison = world.viewer("hirasawa-k@meti")
    with acting_as(liaison):
        relay_advisory(liaison, edition, to=[f"desk:{world.desks['electricity_ceptoar.secretariat'].public_id}"])


def _hotline(world: World, center: Viewer) -> None:
    with acting_as(center):
        desk = world.desks["shiomi.csirt"].public_id
        line = open_hotline(center, desk, title="遠隔保守の接続口", text="そちらの接続口は、いま閉じられていますか。")
    operator = world.viewer("saeki@shiomi")
    with acting_as(operator):
        hear(operator, line.public_id)
        say(operator, line.public_id, "二か所を閉じました。一か所は保守会社に連絡中です。")


def _modes(world: World, center: Viewer, now: datetime) -> None:
    """One that is over, and one that waits for a second person."""
    second = world.second(center)
    with told_at(now - timedelta(days=40)):
        with acting_as(center):
            reason = "大雨により広い範囲で停電し、通信も途絶えている"
            ends = now - timedelta(days=33)
            over = propose_mode(
                center, EmergencyKind.DISASTER, reason=reason, sectors=["electricity", "gas"], ends_at=ends
            )
        with acting_as(second):
            confirm_mode(second, over.public_id)
    with told_at(now - timedelta(days=36)), acting_as(center):
        end_mode(center, over.public_id)
    with told_at(now - timedelta(hours=1)), acting_as(center):
        reason = "地震により変電所が止まり、復旧の見通しが立っていない"
        propose_mode(
            center,
            EmergencyKind.DISASTER,
            reason=reason,
            sectors=["electricity"],
            ends_at=now + timedelta(days=3),
        )


def _noted(world: World) -> None:
    operator = world.viewer("saeki@shiomi")
    with acting_as(operator):
        begin_situation(
            operator,
            title="監視画面の表示がときどき遅れる",
            facts="今朝から、給電指令所の監視画面の表示がときどき数秒遅れる。原因は分かっていない。",
            state=IncidentState.UNEASE,
        )


def _waiting(world: World, center: Viewer) -> None:
    """Made from the latest report that the center holds; its writer has asked for its release."""
    to = [f"ministry_for_sector:{world.organizations['meti'].public_id}/electricity"]
    with acting_as(center):
        held = editions_readable_by(center, Wanted(kinds=("report",), limit=50))
        sources = [one.public_id for one in held if not one.is_recalled and "electricity" in one.sectors][:1]
        if sources:
            draft = _written(center, begin_advisory(center, sources), FROM_REPORTS, to)
            ask_release(center, draft.public_id, version=draft.version)


def _written(center: Viewer, begun: DraftShown, typed: dict[str, Any], to: list[str]) -> DraftShown:
    before = begun.written
    wish = {**before.wish, "tlp": "amber", "destinations": to, "relay_by_hand": True}
    written = Written({**before.typed, **typed}, before.marks, wish, before.figures)
    return save(center, begun.public_id, written, version=begun.version)
