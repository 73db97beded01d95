"""Where a profile starts: what organizations of a sector mostly want to hear of. A draft for people, changed as they like."""

from collections.abc import Iterable
from typing import Final

KEYWORDS: Final = {
    "information_communications": ("BGP", "DNS", "5G", "通信事業者"),
    "finance": ("不正送金", "フィッシング", "ATM", "SWIFT", "インターネットバンキング"),
    "aviation": ("航空", "予約システム", "運航"),
    "airport": ("空港", "手荷物", "入退場"),
    "railway": ("鉄道", "運行管理", "信号"),
    "electricity": ("SCADA", "制御システム", "変電所", "ICS"),
    "gas": ("SCADA", "制御システム", "ガス"),
    "government_services": ("自治体", "LGWAN", "マイナンバー"),
    "medical": ("電子カルテ", "PACS", "医療機器", "病院", "ランサム"),
    "water": ("SCADA", "浄水", "水道", "PLC"),
    "logistics": ("物流", "倉庫", "配送"),
    "chemical": ("化学", "DCS", "プラント"),
    "credit": ("クレジット", "カード情報", "加盟店"),
    "petroleum": ("製油", "DCS", "プラント"),
    "port": ("港湾", "コンテナ", "ターミナル"),
}
EVERYBODY: Final = ("ランサム", "標的型", "VPN", "ゼロデイ")


def keywords_of(sectors: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for sector in sectors for word in KEYWORDS.get(sector, ()))) or list(EVERYBODY)
