"""Words of what publishers tell everybody: how dates of updates repeat, and why a feed could not be read."""

from noroshi.vocabulary.word import Word


class DateRule(Word):
    """How the dates of a calendar come about."""

    MONTHLY = "monthly", "毎月の第n曜日", "a weekday of each month", "Like the second Tuesday"
    QUARTERLY = (
        "quarterly",
        "四半期ごとの第n曜日",
        "a weekday once a quarter",
        "In the first month and each third one after it",
    )
    WEEKS = "weeks", "n週間ごと", "every n weeks", "Counted from a first day"
    DATES = (
        "dates",
        "決まった日（不定期）",
        "single days",
        "As they become known; without any, the next is not known yet",
    )


class FeedFault(Word):
    """Why a feed could not be read the last time."""

    UNREACHABLE = "unreachable", "接続できませんでした。", "It could not be reached."
    NAME_UNKNOWN = "name_unknown", "アドレスの名前が見つかりません。", "Its name is not known."
    PRIVATE = "private", "内部のアドレスには接続しません。", "It leads to an inner address, which is not called."
    ELSEWHERE = "elsewhere", "別のサーバーへ転送されました。", "It sends on to another server."
    REFUSED = "refused", "配信元が応答を拒みました。", "Its server refused to answer."
    TOO_SLOW = "too_slow", "応答に時間がかかりすぎました。", "It took too long."
    TOO_LARGE = "too_large", "大きすぎます。", "It is too large."
    NO_FEED = "no_feed", "RSSまたはAtomとして読めません。", "It cannot be read as RSS or Atom."
    OUR_FAULT = "our_fault", "こちらの不具合で読めませんでした。", "It could not be read by a fault of ours."
