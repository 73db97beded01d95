"""What one desk asks another along the chain, how it ends, and signs that somebody wants to know who a source is."""

from typing import Final

from noroshi.vocabulary.word import Word

CONSULTATION: Final = "consultation"
"""The field that says of an item that it is one: it stands on no printed form."""


class InquiryKind(Word):
    """What is asked."""

    QUESTION = "question", "質問", "question", "Something about an item that only those further back can know"
    APPROVAL = "approval", "加工後の文面の確認", "approval of a processed text", "May this go up as it stands here"
    CONSULTATION = "consultation", "相談", "consultation", "Something unclear that somebody asks before it is a report"
    WIDENING = "widening", "共有範囲の拡大の相談", "request to widen", "May it go to others than its originator allowed"


class InquiryState(Word):
    """How an inquiry stands. All but the first are ends; an inquiry to widen or to approve that expires is a no."""

    OPEN = "open", "回答待ち", "waiting for an answer", "Nobody has answered, and there is time"
    TOLD = "told", "回答あり", "answered", "Answered in words"
    YES = "yes", "承諾", "yes", "As it was asked"
    YES_WITH_EDITS = "yes_with_edits", "修正のうえ承諾", "yes, with changes", "If it is changed as the answer says"
    NO = "no", "不承諾", "no", "Refused, or nothing can be said"
    WITHDRAWN = "withdrawn", "取り下げ", "withdrawn", "The desk that asked took it back"
    EXPIRED = "expired", "期限切れ", "expired", "Nobody answered in time"


class UnmaskingSign(Word):
    """What was seen when somebody may have tried to find out who an anonymous source is."""

    LINK_REFUSED = (
        "link_refused",
        "発信元を開こうとした",
        "tried to open the link",
        "The link to the source was asked for and refused",
    )
    NAMES_SOMEBODY = (
        "names_somebody",
        "質問に組織名を書いた",
        "named somebody in a question",
        "A question named an organization that the item does not",
    )
    LOOKED_AROUND = (
        "looked_around",
        "短い間に何社も調べた",
        "looked up many in a short time",
        "Operators of the item's sector were looked up one after another soon after it was opened",
    )
    ASKS_WHO = "asks_who", "発信元がだれかを尋ねた", "asked who it was", "A question asked for the name of the source"
