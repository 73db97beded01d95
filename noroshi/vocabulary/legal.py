"""What the law says about an item, what people pledge at entry, and how a disposal goes on."""

from noroshi.vocabulary.word import Word


class Treatment(Word):
    """How information in a report stands before the law on access to information (改善具体化 別添3(4))."""

    VOLUNTARY = "voluntary", "任意提供情報（情報公開法第5条第2号ロ）", "voluntarily provided information"
    STATUTORY = "statutory", "法令等に定めがあるもの", "given under a law"
    CONSENTED = "consented", "連絡元の了承があるもの", "disclosure agreed by the source"


class Consent(Word):
    """What the provider said about disclosure."""

    NOT_GIVEN = "not_given", "了承なし", "not given"
    GIVEN = "given", "了承あり", "given"
    CONDITIONAL = "conditional", "条件付きの了承", "given with conditions"
    TAKEN_BACK = "taken_back", "了承の取消し", "taken back"


class LegalGround(Word):
    """On what an exchange rests."""

    PLAN = "plan", "行動計画に基づく情報共有", "sharing under the action plan"
    SECTOR_LAW = "sector_law", "分野の法令", "a law of the sector"
    COUNCIL_DUTY = "council_duty", "サイバーセキュリティ協議会の情報提供義務等", "a duty in the council"
    AGREEMENT = "agreement", "情報の取扱いの取決め", "a handling agreement"
    CONSENT = "consent", "提供元の了承", "consent of the provider"


class PledgeKind(Word):
    """What is accepted at entry."""

    SECRECY = "secrecy", "守秘義務の確認", "duty of secrecy"
    HANDLING = "handling", "情報取扱いルール", "handling rule"
    PLEDGE = "pledge", "誓約書", "pledge"


class PledgeReach(Word):
    """Whom a pledge binds."""

    ORGANIZATION = "organization", "自組織の全員", "everybody of the organization"
    MEMBERS = "members", "セプターの構成員", "members of the CEPTOAR"
    GROUP = "group", "グループの構成員", "members of a group"
    EVERYBODY = "everybody", "利用者全員", "everybody"


class DisposalState(Word):
    """How far a disposal has come."""

    PROPOSED = "proposed", "二人目の確認待ち", "waiting for a second person"
    CONFIRMED = "confirmed", "実行待ち", "about to run"
    DONE = "done", "処分済み", "done"
    WITHDRAWN = "withdrawn", "取りやめ", "withdrawn"
