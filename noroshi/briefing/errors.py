"""Why a page cannot be composed, or nothing decided on it."""

from noroshi.vocabulary.errors import Refusal


class NothingOnThePage(Refusal):
    code, status = "nothing_on_the_page", 422
    ja = "まとめる情報を一つ以上選んでください。"
    en = "Choose at least one item to put on the page."


class NoOptions(Refusal):
    code, status = "no_options", 422
    ja = "選べる案を二つ以上書いてください（例：続ける、止める）。"
    en = "Write at least two options, for example: go on, stop."


class NoSuchOption(Refusal):
    code, status = "no_such_option", 422
    ja = "このページに書かれた案の中から選んでください。"
    en = "Choose one of the options on the page."


class NotForYouToDecide(Refusal):
    code, status = "not_for_you_to_decide", 403
    ja = "決めるのは、この組織の経営層か最高情報セキュリティ責任者です。"
    en = "Executives or the CISO of this organization decide."


class NothingToTakeBack(Refusal):
    code, status = "nothing_to_take_back", 409
    ja = "取り消せる決定がありません。まだ決めていないか、すでに取り消されています。"
    en = "There is no decision to take back: nobody has decided yet, or it was taken back already."


class TakenBackWhereDecided(Refusal):
    code, status = "taken_back_where_decided", 403
    ja = "決定を取り消せるのは、その決定をした窓口の経営層か最高情報セキュリティ責任者です。ほかの窓口からは、決め直すことができます。"
    en = "A decision is taken back by an executive or the CISO of the desk that decided. Another desk may decide again."


class PageMoved(Refusal):
    code, status = "page_moved", 409
    ja = "このページでは、その後に別の決定か取消しがありました。いまの内容を確かめてから、もう一度行ってください。"
    en = "Something else was decided or taken back on this page since. Look at it as it is now, then do it again."


class TakingBackNeedsReason(Refusal):
    code, status = "taking_back_needs_reason", 422
    ja = "取り消す理由を書いてください。"
    en = "Write why it is taken back."
