"""Technical help that one house asks of an ISAC or a hub, step by step (デザインガイド 参考2.1 ⑥-⑩, 参考2.3 ④-⑧)."""

from noroshi.vocabulary.word import Word


class HelpState(Word):
    """How a request for help stands."""

    OPEN = "open", "受付待ち", "waiting to be taken", "Nobody has taken it yet"
    TAKEN = "taken", "対応中", "taken", "Somebody at the desk that was asked works on it"
    ANSWERED = "answered", "回答済み", "answered", "Results have come; the desk that asked has not closed it"
    CLOSED = "closed", "完了", "closed", "The desk that asked has what it needed"
    DECLINED = "declined", "辞退", "declined", "The desk that was asked cannot help"
    WITHDRAWN = "withdrawn", "取り下げ", "withdrawn", "The desk that asked took it back"


class HelpMove(Word):
    """What one of the two desks does with a request for help; the other reads it."""

    TAKE = "take", "引き受けた", "took it"
    ANSWER = "answer", "回答した", "answered"
    DECLINE = "decline", "辞退した", "declined"
    ASK_MORE = "ask_more", "追加で尋ねた", "asked further"
    CLOSE = "close", "完了にした", "closed it"
    WITHDRAW = "withdraw", "取り下げた", "took it back"
    ASK_CONSENT = "ask_consent", "取り次ぐことへの同意を求めた", "asked whether it may be passed on"
    CONSENT = "consent", "取り次ぐことに同意した", "agreed that it is passed on"
    REFUSE_CONSENT = "refuse_consent", "取り次ぐことを断った", "refused that it is passed on"


class HelpField(Word):
    """What an expert knows, and what a request is about."""

    MALWARE = "malware", "マルウェア解析", "malware analysis"
    FORENSICS = "forensics", "フォレンジック", "forensics"
    NETWORK = "network", "ネットワーク", "networks"
    CONTROL = "control", "制御システム", "control systems"
    VULNERABILITY = "vulnerability", "脆弱性", "vulnerabilities"
    INTELLIGENCE = "intelligence", "脅威情報", "threat intelligence"
    RESPONSE = "response", "事案対処", "incident response"
