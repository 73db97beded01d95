"""Words of choosing the few that matter: what people decide, why something is relevant, how fast it grows old."""

from noroshi.vocabulary.word import Word


class Verdict(Word):
    """What an analyst says of a value at the own organization; it wins over every figure."""

    ACCEPT = "accept", "採用", "accept", "It matters: it stays on the list, first"
    HOLD = "hold", "保留", "hold", "Not decided: it waits apart from the list"
    DISMISS = "dismiss", "対象外", "dismiss", "It does not matter here: it leaves the list"


class Relevance(Word):
    """Why something concerns a profile; the strongest one counts."""

    OWN = "own", "自組織の資産", "an asset of ours"
    PRODUCT = "product", "使用している製品", "a product in use"
    SUPPLIER = "supplier", "取引先・委託先", "a supplier"
    SECTOR = "sector", "自分野", "the own sector"
    KEYWORD = "keyword", "キーワード", "a keyword"
    GENERAL = "general", "分野・製品の指定なし", "names neither sector nor product"


class Freshness(Word):
    """How fast something grows old, by what it is about."""

    ADDRESS = "address", "アドレス", "addresses", "An address changes hands within weeks"
    NAME = "name", "ドメイン名・URL・メールアドレス", "names, URLs, mail addresses"
    FILE = "file", "ファイルの特徴", "traits of files"
    WEAKNESS = "weakness", "脆弱性", "vulnerabilities"
    STORY = "story", "手口・攻撃者・報告", "methods, actors, reports"


class Severity(Word):
    """How bad a weakness is, in five steps as CVSS calls them; the worst first."""

    CRITICAL = "critical", "緊急", "critical"
    HIGH = "high", "重要", "high"
    MEDIUM = "medium", "警告", "medium"
    LOW = "low", "注意", "low"
    NONE = "none", "なし", "none"


class TextLanguage(Word):
    """In what a text is written, as far as a profile asks; `other` is any that stands here by no name."""

    JA = "ja", "日本語", "Japanese"
    EN = "en", "英語", "English"
    ZH = "zh", "中国語", "Chinese"
    KO = "ko", "韓国語", "Korean"
    RU = "ru", "ロシア語", "Russian"
    OTHER = "other", "その他の言語", "another language"


class FunnelStep(Word):
    """From all that a desk may read to what it is shown."""

    CAME = "came", "受信", "came in"
    VALID = "valid", "有効", "valid"
    NEW = "new", "重複を除く", "without repeats"
    RELEVANT = "relevant", "関係あり", "relevant"
    DELIVERED = "delivered", "配信", "delivered"


class Dropped(Word):
    """Why something is not on a list."""

    REVOKED = "revoked", "取り消された", "revoked by its source"
    ENDED = "ended", "有効期限切れ", "past its end"
    REPEATED = "repeated", "同じ値が既にある", "the same value is there already"
    OLD = "old", "古くなった", "grown old"
    WEAK = "weak", "点数がしきい値に届かない", "its score is below the threshold"
    KIND = "kind", "対象外の種類", "a kind that the profile leaves out"
    LANGUAGE = "language", "読まない言語", "a language that the profile leaves out"
    DISMISSED = "dismissed", "分析者が対象外とした", "dismissed by an analyst"
    HELD = "held", "分析者が保留中", "held by an analyst"
    BEYOND = "beyond", "表示件数の上限を超えた", "beyond the most that are shown"
