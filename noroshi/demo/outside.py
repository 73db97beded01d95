"""What people without an account have told, and two consultations: one that waits, one that was answered."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from noroshi.asking.actions import answer
from noroshi.asking.queries import asked_here
from noroshi.audiences.viewer import Public, Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.drafting.actions import amend
from noroshi.drafting.written import Written
from noroshi.intake.actions import Telling, add_from_outside, answer_outside, tell_from_outside
from noroshi.intake.outside.tickets import WAIT, new_ticket
from noroshi.intake.queries import arrivals
from noroshi.reports.actions import begin_report, submit_report
from noroshi.vocabulary import Channel, InquiryKind, InquiryState

DESKS: Final = ("nisc.cip", "electricity_ceptoar.secretariat")


@dataclass(frozen=True)
class Told:
    """`question` is what the desk asks back, `answer` what came then."""

    hours_ago: float
    given: dict[str, str]
    desk: str = DESKS[0]
    question: str = ""
    answer: str = ""
    address: str = field(default="192.0.2.1")


TOLD: Final = (
    Told(
        3,
        {
            "what": "取引先を名乗る電話のあと、遠隔操作のソフトを入れるよう求めるメールが届いた。\n同業の知人にも来たという。",
            "when": "きのうの夕方、16時ごろ",
            "systems": "受発注に使う端末（Windows 11）",
            "measures": "入れずに削除した。社内に知らせた。",
            "indicators": "hxxps://support-remote[.]example/start\n198.51.100.24",
        },
    ),
    Told(
        27,
        {
            "what": "公開されている検針データの画面に、認証なしで開ける管理用のページがあるように見える。試してはいない。",
            "when": "11月20日 9時ごろに気づいた",
            "systems": "検針の見える化サービス（製品名は分からない）",
        },
        desk=DESKS[1],
        question="お知らせありがとうございます。見かけたのは検索の結果からでしょうか、それとも画面の中のリンクからでしょうか。",
        answer="検索の結果からです。いまは出てこなくなりました。",
    ),
)


def tell_outside(world: World, now: datetime) -> None:
    """In a small world without these desks, or where no intake is open, nothing of it happens."""
    if set(DESKS) <= world.desks.keys() and settings.PUBLIC_INTAKE:
        for one in TOLD:
            _told(one, world, now)
    if {"shiomi.csirt", "hokuryo.csirt", "meti.electricity"} <= world.desks.keys():
        _consulted(world.viewer("watarase@hokuryo"), now - timedelta(hours=6), ASKS[0])
        _consulted(world.viewer("watarase@hokuryo"), now - timedelta(hours=31), ASKS[1])
        _advised(world.viewer("hirasawa-k@meti"), now - timedelta(hours=29))


def _told(one: Told, world: World, now: datetime) -> None:
    at = now - timedelta(hours=one.hours_ago)
    with told_at(at):
        with acting_as(Public()):
            telling = Telling(new_ticket(timezone.now() - 2 * WAIT), one.given, desk=one.desk)
            receipt = tell_from_outside(telling, address=one.address)
        if one.question:
            viewer = world.viewer("miwa@electricity_ceptoar")
            with acting_as(viewer):
                found = next(row for row in arrivals(viewer) if row.channel is Channel.PUBLIC)
                answer_outside(viewer, found.public_id, text=one.question)
            with acting_as(Public()):
                add_from_outside(receipt.holder, text=one.answer, address=one.address)


ASKS: Final = (
    "監視装置の入れ替えで、古い装置の記録を保守会社に渡してよいか判断に迷っています。届け出る事象に当たるでしょうか。",
    "取引先の委託先で起きた障害の影響を受けましたが、サービスは止まっていません。報告の対象になるか教えてください。",
)


def _consulted(viewer: Viewer, at: datetime, text: str) -> None:
    with told_at(at), acting_as(viewer):
        draft = begin_report(viewer, "consult_ministry")
        written = amend(viewer, draft.public_id, Written({"summary": text}), version=draft.version)
        submit_report(viewer, draft.public_id, version=written.version)


def _advised(viewer: Viewer, at: datetime) -> None:
    """The older of the two; the other still waits."""
    with told_at(at), acting_as(viewer):
        waiting = [one for one in asked_here(viewer, only_open=True) if one.kind is InquiryKind.CONSULTATION]
        oldest = min(waiting, key=lambda one: one.at)
        text = "サービスの水準が下がっていなければ、報告の義務はありません。予兆として知らせていただけると、他の事業者の役に立ちます。"
        answer(viewer, oldest.public_id, InquiryState.TOLD, text=text)
