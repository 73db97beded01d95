"""What happened and why, in the words of the report form (手引書 図4, 表1)."""

from noroshi.vocabulary.word import Word


class EventAspect(Word):
    """What an event threatens; the form groups its event kinds by this."""

    SIGN = "sign", "未発生", "has not occurred"
    CONFIDENTIALITY = "confidentiality", "機密性を脅かす事象", "threatens confidentiality"
    INTEGRITY = "integrity", "完全性を脅かす事象", "threatens integrity"
    AVAILABILITY = "availability", "可用性を脅かす事象", "threatens availability"
    LEADS_TO = "leads_to", "上記につながる事象", "may lead to the above"
    OTHER = "other", "その他", "other"


class EventKind(Word):
    """The eight kinds; exactly one is chosen, the event detected first (※2)."""

    NEAR_MISS = "near_miss", "予兆・ヒヤリハット", "sign or near miss"
    LEAK = "leak", "情報の漏えい", "information leak"
    DESTRUCTION = "destruction", "情報の破壊", "information destroyed or altered"
    UNAVAILABLE = "unavailable", "システム等の利用困難", "system hard or impossible to use"
    MALWARE = "malware", "マルウェア等の感染", "malware infection"
    CODE_EXECUTION = "code_execution", "不正コード等の実行", "malicious code executed"
    INTRUSION = "intrusion", "システム等への侵入", "system intrusion"
    OTHER_EVENT = "other_event", "その他", "other"

    @property
    def aspect(self) -> EventAspect:
        return _ASPECTS.get(self, EventAspect.LEADS_TO)


_ASPECTS = {
    EventKind.NEAR_MISS: EventAspect.SIGN,
    EventKind.LEAK: EventAspect.CONFIDENTIALITY,
    EventKind.DESTRUCTION: EventAspect.INTEGRITY,
    EventKind.UNAVAILABLE: EventAspect.AVAILABILITY,
    EventKind.OTHER_EVENT: EventAspect.OTHER,
}


class CauseGroup(Word):
    """The four headings under which the form lists causes."""

    DELIBERATE = "deliberate", "意図的な原因", "deliberate"
    ACCIDENTAL = "accidental", "偶発的な原因", "accidental"
    ENVIRONMENTAL = "environmental", "環境的な原因", "environmental"
    OTHER = "other", "その他の原因", "other"


class Cause(Word):
    """The seventeen causes of 表1; any number may be chosen."""

    SUSPICIOUS_MAIL = "suspicious_mail", "不審メール等の受信", "suspicious mail received"
    FALSE_USER_ID = "false_user_id", "ユーザID等の偽り", "false user ID"
    DOS = "dos", "DoS攻撃等の大量アクセス", "DoS or mass access"
    ILLICIT_ACQUISITION = "illicit_acquisition", "情報の不正取得", "illicit acquisition of information"
    INSIDER = "insider", "内部不正", "insider misuse"
    IMPROPER_OPERATION = "improper_operation", "適切なシステム等運用の未実施", "proper operation not carried out"
    USER_OPERATION_ERROR = "user_operation_error", "ユーザの操作ミス", "user operation error"
    USER_CUSTODY_ERROR = "user_custody_error", "ユーザの管理ミス", "user custody error"
    SUSPICIOUS_FILE = "suspicious_file", "不審なファイルの実行", "suspicious file run"
    SUSPICIOUS_SITE = "suspicious_site", "不審なサイトの閲覧", "suspicious site viewed"
    CONTRACTOR_ERROR = "contractor_error", "外部委託先の管理ミス", "contractor error"
    EQUIPMENT_FAILURE = "equipment_failure", "機器等の故障", "equipment failure"
    VULNERABILITY = "vulnerability", "システムの脆弱性", "system vulnerability"
    SPILLOVER = "spillover", "他分野の障害からの波及", "spillover from another sector"
    DISASTER_DISEASE = "disaster_disease", "災害や疾病等", "disaster or disease"
    OTHER_CAUSE = "other_cause", "その他", "other"
    UNKNOWN = "unknown", "不明", "not known"

    @property
    def group(self) -> CauseGroup:
        return _GROUP_OF_CAUSE[self]


_GROUP_OF_CAUSE = {
    **dict.fromkeys(list(Cause)[:6], CauseGroup.DELIBERATE),
    **dict.fromkeys(list(Cause)[6:14], CauseGroup.ACCIDENTAL),
    Cause.DISASTER_DISEASE: CauseGroup.ENVIRONMENTAL,
    Cause.OTHER_CAUSE: CauseGroup.OTHER,
    Cause.UNKNOWN: CauseGroup.OTHER,
}


class SystemStatus(Word):
    """How the system runs now (form item ⑤)."""

    NO_EFFECT = "no_effect", "影響なし", "no effect"
    STOPPED = "stopped", "停止中", "stopped"
    PARTLY_RUNNING = "partly_running", "一部稼働中", "partly running"
    RESTORED = "restored", "復旧済", "restored"


class Outlook(Word):
    """What comes next (form item ⑧)."""

    CONTINUING = "continuing", "事象継続中", "event continues"
    INVESTIGATING = "investigating", "事後調査実施中", "being investigated"
    CONSIDERING_MEASURES = "considering_measures", "今後の対応策を継続検討", "further measures under consideration"
    CLOSED = "closed", "対応完了", "closed"

    @property
    def expects_follow_up(self) -> bool:
        """The first two open an expectation of a follow-up edition, the others close it."""
        return self in {Outlook.CONTINUING, Outlook.INVESTIGATING}


class PressStatus(Word):
    """Press release or coverage (form item ⑦)."""

    DONE = "done", "済", "done"
    PLANNED = "planned", "予定有", "planned"
    NONE = "none", "無", "none"

    @property
    def asks_when_and_title(self) -> bool:
        return self is not PressStatus.NONE


class YesNo(Word):
    """A printed yes-or-no box."""

    YES = "yes", "有", "yes"
    NO = "no", "無", "no"


class Importance(Word):
    """How soon the reader should act; not the severity of harm (手引書 表3)."""

    WARNING = "warning", "警報", "warning", "Consider a response at once"
    CAUTION = "caution", "注意喚起", "caution", "Consider a response"
    REFERENCE = "reference", "参考情報", "reference", "For the reader's own measures"

    @property
    def rank(self) -> int:
        """1 comes first. An importance not given sorts with caution."""
        return list(Importance).index(self) + 1


class Confidence(Word):
    """How sure the provider is; a council consultation lives on the difference."""

    LOW = "low", "確度低", "low"
    HIGH = "high", "確度高", "high"
