"""Orders to field departments: how far one has come, who in the house reads it, and what the systems are that it concerns."""

from noroshi.vocabulary.word import Word


class OrderState(Word):
    """How far an order has come. The newest step says it; nothing before is erased."""

    ORDERED = "ordered", "未確認", "not seen yet", "Given; nobody at the desk has answered"
    SEEN = "seen", "確認した", "seen", "Somebody at the desk has taken note"
    DOING = "doing", "対応中", "being done", "Somebody at the desk works on it"
    DONE = "done", "完了", "done", "Done, with proof"
    NOT_APPLICABLE = "not_applicable", "該当なし", "not applicable", "Nothing to do here, with a reason"
    CANNOT = "cannot", "実施できない", "cannot be done", "Waits for whoever ordered it, with a reason"
    CONFIRMED = "confirmed", "確認済み", "confirmed", "Whoever ordered it has looked at the answer"
    WITHDRAWN = "withdrawn", "取りやめ", "withdrawn", "Whoever ordered it needs it no longer"


class OrderReach(Word):
    """Who in the own organization reads an order. Outside it nobody does."""

    HOUSE = "house", "組織内の範囲内の人", "everyone in range in the organization", "The usual one"
    NEED = "need", "組織内の知る必要のある人", "those in the organization who need to know", "For what rests on AMBER"
    DESKS = "desks", "依頼元と担当の窓口のみ", "the two desks alone", "For what rests on RED"


class ServiceWeight(Word):
    """What a service loses when a system stops."""

    STOPS = "stops", "サービスが止まる", "the service stops"
    WEAKENS = "weakens", "サービスに影響する", "the service suffers"
    NONE = "none", "サービスに影響しない", "the service goes on"


class AssetKind(Word):
    """What sort of system it is; templates name systems by it."""

    SERVER = "server", "サーバ", "server"
    CLIENT = "client", "端末", "workstations"
    NETWORK = "network", "ネットワーク機器", "network device"
    BOUNDARY = "boundary", "境界機器（FW・VPN・プロキシ）", "boundary device (firewall, VPN, proxy)"
    CONTROL = "control", "制御システム", "control system"
    APPLICATION = "application", "業務アプリケーション", "business application"
    CLOUD = "cloud", "クラウドサービス", "cloud service"
    ACCOUNTS = "accounts", "認証・ID基盤", "accounts and sign-in"


class RollupGrain(Word):
    """How much a desk says to the desk that sums up."""

    FIGURES = "figures", "件数のみ", "figures only"
    TITLES = "titles", "件数と各指示の件名・状態", "figures, and of each order its title and state"
