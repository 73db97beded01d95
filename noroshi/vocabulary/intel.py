"""Words of shared intelligence: where it comes from, how far that can be relied on, what became of an import."""

from noroshi.vocabulary.word import Word


class OriginKind(Word):
    """By which way a desk's intelligence comes to it."""

    UPLOAD = "upload", "ファイル", "file", "Somebody at the desk brings a file"
    FEED = "feed", "フィード", "feed", "The desk fetches it from another server"
    TAXII = "taxii", "TAXII 受信箱", "TAXII intake", "Other systems push it to the desk"
    MAIL = "mail", "メール", "mail", "It stands in mails"
    HAND = "hand", "手入力", "by hand", "Somebody at the desk writes it"


class Reliability(Word):
    """The Admiralty scale for a source: A is as good as certain, F has not been judged."""

    A = "A", "A: 完全に信頼できる", "A: completely reliable"
    B = "B", "B: おおむね信頼できる", "B: usually reliable"
    C = "C", "C: かなり信頼できる", "C: fairly reliable"
    D = "D", "D: あまり信頼できない", "D: not usually reliable"
    E = "E", "E: 信頼できない", "E: unreliable"
    F = "F", "F: 判断できない", "F: cannot be judged"


class ImportState(Word):
    """How far an import of a file is."""

    WAITING = "waiting", "待機中", "waiting"
    RUNNING = "running", "取り込み中", "running"
    DONE = "done", "完了", "done"
    FAILED = "failed", "失敗", "failed", "It can be taken up again where it ended"
    STOPPED = "stopped", "中止", "stopped", "Somebody stopped it; what was taken in stays"


class KnownList(Word):
    """Why a value is not worth an alarm, or worth care before it is blocked."""

    KNOWN_GOOD = "known_good", "正当と分かっている", "known good", "Never a sign of an attack by itself"
    SHARED = "shared", "多くの人が共用", "shared infrastructure", "Blocking it hits many who have nothing to do with it"
