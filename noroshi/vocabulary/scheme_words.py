"""Words that only scheme files use: how a level is measured, what type a form field has, what a fact rests on."""

from noroshi.vocabulary.word import Word


class Metric(Word):
    """What a service maintenance level counts."""

    USERS = "users", "影響利用者数(人)", "users affected"
    DURATION_MIN = "duration_min", "継続時間(分)", "duration in minutes"
    SUPPLY_LOSS_KW = "supply_loss_kw", "供給支障電力(kW)", "supply lost in kW"
    HOUSEHOLDS = "households", "供給支障戸数(戸)", "households affected"
    RECOVERY_HOURS = "recovery_hours", "復旧までの時間(時間)", "hours until recovery"


class Comparison(Word):
    """How a measured figure is compared with the printed one."""

    AT_LEAST = ">=", "以上", "or more"
    MORE_THAN = ">", "超", "more than"
    AT_MOST = "<=", "以下", "or less"
    LESS_THAN = "<", "未満", "less than"
    EXACTLY = "==", "に等しい", "exactly"


class LevelKind(Word):
    """The three ways in which the documents state a service maintenance level."""

    NO_OUTAGE = "no_outage", "サービス障害が生じないこと", "no outage occurs"
    THRESHOLD = "threshold", "数値による水準", "figures"
    RECOVERY = "recovery", "所定時間内の復旧", "recovery in time"


class Basis(Word):
    """What a fact in a scheme rests on."""

    STATED = "stated", "文書に明記", "stated by the documents"
    INFERRED = "inferred", "文書からの推定", "inferred from the documents"


class FieldType(Word):
    """Types of form fields."""

    CHOICE = "choice", "単一選択", "one choice"
    CHOICES = "choices", "複数選択", "several choices"
    COUNT = "count", "番号", "number"
    LINE = "line", "一行", "one line"
    TEXT = "text", "自由記述", "text"
    MOMENT = "moment", "日時", "date and time"
    LOOSE_MOMENT = "loose_moment", "日時(不完全可)", "date and time, may be partial"
    TELEPHONE = "telephone", "電話番号", "telephone"
    EMAIL = "email", "電子メールアドレス", "e-mail address"
    PARTY = "party", "関係主体", "party"
    SECTOR = "sector", "分野", "sector"
    DESTINATIONS = "destinations", "省庁と分野の組", "ministry and sector pairs"
    ROWS = "rows", "行の並び", "rows"
    FILES = "files", "ファイル", "files"
    SPECIMENS = "specimens", "検体", "specimens"
    REFERENCES = "references", "他の記録への参照", "references"


class Nature(Word):
    """Whether a field tells about the attack or about the victim; sharing may start with the first alone."""

    TECHNICAL = "technical", "攻撃技術情報", "attack technical information"
    VICTIM = "victim", "被害組織情報", "victim information"
    MIXED = "mixed", "両方を含みうる情報", "may hold both", "Free text and files; shared only after somebody has looked"
    HANDLING = "handling", "取扱いのための情報", "information for handling"
