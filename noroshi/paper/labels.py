"""What the paper prints for each field (手引書 図4, 図7), one place for every printed, typed and read form.

A text form has one heading line for each field, `【⑤判明日時】`, with its value below. Lines that begin with another sign of
`STRUCTURE` are the paper's: blocks (◆), merged headings (■), notes (※), what is said about a value (〔…〕).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final
from unicodedata import normalize

from noroshi.vocabulary import Certainty, FormKind

CHECKED: Final = "☑"
UNCHECKED: Final = "□"
CHECKED_TOO: Final = ("☑", "☒", "■", "✓", "✔", "レ", "●", "◉", "○", "〇", "◯", "◎", "[x]", "[X]", "[v]", "(x)")
"""Other signs under which a ticked box comes back, before an option."""
UNCHECKED_TOO: Final = ("□", "☐", "[ ]", "( )", "[]")

STRUCTURE: Final = ("【", "■", "◆", "※", "〔", "━")
ESCAPE: Final = "\u3000"
"""A line of a value that begins with a sign of STRUCTURE, or with this, is written with one more of this before it."""
ROW: Final = "・"
CELL: Final = " ｜ "
GOES_ON: Final = "\u3000\u3000"
"""A table in text: `・11/21 02:40頃 ｜ 外部から連絡`, further lines of the last cell set in by two full-width spaces."""

ANONYMIZED: Final = "匿名"
CERTAINTY: Final[Mapping[Certainty, str]] = MappingProxyType(
    {Certainty.ESTIMATE: "推定", Certainty.UNCONFIRMED: "未確認"}
)
"""Said about a value in one line below it: 〔推定：サーバログ等より推測〕, 〔未確認〕, 〔匿名〕; several are joined by 、."""


@dataclass(frozen=True, slots=True)
class Label:
    """`printed` is the paper's wording, `heading` the wording that stands alone; `under` the merged heading over it."""

    field: str
    printed: str
    heading: str
    under: str = ""
    variants: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The heading line of the text form."""
        return f"【{self.heading}】"


def _label(field: str, printed: str, heading: str = "", *variants: str, under: str = "") -> Label:
    return Label(field, printed, heading or printed, under, variants)


IMPORTANCE: Final = _label("importance", "重要度", "", "警報・注意喚起・参考情報の別")
NUMBER: Final = _label("edition_number", "第　報*", "第何報*", "報数", "第報", "第N報", "報告回数")
REFERENCE: Final = _label("reference_number", "識別番号*", "", "識別番号(第1報は空欄)")
SCOPE: Final = _label("sharing_scope", "情報共有範囲*", "", "共有範囲", "TLP", "情報共有の範囲")
NOTE: Final = _label("handling_note", "特記事項", "", "特記", "特記事項(情報共有範囲)", under="情報共有範囲*")
ATTACHED: Final = _label("attachment_presence", "別紙有無*", "", "別紙の有無", "別紙")
NEXT: Final = _label("next_report_at", "次の報告の予定日時", "", "次回報告予定", "続報予定")
CHANNEL: Final = _label("source_channel", "入手経路", "", "受付経路", "連絡手段")
FOLLOWS: Final = _label("attachments_follow_by", "別紙を後から送る方法", "", "別紙の送付方法")
OVERVIEW, IMPACT, COURSE = "⑤概要", "⑥重要インフラサービス等への影響", "⑦当該事象に係る推移等"
OUTSIDE: Final = "対外的な対応状況"
SOURCE: Final = "情報連絡元*"
THREAT: Final = "脅威等の内容"
CONTACT: Final = "本件問合せ先"

REPORT: Final = (
    IMPORTANCE,
    NUMBER,
    REFERENCE,
    _label("reported_at", "情報連絡日時*", "", "連絡日時", "報告日時"),
    _label("source_ministry", "省庁名", "", "情報連絡元省庁名", "所管省庁名", under=SOURCE),
    _label("source_person", "担当者名", "", "担当者", "担当者氏名", "情報連絡元担当者名", under=SOURCE),
    _label("source_bureau", "部局名", "", "部局", "所属", "部署名", under=SOURCE),
    _label("source_telephone", "電話番号", "", "電話", "TEL", under=SOURCE),
    _label("source_fax", "FAX番号", "", "FAX", "ファクス番号", "ファックス番号", under=SOURCE),
    _label("source_email", "電子メールアドレス", "", "メールアドレス", "電子メール", "E-mail", "Eメール", under=SOURCE),
    SCOPE,
    NOTE,
    _label("event_kind", "①発生した事象の分類", "", "事象の分類", "事象の種類"),
    _label("causes", "②上記事象における原因の分類", "", "原因の分類", "原因の種類", "原因"),
    ATTACHED,
    FOLLOWS,
    _label("sector", "③分野名", "", "分野", "重要インフラ分野"),
    _label(
        "operator_name",
        "④事象が発生した重要インフラ事業者等名",
        "",
        "重要インフラ事業者等名",
        "事業者等名",
        "事業者名",
    ),
    _label("detected_at", "判明日時", "⑤判明日時", "検知日時", under=OVERVIEW),
    _label("occurred_at", "発生日時", "⑤発生日時", "事象発生日時", under=OVERVIEW),
    _label(
        "systems",
        "事象が発生したシステム・委託先業者等",
        "⑤事象が発生したシステム・委託先業者等",
        "システム・委託先業者等",
        "発生したシステム",
        under=OVERVIEW,
    ),
    _label("summary", "発生事象の概要", "⑤発生事象の概要", "事象の概要", "概要", under=OVERVIEW),
    _label("system_status", "システムの稼働状況", "⑤システムの稼働状況", "稼働状況", under=OVERVIEW),
    _label(
        "service_level_breached",
        "重要インフラサービスのサービス維持レベル逸脱の有無",
        "⑥重要インフラサービスのサービス維持レベル逸脱の有無",
        "サービス維持レベル逸脱の有無",
        "サービス維持レベルの逸脱",
        under=IMPACT,
    ),
    _label(
        "may_spread",
        "他の事業者等への波及の可能性",
        "⑥他の事業者等への波及の可能性",
        "波及の可能性",
        "他の事業者等への波及の可能性の有無",
        under=IMPACT,
    ),
    _label("timeline", "推移", "⑦推移(日時 / 事象・対応状況等)", "推移等", "当該事象に係る推移等", under=COURSE),
    _label("supplement", "(補足情報)", "⑦補足情報", "補足", under=COURSE),
    _label("press_status", "報道発表、報道等への掲載", "⑦報道発表、報道等への掲載", "報道発表", under=OUTSIDE),
    _label("press_at", "日時", "⑦報道発表等の日時", "報道発表日時", under=OUTSIDE),
    _label("press_title", "件名", "⑦報道発表等の件名", "報道発表件名", "件名", under=OUTSIDE),
    _label(
        "other_contacts",
        "NISC以外に連絡を行った先",
        "⑦NISC以外に連絡を行った先",
        "NISC以外の連絡先",
        "他の連絡先",
        under=OUTSIDE,
    ),
    _label("outlook", "⑧今後の予定", "", "今後の見通し"),
    NEXT,
    CHANNEL,
    _label("lessons", "⑨その他・得られた教訓等", "", "得られた教訓等", "その他", "教訓"),
)

ADVISORY: Final = (
    IMPORTANCE,
    NUMBER,
    REFERENCE,
    _label("provided_at", "情報提供日時*", "", "提供日時"),
    _label("destinations", "情報提供先*(所管省庁名及び分野名)", "", "情報提供先", "提供先"),
    SCOPE,
    NOTE,
    ATTACHED,
    FOLLOWS,
    _label("threat_summary", "①概要", "①脅威等の内容 概要", "概要", "脅威等の概要", under=THREAT),
    _label("threat_target", "②対象", "②脅威等の内容 対象", "対象", "脅威等の対象", under=THREAT),
    _label("course_of_action", "③対処方針", "", "対処"),
    _label("others", "④その他", "", "その他"),
    _label("contact_person", "重要インフラ防護担当", "問合せ先 重要インフラ防護担当", "担当", under=CONTACT),
    _label("contact_telephone", "電話番号", "問合せ先 電話番号", "電話", "TEL", under=CONTACT),
    _label("contact_fax", "FAX番号", "問合せ先 FAX番号", "FAX", under=CONTACT),
    _label("contact_email", "電子メールアドレス", "問合せ先 電子メールアドレス", "メールアドレス", under=CONTACT),
    _label("advisory_style", "情報提供の性格"),
    _label("addressees", "名宛人と求める行動", "名宛人(層 / 求める行動)", "名宛人"),
    _label("basis", "根拠"),
)
SHEET: Final = (
    _label("title", "題名*", "題名"),
    IMPORTANCE,
    SCOPE,
    NOTE,
    _label("event_kind", "事象の類型"),
    _label("occurred_at", "発生日時"),
    _label("what_happened", "何が起きたか"),
    _label("measures", "対策"),
    _label("indicators", "手掛かり"),
    _label("analysis", "分析結果"),
    _label("identifiers", "識別子"),
    _label("contact_person", "担当", "問合せ先 担当", under=CONTACT),
    _label("contact_telephone", "電話番号", "問合せ先 電話番号", under=CONTACT),
    _label("contact_email", "電子メールアドレス", "問合せ先 電子メールアドレス", under=CONTACT),
)
LABELS: Final[Mapping[FormKind, tuple[Label, ...]]] = MappingProxyType(
    {FormKind.REPORT: REPORT, FormKind.ADVISORY: ADVISORY, FormKind.SHEET: SHEET}
)


@cache
def label_of(kind: FormKind, field_id: str) -> Label | None:
    return next((label for label in LABELS[kind] if label.field == field_id), None)


@cache
def field_of(kind: FormKind, heading: str) -> str:
    """The field that a typed or printed heading means; empty for a heading that the form does not know.

    Width of letters, spaces, the asterisk, colons, brackets' content and the printed number make no difference.
    """
    wanted = plain(heading)
    known = dict(_headings(kind))
    return known.get(wanted) or known.get(wanted.lstrip("①②③④⑤⑥⑦⑧⑨")) or ""


def plain(heading: str) -> str:
    """A heading with nothing left that printings differ in."""
    folded = "".join(_folded(sign) for sign in heading.strip("【】[]■◆ \u3000"))
    cut = folded.split("(")[0] or folded
    return "".join(sign for sign in cut if not sign.isspace() and sign not in "*:・,、/=\"'()[]")


def _headings(kind: FormKind) -> Iterator[tuple[str, str]]:
    """What a label says itself wins over what another one merely may be called."""
    labels = LABELS[kind]
    for label in labels:
        for variant in label.variants:
            yield plain(variant), label.field
    for label in labels:
        yield plain(label.printed) or plain(label.printed.strip("()")), label.field
        yield plain(label.heading).lstrip("①②③④⑤⑥⑦⑧⑨"), label.field
        yield plain(label.heading), label.field


def _folded(sign: str) -> str:
    """NFKC would turn ⑤ into 5, and the printed number is a word of its own."""
    return sign if sign in "①②③④⑤⑥⑦⑧⑨" else normalize("NFKC", sign).casefold()
