"""What the two sheets print around the fields, word for word (手引書 図4, 図7): headings of tables, lists of parties, ※ notes.

Two misprints of the figures are printed right, as the handbook's own text has them: セプター, 事案対処省庁.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from noroshi.vocabulary import FormKind

STARRED: Final = "(*が付与された項目は必須事項)"
FIRST_HAS_NO_NUMBER: Final = "(※第1報の識別番号は空欄)"
ONE_ONLY: Final = "チェック(1つのみ選択※2)"
SEVERAL: Final = "チェック(複数選択可)"
EVENT_TABLE: Final = ("事象の種類", "事象の例", ONE_ONLY)
CAUSE_TABLE: Final = ("原因の種類", "原因", SEVERAL)
CONTENT_TABLE: Final = ("項目", "情報の内容")
TIMELINE: Final = ("日時", "事象・対応状況等")
FROM_LIST: Final = "リストから選択"
PRESS_ASKS: Final = "(済・予定有では日時・件名を記入)"
SEE_ANNEX_2: Final = "(別紙2参照)"
CENTER: Final = "内閣サイバーセキュリティセンター"
MAY_ASK: Final = "(情報共有範囲からの問合せに限る。)"
BESIDE: Final = "様式にない項目"
CENTER_ASKED: Final = "本件問合せ先"
FILES: Final = "別紙・検体等の一覧"

RED, AMBER = "Red = 宛先限り", "Amber=特定分野・関係者限り"
GREEN, WHITE = "Green=重要インフラ関係主体限り", "White=公開情報"


@dataclass(frozen=True, slots=True)
class Color:
    """A box of 情報共有範囲 and the parties that the sheet lists for it."""

    id: str
    printed: str
    parties: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The words of one sheet. `notes` by their mark."""

    title: str
    direction: str
    content: str
    colors: tuple[Color, ...]
    notes: Mapping[str, str]


REPORT: Final = Sheet(
    title="情報連絡様式",
    direction="(重要インフラ所管省庁→内閣官房)",
    content="◆情報連絡の内容(※4)",
    colors=(
        Color("red", RED, "(NISC重要インフラ防護担当(※1)限り)"),
        Color(
            "amber",
            AMBER,
            "(NISC重要インフラ防護担当(※1)並びに直接関係する分野の重要インフラ所管省庁及びセプター"
            "(セプターを構成する重要インフラ事業者等を含む。)に属する者のうち、関係者限り)",
        ),
        Color(
            "green",
            GREEN,
            "(NISC、重要インフラ所管省庁、事案対処省庁、情報セキュリティ関係省庁、防災関係府省庁、情報セキュリティ関係機関、"
            "オリパラ関係組織、サイバー空間関連事業者及び各分野のセプター"
            "(セプターを構成する重要インフラ事業者等を含む。)に属する者限り)",
        ),
        Color("clear", WHITE),
    ),
    notes=MappingProxyType(
        {
            "※1": "情報の集約・分析のため、必要に応じ、あらかじめ連携を要請した情報セキュリティ関係機関との間で情報共有を行う。",
            "※2": "最初に検知した事象を1つのみ選択する。",
            "※3": "機密性・完全性・可用性を脅かす事象までには至らないものの同事象につながり得る事象。",
            "※4": "情報連絡の迅速性を優先するため、必ずしも全ての項目を記載する必要はない。",
            "※5": "「重要インフラの情報セキュリティ対策に係る第4次行動計画」に定める「分野名」、「サービス維持レベル」を指す。",
        }
    ),
)
ADVISORY: Final = Sheet(
    title="情報提供様式",
    direction="(内閣官房→重要インフラ所管省庁)",
    content="◆情報提供の内容",
    colors=(
        Color("red", RED, "(情報提供先の重要インフラ所管省庁限り)"),
        Color(
            "amber",
            AMBER,
            "(情報提供先の重要インフラ所管省庁及びセプター"
            "(セプターを構成する重要インフラ事業者等を含む。)に属する者のうち、関係者限り)",
        ),
        Color(
            "green",
            GREEN,
            "(重要インフラ所管省庁及びセプター(セプターを構成する重要インフラ事業者等を含む。)に属する者限り)",
        ),
        Color("clear", WHITE),
    ),
    notes=MappingProxyType({}),
)
SHEET: Final = Sheet(
    title="事案シート",
    direction="(名指しした相手限り)",
    content="◆事案の内容",
    colors=(
        Color("red", RED, "(名指しした窓口限り)"),
        Color("amber", AMBER, "(名指しした組織のうち、知る必要がある者限り)"),
        Color("green", GREEN, "(名指しした場やISACの構成員限り)"),
        Color("clear", WHITE),
    ),
    notes=MappingProxyType({}),
)
SHEETS: Final[Mapping[FormKind, Sheet]] = MappingProxyType(
    {FormKind.REPORT: REPORT, FormKind.ADVISORY: ADVISORY, FormKind.SHEET: SHEET}
)

BLANK_MOMENT: Final = "令和　　年　　月　　日　　時　　分"
PRINTED_EMPTY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "reported_at": BLANK_MOMENT,
        "provided_at": BLANK_MOMENT,
        "detected_at": BLANK_MOMENT,
        "occurred_at": BLANK_MOMENT,
        "sector": FROM_LIST,
    }
)
"""What stands where nothing is written yet, to be filled in by hand."""
