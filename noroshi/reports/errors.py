"""What can go wrong with reports, in the reporter's words."""

from noroshi.vocabulary.errors import Refusal


class WayUnknown(Refusal):
    code, status = "way_unknown", 422
    ja = "この席からは使えない経路です。"
    en = "Your desk cannot report by this way."


class NobodyOnTheWay(Refusal):
    code, status = "nobody_on_the_way", 409
    ja = "経路の次の宛先（{station}）の席が登録されていません。運用者に確かめるか、別の経路を選んでください。"
    en = "No desk is registered for the next station ({station}). Ask the operator of the platform, or choose another way."


class StatutoryNotAnonymous(Refusal):
    code, status = "statutory_not_anonymous", 422
    ja = "法令等で報告が義務づけられた事柄は、匿名の経路だけでは送れません。所管省庁へ直接報告してください。"
    en = "A statutory matter cannot go by the anonymous way alone. Report it to your ministry directly."


class NotAReport(Refusal):
    code, status = "not_a_report", 422
    ja = "これは情報連絡ではありません。"
    en = "This is not a report."


class NotOnTheWay(Refusal):
    code, status = "not_on_the_way", 403
    ja = "この席は、この情報連絡の経路の途中にありません。"
    en = "Your desk is not a station on the way of this report."


class NotAnAnonymizedDraft(Refusal):
    code, status = "not_an_anonymized_draft", 422
    ja = "この下書きは、匿名化して送るためのものではありません。"
    en = "This draft is not one that takes the name out."


class SuspectsLeft(Refusal):
    code, status = "suspects_left", 409
    ja = "だれの連絡かを示すかもしれない言葉が残っています。匿名化の画面で、置き換えるか、残すことを確かめてください。"
    en = "Words that may say who wrote it are left. Replace them on the anonymizing page, or confirm there that they stay."


class LeakFound(Refusal):
    code, status = "leak_found", 409
    ja = "だれの連絡かを示すものが残っているか、機械が見られないファイルがあります。直すか、席の別の人が理由を書いて認めてください。"
    en = "It may still say whose it is, or a file could not be looked through. Mend it, or let another person of your desk release it."


class NotTheSecondPerson(Refusal):
    code, status = "not_the_second_person", 403
    ja = "書いた人は送出を認められません。席の別の人に頼んでください。"
    en = "Whoever wrote it cannot release it. Ask another person of your desk."


class ReasonForRelease(Refusal):
    code, status = "reason_for_release", 422
    ja = "送出を認める理由を書いてください。"
    en = "Say why it may be sent."


class NothingToRelease(Refusal):
    code, status = "nothing_to_release", 409
    ja = "送出を止めているものはありません。"
    en = "Nothing stands in the way of sending."


class StatutoryNeedsPlan(Refusal):
    code, status = "statutory_needs_plan", 422
    ja = (
        "法令等で報告が義務づけられた事柄は、対処調整センターだけには送れません。両方か行動計画の窓口を選んでください。"
    )
    en = "A statutory matter cannot go to the coordination center alone. Choose both, or the plan's desk."


class CoordinationNotAnonymous(Refusal):
    code, status = "coordination_not_anonymous", 422
    ja = "匿名の経路で送るものを対処調整センターへ直接送ると、だれが書いたかが分かります。行動計画の窓口を選んでください。"
    en = "What goes by the anonymous way would show who wrote it if it went to the coordination center. Choose the plan's desk."


class PaceUnreadable(Refusal):
    code, status = "pace_unreadable", 422
    ja = "時間数は1から2208（92日）までの整数で入力してください。"
    en = "Give hours as a whole number from 1 to 2208 (92 days)."
