"""Words about what comes from outside: who says to have sent it, how that was checked, what became of it."""

from noroshi.vocabulary.word import Word


class SenderProof(Word):
    """How far the sender of something that arrived is who it says."""

    SIGNED_IN = "signed_in", "サインインした本人", "signed in"
    PROVEN = "proven", "登録された差出人（送信元を確認）", "known sender, proven"
    UNPROVEN = "unproven", "登録された差出人を名乗るが、送信元を確認できない", "claims to be a known sender, not proven"
    STRANGER = "stranger", "登録のない差出人", "not in the directory"
    AS_TOLD = "as_told", "電話口や紙面で名乗ったとおり", "as told by telephone or on paper"
    NON_MEMBER = "non_member", "会員でない方から（未確認）", "from a non-member, not verified"


class MailCheck(Word):
    """What SPF or DKIM say about a mail."""

    PASS = "pass", "合格", "pass"
    FAIL = "fail", "不合格", "fail"
    NONE = "none", "なし", "none"
    UNKNOWN = "unknown", "確かめられない", "could not be checked"


class ArrivalState(Word):
    """What became of something that arrived."""

    WAITING = "waiting", "読み取り中", "being read"
    DRAFTED = "drafted", "下書きになりました", "became a draft"
    APART = "apart", "別に置いてあります", "kept apart"
    DISMISSED = "dismissed", "取り込まないことにしました", "put away"


class ReceiptState(Word):
    """What somebody without an account is told about what became of it; never to whom it went."""

    RECEIVED = "received", "受け付けました", "received", "It is here, and nobody has begun with it"
    LOOKED_AT = "looked_at", "確認しています", "being looked at", "Somebody at the desk has begun with it"
    PASSED_ON = (
        "passed_on",
        "関係先に伝えました",
        "passed on",
        "What was of use has gone on, without a word about the sender",
    )
    CLOSED = "closed", "対応を終えました", "closed", "The desk does nothing further with it; more may still be added"
