"""What a desk is told, by which way out of the house, and how that went."""

from noroshi.vocabulary.word import Word


class NoticeKind(Word):
    """Why a desk is told something. The notice itself carries no content; the label is all that it says."""

    ARRIVED = "arrived", "新しい情報が届きました", "something new has arrived", "A hop has brought an edition here"
    MAIL_APART = (
        "mail_apart",
        "確かめを待つメールがあります",
        "a mail waits to be looked at",
        "It came to the desk and was kept apart",
    )
    STATION = "station", "報告が先へ進みました", "your report has come a station further", "A station of the own report"
    NUMBERED = "numbered", "識別番号が付きました", "a reference number was given", "The center has numbered it"
    RENUMBERED = (
        "renumbered",
        "識別番号がまとめられました",
        "a reference number was withdrawn",
        "It was given twice to one matter",
    )
    QUESTION = "question", "問合せがあります", "somebody asks you something", "A question along the chain"
    ANSWER = "answer", "回答がありました", "your question was answered", "An answer along the chain"
    REQUEST = "request", "確認のお願いがあります", "your decision is asked for", "Something waits for a yes or a no"
    DECIDED = "decided", "お願いの結果が出ました", "what you asked for was decided", "A yes, a no, or the time ran out"
    REMINDER = (
        "reminder",
        "回答がまだ届いていません",
        "your answer is still missing",
        "Only for those who have not answered",
    )
    FOLLOW_UP_DUE = "follow_up_due", "続報の予定時刻が近づいています", "your follow-up is due soon"
    FOLLOW_UP_LATE = "follow_up_late", "続報の予定時刻を過ぎました", "your follow-up is late"
    DRAFT_LEFT = (
        "draft_left",
        "送信していない下書きがあります",
        "a draft has not been sent",
        "Nobody has saved it for a day or more",
    )
    RECALLED = "recalled", "情報が撤回されました", "something was recalled", "What left the house is to be withdrawn"
    LOOKED_AT = "looked_at", "情報源の確認がありました", "somebody looked at who the source is", "For the source alone"
    WARNED = "warned", "注意が必要です", "something needs your attention", "For whoever must look after it"
    TRIAGED = (
        "triaged",
        "関係する脅威情報があります",
        "shared intelligence concerns you",
        "It stands on a list of the desk",
    )
    ORDERED = "ordered", "作業指示があります", "there is an order for you", "From the own organization"
    ORDER_ANSWERED = "order_answered", "作業指示に回答がありました", "an order was answered"
    ORDER_DUE = "order_due", "作業指示の期限が近づいています", "an order is due soon"
    ORDER_LATE = "order_late", "作業指示が期限を過ぎています", "an order is late", "Told a tier higher each time"
    FOUND = (
        "found",
        "保存した検索に新しい結果があります",
        "a kept search has something new",
        "Asked again by the worker",
    )
    TEST = "test", "試験の通知です", "this is a test", "Asked for at the own desk"


class Urgency(Word):
    """Whether quiet hours and digests hold it back."""

    ROUTINE = "routine", "通常", "routine", "Waits for the digest and for the end of quiet hours"
    EMERGENCY = "emergency", "緊急", "emergency", "Goes out at once, whatever the hour"


class NoticeChannel(Word):
    """The ways out of the house. The portal is always one of them."""

    PORTAL = "portal", "ポータル", "portal"
    MAIL = "mail", "メール", "e-mail"
    WEBHOOK = "webhook", "Webhook", "webhook"


class Digest(Word):
    """How often what is routine goes out."""

    AT_ONCE = "at_once", "すぐに", "at once"
    HOURLY = "hourly", "1時間ごとにまとめて", "once an hour"
    DAILY = "daily", "1日1回まとめて", "once a day"


class DispatchState(Word):
    """How one way out went, for one address."""

    WAITING = "waiting", "送信待ち", "waiting", "Not due yet, or a retry is due later"
    SENDING = "sending", "送信中", "being sent", "Handed over; the answer is not recorded yet"
    SENT = "sent", "送信済み", "sent", "Accepted by the outgoing mail server, or by the receiver of a webhook"
    DELIVERED = "delivered", "到達", "delivered", "Their own mail server said that it has it"
    BOUNCED = "bounced", "不達", "bounced", "Came back"
    FAILED = "failed", "送信できず", "failed", "Given up after the last retry"
    WITHDRAWN = "withdrawn", "送信取りやめ", "not sent", "Recalled, or no longer for this desk, before it left"


class Protection(Word):
    """How much of an item a mail carries, and what keeps it from others on the way."""

    IDENTIFIERS = "identifiers", "番号と色のみ", "number and color only", "Not one word of text or title"
    TEXT = "text", "本文あり", "with its text", "CLEAR and GREEN only"
    SMIME = "smime", "S/MIMEで暗号化", "encrypted with S/MIME"
    OPENPGP = "openpgp", "OpenPGPで暗号化", "encrypted with OpenPGP"


class CallOutcome(Word):
    """What came of ringing somebody."""

    REACHED = "reached", "つながった", "reached"
    NO_ANSWER = "no_answer", "応答なし", "no answer"
    WRONG_NUMBER = "wrong_number", "番号違い", "wrong number"


class ActionTaken(Word):
    """What a recipient has done about an advisory."""

    DONE = "done", "対応済み", "dealt with"
    UNDER_WAY = "under_way", "対応中", "being dealt with"
    NOT_NEEDED = "not_needed", "対応不要", "nothing to do here"


class Usefulness(Word):
    """Whether an advisory was of use, in its reader's judgement."""

    USEFUL = "useful", "役に立った", "useful"
    PARTLY = "partly", "一部役に立った", "partly useful"
    NOT_USEFUL = "not_useful", "役に立たなかった", "not useful"
