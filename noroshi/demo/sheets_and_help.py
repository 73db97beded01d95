"""What an energy ISAC and its members tell each other by sheets in the demonstration, and which help they ask of whom."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from noroshi.advisories.confirming import Confirmed, send_draft
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.drafting.actions import save
from noroshi.drafting.written import Written
from noroshi.helping.actions import Asked, ask_help, make_move, write_expert
from noroshi.helping.actions.move import Words
from noroshi.sheets.actions import begin_sheet
from noroshi.vocabulary import HelpField, HelpMove, Importance

CSIRT, CONTROL, NEIGHBOR = "saeki@shiomi", "ashida@shiomi", "watarase@hokuryo"
ISAC, HUB = "tomoshige@tomoshibi-isac", "mioshirushi@miotsukushi"
EVERYBODY: Final = frozenset({CSIRT, CONTROL, NEIGHBOR, ISAC, HUB})


@dataclass(frozen=True, slots=True)
class Told:
    """One sheet: `to` as in the cast, `organization:hokuryo`."""

    days: float
    by: str
    tlp: str
    to: tuple[str, ...]
    typed: dict[str, str] = field(default_factory=dict)


SHEETS: Final = (
    Told(
        9,
        CONTROL,
        "red",
        ("desk:shiomi.csirt",),
        {
            "title": "保守用端末の時刻設定が変わっていた",
            "what_happened": "朝の点検で、変電所の保守用端末の時刻が7分ずれていた。担当は変えていない。",
        },
    ),
    Told(
        8,
        CSIRT,
        "amber",
        ("organization:hokuryo", "organization:tomoshibi-isac"),
        {
            "title": "保守用端末の時刻設定を変える不審な接続",
            "what_happened": "夜間の遠隔保守の口から入り、時刻設定を変えて操作記録の前後を分からなくしていた。",
            "measures": "遠隔保守の口を閉じ、時刻の設定を変えた記録を過去90日にさかのぼって確かめる。",
            "importance": "caution",
        },
    ),
    Told(
        5,
        ISAC,
        "green",
        ("group:tomoshibi",),
        {
            "title": "遠隔保守の口を狙う接続と、会員で効いた対策",
            "what_happened": "会員2社で、夜間に遠隔保守の口へ同じ手口の接続があった。",
            "measures": "口を使う時間だけ開ける。時刻の同期の記録を別の装置にも残す。",
            "analysis": "保守会社の共用のアカウントが使われている。",
            "importance": "caution",
        },
    ),
)


def tell_sheets_and_help(world: World, now: datetime) -> None:
    """In a small world nobody of them is there."""
    if not world.people.keys() >= EVERYBODY:
        return
    for told in SHEETS:
        with told_at(now - timedelta(days=told.days)):
            _shared(world, told)
    _roster(world, now)
    _answered(world, now)
    _asked(world, HUB, CSIRT, now - timedelta(days=3), "ほかの分野で同じ接続を見ていないか")
    waiting = _asked(world, ISAC, NEIGHBOR, now - timedelta(hours=30), "保守用端末に残った実行ファイルの解析")
    _moved(world, ISAC, waiting, HelpMove.TAKE, now - timedelta(hours=27))
    _asked(world, ISAC, NEIGHBOR, now - timedelta(hours=5), "操作記録の欠けた時間を埋める方法")


def _shared(world: World, told: Told) -> None:
    viewer = world.viewer(told.by)
    with acting_as(viewer):
        begun = begin_sheet(viewer)
        wish = {**begun.written.wish, "tlp": told.tlp, "destinations": [_outside(world, one) for one in told.to]}
        typed = {**begun.written.typed, **told.typed}
        draft = save(viewer, begun.public_id, Written(typed, begun.written.marks, wish), version=begun.version)
        send_draft(viewer, draft.public_id, version=draft.version, confirmed=Confirmed())


def _answered(world: World, now: datetime) -> None:
    """Asked, taken, answered, closed."""
    request = _asked(world, ISAC, CSIRT, now - timedelta(days=8), "時刻設定を変えた道具を知りたい")
    _moved(world, ISAC, request, HelpMove.TAKE, now - timedelta(days=7, hours=20))
    said = Words(
        "保守会社が配る設定の道具が使われている。道具そのものは正規のもので、使われた時間だけが通常と違う。",
        "SAZANAMI-TOOL",
        Importance.CAUTION,
    )
    _moved(world, ISAC, request, HelpMove.ANSWER, now - timedelta(days=6), said)
    _moved(world, CSIRT, request, HelpMove.CLOSE, now - timedelta(days=5))


def _asked(world: World, to: str, by: str, at: datetime, title: str) -> UUID:
    viewer = world.viewer(by)
    said = Asked(title, "分かっていること、試したことは電話でもお話しできます。", [HelpField.FORENSICS])
    with told_at(at), acting_as(viewer):
        return ask_help(viewer, _desk(world, to), said).public_id


def _moved(world: World, by: str, request: UUID, move: HelpMove, at: datetime, words: Words | None = None) -> None:
    viewer = world.viewer(by)
    with told_at(at), acting_as(viewer):
        make_move(viewer, request, move, words)


def _roster(world: World, now: datetime) -> None:
    viewer = world.viewer(ISAC)
    fields = [HelpField.FORENSICS, HelpField.CONTROL]
    with told_at(now - timedelta(days=60)), acting_as(viewer):
        write_expert(viewer, world.people[ISAC].public_id, fields, "制御系の記録の読み解き")


def _desk(world: World, login: str) -> UUID:
    viewer: Viewer = world.viewer(login)
    return next(desk.public_id for desk in world.desks.values() if desk.pk == viewer.desk_id)


def _outside(world: World, party: str) -> str:
    """As a door writes it: public ids in place of names."""
    naming, _, which = party.partition(":")
    rows: dict[str, dict[str, Any]] = {"desk": world.desks, "organization": world.organizations, "group": world.groups}
    return f"{naming}:{rows[naming][which].public_id}"
