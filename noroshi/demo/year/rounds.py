"""Advisories that come round: the month's updates of products in use, and the month's list of addresses."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Final

from noroshi.demo.year.scenes import Advisory
from noroshi.demo.year.shape import SECTORS
from noroshi.demo.year.wording import ENDINGS, HOSTS, NETWORKS, PLACES
from noroshi.vocabulary import Importance, Tlp

PRODUCTS: Final = (
    ("ファイル転送「Hakobune」", "認証を経ずに一覧を読める"),
    ("防火壁「Sekimori」", "設定の画面で権限を越えられる"),
    ("メール中継「Kazemachi」", "特定の添付で処理が止まる"),
    ("控えの仕組み「Kurabito」", "管理の口で控えを消せる"),
    ("記事管理「Kakihana」", "下書きを外から読める"),
    ("宅内機器「Hibiki-R」", "命令を実行される"),
    ("時刻同期サーバ「Tokimori」", "応答を偽られる"),
    ("遠隔接続機器「GateArk」", "接続の記録を消される"),
    ("文書の保管「Fumibako」", "共有の期限が効かない"),
    ("監視の画面「Mihari」", "閲覧だけの利用者が操作できる"),
    ("名札の認証「Nafuda」", "失効した札で通れる"),
    ("表の集計「Sorobana」", "開くだけで外部に接続する"),
)
CAMPAIGNS: Final = (
    ("請求書を装うメール", "添付を開いた端末が接続する先"),
    ("偽のログイン画面", "入力を中継する先"),
    ("制御装置の探索", "探索の送信元"),
    ("大量アクセス", "要求の送信元のうち、繰り返し現れるもの"),
    ("名前解決の増幅", "悪用された開いたサーバ"),
    ("遠隔操作の道具", "道具が接続する先"),
)
MONTHS: Final = 12
DAYS_APART: Final = 30.4


def updates(now: datetime, draw: Random) -> Iterator[Advisory]:
    """A different handful each month."""
    for place in range(MONTHS):
        day = now - timedelta(days=place * DAYS_APART + 6)
        chosen = draw.sample(PRODUCTS, draw.choice((3, 4, 4, 5)))
        versions = [f"{draw.randint(2, 12)}.{draw.randint(0, 9)}.{draw.randint(1, 9)}" for _ in chosen]
        rows = [f"{name}: {version} より前（{weak}）" for (name, weak), version in zip(chosen, versions, strict=True)]
        yield Advisory(
            sectors=_sectors(draw, 3),
            importance=Importance.REFERENCE if place % 4 else Importance.CAUTION,
            tlp=Tlp.GREEN,
            head=f"{day.month}月に公表された更新情報のまとめ",
            told=f"{day.month}月に公表された製品の更新のうち、重要インフラで利用の多い{len(chosen)}件をまとめた。"
            + draw.choice(
                (
                    "悪用は確認されていない。",
                    "うち1件は国外で悪用が確認されている。",
                    "いずれも外部から届く場合に危険が大きい。",
                )
            ),
            target="\n".join(rows),
            action=(f"{draw.choice(('2週間', '1か月', '次の保守の日'))}を目安に更新する", draw.choice(EXTRA)),
            style="work_instruction",
            case="vulnerability_spread",
            hours_ago=(place * DAYS_APART + 6) * 24 + draw.uniform(0, 5),
        )


EXTRA: Final = (
    "更新できない場合は管理の口への接続元を絞る",
    "委託先が管理する機器を含めて数える",
    "更新の前に設定と記録の控えを取る",
    "使っていない機能を止める",
    "更新の結果を所管省庁の求めに応じて知らせる",
)


def addresses(now: datetime, draw: Random) -> Iterator[Advisory]:
    for place in range(MONTHS):
        day = now - timedelta(days=place * DAYS_APART + 19)
        what, told = CAMPAIGNS[place % len(CAMPAIGNS)]
        found = sorted({f"{draw.choice(NETWORKS)}{draw.randint(2, 250)}" for _ in range(draw.randint(4, 7))})
        hosts = sorted(
            {f"{draw.choice(HOSTS)}-{draw.choice(PLACES)}{draw.choice(ENDINGS)}" for _ in range(draw.randint(2, 4))}
        )
        yield Advisory(
            sectors=_sectors(draw, 3),
            importance=Importance.CAUTION if place % 3 == 0 else Importance.REFERENCE,
            tlp=Tlp.AMBER,
            head=f"{what}に用いられた通信先の一覧（{day.year}年{day.month}月）",
            told=f"{told}を{len(found) + len(hosts)}件まとめた。確度の低い値は除いている。",
            target="\n".join([*found, *hosts]),
            action=(
                "外向きの通信の記録と突き合わせる",
                f"一致があれば、{draw.choice(('端末を切り離して', '時刻とともに', '記録を保全して'))}知らせる",
            ),
            style="work_instruction",
            case="exposed_systems",
            basis=draw.choice(
                (
                    "情報連絡と、分析の協力機関の観測による",
                    "情報セキュリティ関係機関の観測による",
                    "複数の情報連絡に共通する値による",
                )
            ),
            hours_ago=(place * DAYS_APART + 19) * 24 + draw.uniform(0, 5),
        )


def _sectors(draw: Random, count: int) -> tuple[str, ...]:
    return tuple(sorted(draw.sample(sorted(SECTORS), count)))
