"""What the electric power company has ordered of its departments in the demonstration: systems, orders in every state, a playbook."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.demo.clock import told_at
from noroshi.demo.world import World
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.response.about import EDITION, About
from noroshi.response.actions import OrderWish, answer, hand_over, order
from noroshi.response.actions.assets import AssetWish, add_asset
from noroshi.response.actions.playbooks import PlaybookWish, write_playbook
from noroshi.response.actions.rolling_up import begin_rollup
from noroshi.vocabulary import AssetKind, Importance, OrderReach, OrderState, RollupGrain, ServiceWeight

CSIRT, CONTROL, SYSTEMS = "saeki@shiomi", "ashida@shiomi", "tamaki-y@shiomi"
S, K, W = OrderState, AssetKind, ServiceWeight
ASSETS: Final = (
    ("変電所監視装置 1号系", K.CONTROL, "control", W.STOPS, "監視制御ソフト 4.2"),
    ("変電所監視装置 2号系", K.CONTROL, "control", W.WEAKENS, "監視制御ソフト 4.1"),
    ("保守用端末（変電所）", K.CLIENT, "control", W.NONE, "業務端末 2025年型"),
    ("遠隔保守VPN装置", K.BOUNDARY, "systems", W.WEAKENS, "VPN装置 9.1"),
    ("境界ファイアウォール", K.BOUNDARY, "systems", W.STOPS, "ファイアウォール 7.4"),
    ("需給計画システム", K.APPLICATION, "systems", W.WEAKENS, "需給計画 2026.3"),
    ("認証基盤", K.ACCOUNTS, "systems", W.STOPS, "ディレクトリ 2025"),
)
ORDERS: Final = (
    # days ago, days to do it, desk, systems, title, what, verify, answers of the desk
    (
        13,
        2,
        "control",
        (2,),
        "保守用端末を切り離す",
        "有線・無線・遠隔保守の回線をすべて抜いてください。電源は切らないでください。",
        "どこへも通信できないことを確かめ、時刻を書いてください。",
        ((S.DONE, "21時40分に切り離し、疎通がないことを確かめた。"), (S.CONFIRMED, "")),
    ),
    (
        12,
        3,
        "systems",
        (4,),
        "境界の記録から不審な通信先を探す",
        "示された通信先を、過去90日の記録から検索してください。",
        "検索した記録の種類と期間、件数を書いてください。",
        ((S.SEEN, ""), (S.DONE, "プロキシとDNSを90日分検索し、一致は保守用端末の1件のみ。")),
    ),
    (
        11,
        4,
        "systems",
        (3,),
        "遠隔保守VPN装置を更新する",
        "公開された版に更新し、古い版の脆弱性がないことを確かめてください。",
        "更新後の版の番号を書いてください。",
        ((S.DOING, ""),),
    ),
    (
        9,
        4,
        "control",
        (0, 1),
        "監視装置の更新の可否を確かめる",
        "同じ部品を使っているかを確かめ、更新できる日を知らせてください。",
        "版の番号と、停止できる日を書いてください。",
        ((S.CANNOT, "定期点検まで停止できない。次の点検は3週間後。"),),
    ),
    (
        6,
        14,
        "systems",
        (6,),
        "保守用アカウントの認証情報を変更する",
        "保守用アカウントのパスワードと鍵を変更してください。",
        "変更した件数を書いてください。",
        ((S.SEEN, ""),),
    ),
    (
        5,
        10,
        "control",
        (2,),
        "保守用端末を初期化して戻す",
        "端末を配布用のイメージから入れ直してください。",
        "動作の確認結果を書いてください。",
        (),
    ),
    (
        4,
        6,
        "systems",
        (5,),
        "需給計画システムに同じ弱点がないか調べる",
        "示された部品を使っているかを調べてください。",
        "",
        ((S.NOT_APPLICABLE, "該当する部品を使っていない。"),),
    ),
)


def tell_field_orders(world: World, now: datetime) -> None:
    """In a small world, what its people are there for."""
    if not {CSIRT, CONTROL, SYSTEMS} <= world.people.keys():
        return
    csirt, desks = world.viewer(CSIRT), {"control": world.viewer(CONTROL), "systems": world.viewer(SYSTEMS)}
    with told_at(now - timedelta(days=40)), acting_as(csirt):
        assets = [_asset(csirt, world, *line) for line in ASSETS]
        _ready(csirt, world)
    about = _about(csirt)
    made: list[UUID] = []
    for days, hours, desk, systems, title, what, verify, said in ORDERS:
        at = now - timedelta(days=days)
        with told_at(at), acting_as(csirt):
            wish = OrderWish(
                title=title,
                what=what,
                verify=verify,
                to=[_desk(world, desk)],
                due_at=at + timedelta(days=hours),
                importance=Importance.CAUTION if days > 10 else None,
                reach=OrderReach.HOUSE,
                about=about if days > 4 else None,
                assets=[assets[one] for one in systems],
                after=made[:1] if not said else (),
            )
            made.append(order(csirt, wish)[0].public_id)
        _answered(csirt, desks[desk], made[-1], at, said)
    with told_at(now - timedelta(days=3)), acting_as(desks["control"]):
        hand_over(desks["control"], made[5], person=world.people["negishi@shiomi"].public_id)


def _answered(
    csirt: Viewer, desk: Viewer, order_id: UUID, at: datetime, said: tuple[tuple[OrderState, str], ...]
) -> None:
    for number, (state, text) in enumerate(said, 1):
        viewer = csirt if state is S.CONFIRMED else desk
        with told_at(at + timedelta(hours=9 * number)), acting_as(viewer):
            answer(viewer, order_id, state, text=text)


def _asset(
    viewer: Viewer, world: World, name: str, kind: AssetKind, desk: str, weight: ServiceWeight, product: str
) -> UUID:
    return add_asset(viewer, AssetWish(name, kind, _desk(world, desk), weight, product)).asset


def _ready(viewer: Viewer, world: World) -> None:
    """A template made the company's own, and what the CSIRT says to the planning department."""
    wish = PlaybookWish(
        "変電所の端末を切り離す（当社の手順）",
        "給電指令に電話で知らせてから、盤横の回線を抜いてください。無線の親機も止めてください。電源は切らないでください。",
        "給電指令の了解の時刻と、切り離した時刻を書いてください。",
        2,
        ["malware", "intrusion", "code_execution"],
        [AssetKind.CLIENT, AssetKind.CONTROL],
        _desk(world, "control"),
        "cut_off",
    )
    write_playbook(viewer, wish)
    begin_rollup(viewer, _desk(world, "planning"), RollupGrain.TITLES)


def _desk(world: World, name: str) -> UUID:
    return world.desks[f"shiomi.{name}"].public_id


def _about(viewer: Viewer) -> About | None:
    """The newest that came down to this desk."""
    with acting_as(viewer):
        lines = editions_readable_by(viewer, Wanted(kinds=("advisory",), is_foreign=True, limit=20))
    found = next((line for line in lines if not line.is_recalled), None)
    return About(EDITION, found.public_id) if found else None
