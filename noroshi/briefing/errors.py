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
