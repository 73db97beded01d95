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


class WithoutReason(Refusal):
    code, status = "without_reason", 422
    ja = "別の事象だと考える理由を書いてください。席の人が後から読めるように残ります。"
    en = "Say why it is another event. The reason is kept for the people of your desk."


class NotBeside(Refusal):
    code, status = "not_beside", 409
    ja = "いま、この事案のそばには置かれていません。画面を読み込み直してください。"
    en = "It does not stand beside this matter now. Load the page again."
