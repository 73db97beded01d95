"""Why two items cannot be one event."""

from noroshi.vocabulary.errors import Refusal


class SameMatter(Refusal):
    code, status = "same_matter", 409
    ja = "どちらも同じ事案の報です。あらためて結び付ける必要はありません。"
    en = "Both are editions of one matter already. There is nothing to link."


class NotGathered(Refusal):
    code, status = "not_gathered", 409
    ja = "この事案は、いまこの事象にまとめられていません。"
    en = "This matter is not gathered in this event now."
